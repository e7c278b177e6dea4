package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The consents of a profile as read (A26). Of two for the same topic and channel, an opt-out counts, then what isn't
 * understood, then the later one. One without a channel is for all channels.
 */
final class Consents {
    static final String OPT_IN = "opt-in";
    static final String OPT_OUT = "opt-out";
    static final String CONFIRMED = "confirmed-opt-in";
    static final String PENDING = "pending-opt-in";

    private final Map<Place, Entry> entries = new LinkedHashMap<>();

    /** What a consent is for. */
    private record Place(String topic, Channel channel) {}

    /**
     * What stands there.
     *
     * @param source who wrote it, as the writer says
     * @param reason why, as the writer says
     */
    record Entry(String type, Optional<Instant> since, String source, String reason) {

        boolean isOptOut() {
            return type.equals(OPT_OUT);
        }

        boolean isGranted() {
            return type.equals(OPT_IN) || type.equals(CONFIRMED);
        }

        /** Whether it is of a type that the documents name; any other may mean no. */
        boolean isKnown() {
            return isOptOut() || isGranted() || type.equals(PENDING);
        }
    }

    static Consents of(JsonNode items) {
        Consents consents = new Consents();
        items.forEach(consents::add);
        return consents;
    }

    private void add(JsonNode item) {
        String topic = item.path("topic_discriminator").asText("");
        String type =
                item.path("type").asText("").strip().toLowerCase(Locale.ROOT).replace('_', '-');
        Entry entry = new Entry(
                type,
                instant(item.path("modified_at").asText("")),
                item.path("source").asText(""),
                item.path("reason").asText(""));
        Channels.of(item.path("channel_discriminator"))
                .forEach(channel -> entries.merge(new Place(topic, channel), entry, Consents::stricter));
    }

    private static Entry stricter(Entry a, Entry b) {
        if (a.isOptOut() != b.isOptOut()) {
            return a.isOptOut() ? a : b;
        }
        if (a.isKnown() != b.isKnown()) {
            return a.isKnown() ? b : a;
        }
        return a.since().orElse(Instant.MAX).isAfter(b.since().orElse(Instant.MAX)) ? a : b;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Optional<Entry> of(String topic, Channel channel) {
        return Optional.ofNullable(entries.get(new Place(topic, channel)));
    }

    /** For the host; a consent that is neither given nor refused is left out. */
    List<ConsentState> states() {
        List<ConsentState> states = new ArrayList<>();
        entries.forEach((place, entry) -> {
            if (entry.isGranted() || entry.isOptOut()) {
                states.add(new ConsentState(place.topic(), place.channel(), entry.isGranted(), entry.since()));
            }
        });
        return states;
    }
}
