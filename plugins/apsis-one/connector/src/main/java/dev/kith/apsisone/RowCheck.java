package dev.kith.apsisone;

import dev.kith.spi.Attribute;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the writes that must not be rows of an import, since an import tells of no row what became of it. */
final class RowCheck {
    private static final int LONGEST_KEY = 256;

    private final Map<String, Definition> definitions;
    private final Map<String, Set<Channel>> topics;
    private final Map<String, Integer> holders = new HashMap<>();

    RowCheck(Map<String, Definition> definitions, Map<String, Set<Channel>> topics, List<ProfileWrite> writes) {
        this.definitions = definitions;
        this.topics = topics;
        writes.forEach(write -> keys(write).forEach(key -> holders.merge(key, 1, Integer::sum)));
    }

    /** Why the write must go out by itself; empty when it may be a row. */
    Optional<String> refusal(ProfileWrite write) {
        if (write.existence() == ProfileWrite.Existence.KNOWN_NOT_CREATED) {
            return Optional.of("an import would create the profile");
        }
        if (!isPlain(write.profileKey()) || write.profileKey().length() > LONGEST_KEY) {
            return Optional.of("the key can't stand in a table");
        }
        if (keys(write).stream().anyMatch(key -> holders.getOrDefault(key, 0) > 1)) {
            return Optional.of("another profile is to get the same address");
        }
        return attributes(write).or(() -> consents(write));
    }

    /** Texts that may come out of a table as something else. */
    static Set<String> doubtful(ProfileWrite write) {
        return write.set().entrySet().stream()
                .filter(e -> e.getValue() instanceof String text && !isPlain(text))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> keys(ProfileWrite write) {
        return write.set().entrySet().stream()
                .filter(e -> e.getKey().equals(Ids.EMAIL) || e.getKey().equals(Ids.MOBILE))
                .map(e -> e.getKey() + " " + e.getValue().toString().strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private Optional<String> attributes(ProfileWrite write) {
        for (Map.Entry<String, Object> entry : write.set().entrySet()) {
            Definition definition = definitions.get(entry.getKey());
            if (definition == null || !definition.attribute().writable()) {
                return Optional.of("an attribute is gone or can't be written");
            }
            if (!fits(definition.attribute(), entry.getValue())) {
                return Optional.of("a value doesn't fit its attribute");
            }
        }
        boolean clearable = write.clear().stream()
                .allMatch(id -> !Ids.KEYS.contains(id)
                        && definitions.containsKey(id)
                        && definitions.get(id).attribute().writable());
        return clearable ? Optional.empty() : Optional.of("an attribute can't be emptied");
    }

    private static boolean fits(Attribute attribute, Object value) {
        return switch (attribute.type()) {
            case TEXT -> value instanceof String text && isPlain(text) && text.length() <= attribute.maxLength();
            case INTEGER -> value instanceof Long number && (!attribute.id().equals(Ids.MOBILE) || number > 0);
            case DECIMAL -> value instanceof BigDecimal;
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof LocalDate date && date.getYear() > 0 && date.getYear() <= 9999;
            case TIMESTAMP -> value instanceof Instant;
        };
    }

    /** Not blank, no spaces around it that an import might cut, nothing that spreadsheets or parsers treat specially. */
    private static boolean isPlain(String text) {
        boolean controls = text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n');
        return !text.isEmpty() && text.equals(text.strip()) && !controls && text.charAt(0) != '=';
    }

    private Optional<String> consents(ProfileWrite write) {
        Set<String> places = new HashSet<>();
        for (ConsentChange change : write.consents()) {
            if (change.overridesOptOutsUntil().isPresent()
                    || change.ownOptOutAt().isPresent()) {
                return Optional.of("an opt-in may have to overrule an opt-out");
            }
            if (!topics.getOrDefault(change.subscription(), Set.of()).contains(change.channel())) {
                return Optional.of("a subscription is gone");
            }
            if (!write.set().containsKey(Shape.address(change.channel()))) {
                return Optional.of("a consent comes without the address of its channel");
            }
            if (!places.add(change.subscription() + " " + change.channel())) {
                return Optional.of("a consent changes twice");
            }
        }
        return Optional.empty();
    }
}
