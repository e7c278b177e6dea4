package dev.kith.testkit.contract;

import dev.kith.spi.Attribute;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Channel;
import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import dev.kith.spi.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An audience in memory, whose connector may have a flaw. */
final class KeptAudience implements TestedAudience {
    static final String EMAIL = "email";
    static final String TEXT = "text";
    static final AudienceDescription DESCRIPTION = new AudienceDescription(
            List.of(
                    new Attribute(EMAIL, "Email", Attribute.Type.TEXT, Attribute.Purpose.EMAIL, 100, true),
                    new Attribute(TEXT, "Text", Attribute.Type.TEXT, Attribute.Purpose.MAPPED, 100, true),
                    new Attribute("city", "City", Attribute.Type.TEXT, Attribute.Purpose.MAPPED, 100, true)),
            List.of(
                    new Subscription("news", "News", Set.of(Channel.EMAIL)),
                    new Subscription("events", "Events", Set.of(Channel.EMAIL))),
            List.of());

    /** What is wrong with the connector. */
    enum Flaw {
        NONE,
        OVERRULES_OPT_OUTS,
        KEEPS_EVERY_OPT_OUT,
        CREATES_OUT_OF_SCOPE,
        CLEARS_ADDRESSES,
        STOPS_AT_A_REFUSAL,
        TRUSTS_HINTS,
        READS_NOBODY_AS_SOMEBODY,
        LOSES_A_WRITE,
        EMPTIES_WHAT_A_ROW_DOES_NOT_NAME,
        FINDS_EVERY_ROW,
        IMPORTS_OVER_OPT_OUTS,
        FORGETS_IMPORTS,
        WRITES_WHEN_ASKED_FOR_AN_IMPORT,
        IMPORTS_FORMULAS,
        IMPORTS_WHAT_IS_DOUBTFUL
    }

    final Map<String, Map<String, String>> profiles = new TreeMap<>();
    final Map<String, Map<String, ConsentState>> consents = new TreeMap<>();
    /** How often each import was asked about since its rows came. */
    final Map<String, Integer> imports = new HashMap<>();

    private final Flaw flaw;

    KeptAudience(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public Optional<Map<String, String>> attributes(String profileKey) {
        return Optional.ofNullable(profiles.get(profileKey)).map(Map::copyOf);
    }

    @Override
    public List<ConsentState> consents(String profileKey) {
        return new ArrayList<>(consents.getOrDefault(profileKey, Map.of()).values());
    }

    @Override
    public void optOut(String profileKey, String subscription, Channel channel) {
        give(profileKey, subscription, false);
    }

    void give(String profileKey, String subscription, boolean granted) {
        ConsentState state = new ConsentState(
                subscription, Channel.EMAIL, granted, Optional.of(Instant.parse("2024-01-01T00:00:00Z")));
        consents.computeIfAbsent(profileKey, key -> new TreeMap<>()).put(subscription, state);
    }

    @Override
    public void remove(String profileKey) {
        profiles.remove(profileKey);
        consents.remove(profileKey);
    }

    @Override
    public Map<String, ?> settings() {
        return Map.of();
    }

    @Override
    public Map<String, ?> wrongSettings() {
        return Map.of();
    }

    @Override
    public void close() {}

    @Override
    public ConnectorFactory factory() {
        return new ConnectorFactory() {
            @Override
            public String kind() {
                return "kept";
            }

            @Override
            public String title() {
                return "Kept";
            }

            @Override
            public Role role() {
                return Role.AUDIENCE;
            }

            @Override
            public List<Setting> settings() {
                return List.of();
            }

            @Override
            public Connector open(ConnectorContext context) {
                return new KeptConnector(KeptAudience.this, flaw);
            }
        };
    }
}
