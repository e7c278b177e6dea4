package dev.kith.web.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The APSIS One simulator's dump, in the oracle's words, and what differs between the two. */
final class Dump {
    private static final String SECTION = "com.apsis1.sections.default";
    private static final String CRM_ID = "com.apsis1.keyspaces.crm-id";
    /** Attributes that are keys of profiles: of contacts that share a value, exactly one holds it (D39). */
    private static final Map<String, String> ADDRESSES = Map.of("email", "Email", "sms", "Mobile");

    private static final Set<String> SHARED_KEYS = Set.copyOf(ADDRESSES.values());

    private static final Map<String, String> NAMES = names();

    private Dump() {}

    /** The profiles by CRM id. */
    static Map<String, Oracle.Profile> profiles(List<JsonNode> lines) {
        Map<String, Oracle.Profile> profiles = new HashMap<>();
        for (JsonNode line : lines) {
            String key = line.path("keys").path(CRM_ID).path(0).asText();
            profiles.put(key, profile(line.path("sections").path(SECTION)));
        }
        return profiles;
    }

    private static Oracle.Profile profile(JsonNode section) {
        Map<String, String> attributes = new TreeMap<>();
        section.path("attributes").properties().forEach(e -> {
            JsonNode value = e.getValue();
            String text = value.isNumber() ? Oracle.number(value.asText()) : value.asText();
            attributes.put(NAMES.getOrDefault(e.getKey(), e.getKey()), text);
        });
        Set<String> consents = new TreeSet<>();
        section.path("consents")
                .forEach(c ->
                        consents.add(NAMES.get(c.path("topic_discriminator").asText()) + " "
                                + c.path("channel_discriminator").asText().replaceAll(".*\\.", "") + " "
                                + c.path("type").asText()));
        return new Oracle.Profile(attributes, consents);
    }

    /** What differs, one line each; empty when all is as the oracle says. */
    static List<String> differences(Map<String, Oracle.Profile> wanted, Map<String, Oracle.Profile> found) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(wanted.keySet());
        keys.addAll(found.keySet());
        for (String key : keys) {
            if (!wanted.containsKey(key)) {
                differences.add(key + " has a profile but is out of scope");
            } else if (!found.containsKey(key)) {
                differences.add(key + " has no profile");
            } else {
                compare(key, wanted.get(key), found.get(key), differences);
            }
        }
        SHARED_KEYS.forEach(name -> compareHolders(name, wanted, found, differences));
        return differences;
    }

    /** A channel whose address another profile holds is opted in only once the address comes. */
    private static void compare(String key, Oracle.Profile wanted, Oracle.Profile found, List<String> differences) {
        Set<String> consentsWanted = new TreeSet<>(wanted.consents());
        Set<String> consentsFound = new TreeSet<>(found.consents());
        ADDRESSES.forEach((channel, name) -> {
            String address = wanted.attributes().getOrDefault(name, "");
            if (!address.equalsIgnoreCase(found.attributes().getOrDefault(name, ""))) {
                consentsWanted.removeIf(consent -> consent.endsWith(channel + " opt-in"));
                consentsFound.removeIf(consent -> consent.endsWith(channel + " opt-in"));
            }
        });
        Map<String, String> ours = new TreeMap<>(wanted.attributes());
        Map<String, String> theirs = new TreeMap<>(found.attributes());
        ours.keySet().removeAll(SHARED_KEYS);
        theirs.keySet().removeAll(SHARED_KEYS);
        if (!ours.equals(theirs)) {
            differences.add(key + " should have " + ours + " but has " + theirs);
        }
        if (!consentsWanted.equals(consentsFound)) {
            differences.add(key + " should have " + consentsWanted + " but has " + consentsFound);
        }
    }

    /** Exactly one of those who share a value holds it, and nobody else does; an address counts in any case. */
    private static void compareHolders(
            String name,
            Map<String, Oracle.Profile> wanted,
            Map<String, Oracle.Profile> found,
            List<String> differences) {
        Map<String, Set<String>> claims = holders(name, wanted);
        Map<String, Set<String>> held = holders(name, found);
        claims.forEach((value, claimants) -> {
            Set<String> holders = held.getOrDefault(value, Set.of());
            if (holders.size() != 1 || !claimants.containsAll(holders)) {
                differences.add(name + " of " + claimants + " is held by " + holders);
            }
        });
        held.forEach((value, holders) -> {
            if (!claims.containsKey(value)) {
                differences.add(holders + " hold a " + name + " that nobody has");
            }
        });
    }

    private static Map<String, Set<String>> holders(String name, Map<String, Oracle.Profile> profiles) {
        Map<String, Set<String>> holders = new TreeMap<>();
        profiles.forEach((key, profile) -> {
            String value = profile.attributes().get(name);
            if (value != null) {
                holders.computeIfAbsent(value.toLowerCase(Locale.ROOT), v -> new TreeSet<>())
                        .add(key);
            }
        });
        return holders;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>(Map.of(
                "com.apsis1.attributes.email", "Email",
                "com.apsis1.attributes.crmid", "CRM-ID",
                "com.apsis1.attributes.mobile", "Mobile",
                "com.apsis1.attributes.firstname", "First name",
                "com.apsis1.attributes.lastname", "Last name",
                "com.apsis1.attributes.birthdate", "Birth date"));
        for (String name : List.of(
                "Full name",
                "Gender",
                "Language",
                "Street",
                "Postal code",
                "City",
                "Country",
                "Phone",
                "Company",
                "Department",
                "Job role",
                "Customer type",
                "Loyalty points",
                "Credit limit",
                "VIP",
                "Renewal date",
                "Customer since")) {
            names.put("usercreated.attributes." + made(name), name);
        }
        for (String name : List.of("Newsletter", "Events")) {
            names.put("usercreated.topics." + made(name), name);
        }
        return names;
    }

    static String made(String name) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
            String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
            return slug + "-" + HexFormat.of().formatHex(md5).substring(0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
