package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.KeyValue;
import dev.kith.engine.store.Links;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which contacts have an address, as far as we remember: those whose profile holds it, and those that left it out. */
final class Claims {
    private final Links links;
    private final String integration;
    private final String attribute;

    /** The attribute is the id of the one that holds addresses. */
    Claims(Links links, String integration, String attribute) {
        this.links = requireNonNull(links, "links");
        this.integration = requireNonNull(integration, "integration");
        this.attribute = requireNonNull(attribute, "attribute");
    }

    /** Contact keys by address; reads all links of the integration. */
    Map<String, Set<String>> of(Set<String> addresses) {
        Map<KeyValue, Set<String>> holders =
                links.holders(integration, addresses.stream().map(this::value).collect(Collectors.toSet()));
        Map<String, Set<String>> claims = new HashMap<>();
        for (String address : addresses) {
            Set<String> contacts = new HashSet<>(holders.getOrDefault(value(address), Set.of()));
            contacts.addAll(links.leavingOut(integration, value(address)));
            claims.put(address, contacts);
        }
        return claims;
    }

    private KeyValue value(String address) {
        return new KeyValue(attribute, address.strip().toLowerCase(Locale.ROOT));
    }
}
