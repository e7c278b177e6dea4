package dev.kith.testkit.contract;

import dev.kith.spi.Connector;
import dev.kith.spi.Role;
import dev.kith.spi.Subject;
import dev.kith.spi.WebhookDelivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A CRM in memory with ten contacts. */
final class ListedCrm extends InMemory implements TestedCrm {
    final SortedMap<String, String> names = new TreeMap<>();
    /** The targets of webhooks, by id. */
    final Map<String, String> targets = new TreeMap<>();

    private final Map<String, Set<String>> labels = new TreeMap<>();

    ListedCrm(Flaw flaw) {
        super(Role.CRM, flaw);
        for (int i = 10; i < 20; i++) {
            names.put("c" + i, "Name");
        }
    }

    @Override
    Connector open(Asking asking) {
        return new ListedConnector(this, asking);
    }

    Set<String> labels(String contactKey) {
        return labels.computeIfAbsent(contactKey, key -> new TreeSet<>());
    }

    @Override
    public Set<String> contactKeys() {
        return Set.copyOf(names.keySet());
    }

    @Override
    public void change(String contactKey) {
        names.merge(contactKey, "!", String::concat);
    }

    @Override
    public void remove(String contactKey) {
        names.remove(contactKey);
    }

    @Override
    public Subject subject(String contactKey) {
        return new Subject("contact", contactKey);
    }

    @Override
    public WebhookDelivery delivery(String contactKey) {
        byte[] body = contactKey.getBytes(StandardCharsets.ISO_8859_1);
        return new WebhookDelivery(Map.of("signature", List.of(signature("s", body))), body, Set.of("s"));
    }

    static String signature(String secret, byte[] body) {
        return Integer.toHexString((secret + new String(body, StandardCharsets.ISO_8859_1)).hashCode());
    }
}
