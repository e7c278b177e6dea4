package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Channel;
import java.util.Optional;
import java.util.Set;

/** The channels as APSIS One calls them. */
final class Channels {
    private static final String EMAIL = "com.apsis1.channels.email";
    private static final String SMS = "com.apsis1.channels.sms";

    private Channels() {}

    static String id(Channel channel) {
        return switch (channel) {
            case EMAIL -> EMAIL;
            case SMS -> SMS;
        };
    }

    /** Empty for a channel the host doesn't know. */
    static Optional<Channel> of(String id) {
        return switch (id) {
            case EMAIL -> Optional.of(Channel.EMAIL);
            case SMS -> Optional.of(Channel.SMS);
            default -> Optional.empty();
        };
    }

    /** The channels of a topic or consent: all when it names none. */
    static Set<Channel> of(JsonNode discriminator) {
        if (!discriminator.isTextual()) {
            return Set.of(Channel.EMAIL, Channel.SMS);
        }
        return of(discriminator.textValue()).map(Set::of).orElse(Set.of());
    }
}
