package dev.kith.testkit.contract;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Channel;
import dev.kith.spi.Connector;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Role;
import dev.kith.spi.Subscription;
import dev.kith.spi.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An audience in memory. */
final class KeptAudience extends InMemory implements TestedAudience {
    static final String EMAIL = "email";
    static final String MOBILE = "mobile";
    static final AudienceDescription DESCRIPTION = new AudienceDescription(
            List.of(
                    attribute(EMAIL, Purpose.EMAIL),
                    attribute(MOBILE, Purpose.MAPPED_KEY),
                    attribute("text", Purpose.MAPPED),
                    attribute("city", Purpose.MAPPED)),
            List.of(
                    new Subscription("news", "News", Set.of(Channel.EMAIL)),
                    new Subscription("events", "Events", Set.of(Channel.EMAIL))),
            List.of(new Tag("gold", "Gold"), new Tag("silver", "Silver")));

    final Map<String, Map<String, String>> profiles = new TreeMap<>();
    final Map<String, Map<String, ConsentState>> consents = new TreeMap<>();
    /** The consents of those who have an address and no key, by address. */
    final Map<String, Map<String, ConsentState>> strangers = new TreeMap<>();
    /** How often each import was asked about since its rows came. */
    final Map<String, Integer> imports = new HashMap<>();

    private final Map<String, Set<String>> tags = new TreeMap<>();

    KeptAudience(Flaw flaw) {
        super(Role.AUDIENCE, flaw);
    }

    private static Attribute attribute(String id, Purpose purpose) {
        return new Attribute(id, id, Attribute.Type.TEXT, purpose, 100, true);
    }

    @Override
    Connector open(Asking asking) {
        return new KeptConnector(this, asking);
    }

    @Override
    public Optional<Map<String, String>> attributes(String profileKey) {
        return Optional.ofNullable(profiles.get(profileKey)).map(Map::copyOf);
    }

    @Override
    public List<ConsentState> consents(String profileKey) {
        return new ArrayList<>(consentsOf(profileKey).values());
    }

    Map<String, ConsentState> consentsOf(String profileKey) {
        return consents.computeIfAbsent(profileKey, key -> new TreeMap<>());
    }

    Set<String> tags(String profileKey) {
        return tags.computeIfAbsent(profileKey, key -> new TreeSet<>());
    }

    @Override
    public void optOut(String profileKey, String subscription, Channel channel) {
        give(profileKey, subscription, false);
    }

    void give(String profileKey, String subscription, boolean granted) {
        consentsOf(profileKey).put(subscription, state(subscription, granted));
    }

    static ConsentState state(String subscription, boolean granted) {
        return new ConsentState(
                subscription, Channel.EMAIL, granted, Optional.of(Instant.parse("2024-01-01T00:00:00Z")));
    }

    void makeStranger(String address, String optedOutOf, String optedInTo) {
        Map<String, ConsentState> states = new TreeMap<>();
        states.put(optedOutOf, state(optedOutOf, false));
        states.put(optedInTo, state(optedInTo, true));
        strangers.put(requireNonNull(address), states);
    }

    @Override
    public void remove(String profileKey) {
        profiles.remove(profileKey);
        consents.remove(profileKey);
        tags.remove(profileKey);
    }
}
