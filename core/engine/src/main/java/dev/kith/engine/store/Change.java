package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Channel;
import java.util.Optional;

/**
 * One thing about a contact that would come out otherwise.
 *
 * @param name of the attribute or subscription; empty for what concerns neither
 * @param channel of the consent
 * @param before what the profile has; empty for nothing
 * @param after what it would have; empty for nothing
 * @param rule that decided it; empty when none did
 * @param reason in words; empty when the kind says all
 */
public record Change(
        ChangeKind kind,
        String name,
        Optional<Channel> channel,
        Optional<String> before,
        Optional<String> after,
        String rule,
        String reason) {
    public Change {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(channel, "channel");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(rule, "rule");
        requireNonNull(reason, "reason");
    }

    /** About the contact as a whole. */
    public static Change of(ChangeKind kind, String rule, String reason) {
        return new Change(kind, "", Optional.empty(), Optional.empty(), Optional.empty(), rule, reason);
    }

    public static Change attribute(String name, Optional<String> before, Optional<String> after, String rule) {
        return new Change(ChangeKind.ATTRIBUTE, name, Optional.empty(), before, after, rule, "");
    }

    public static Change consent(ChangeKind kind, String subscription, Channel channel, String rule) {
        return new Change(kind, subscription, Optional.of(channel), Optional.empty(), Optional.empty(), rule, "");
    }

    /** Without the values, which are personal data and must not get into a log. */
    @Override
    public String toString() {
        return "Change[" + kind.word() + " " + name
                + channel.map(c -> " by " + c).orElse("") + "]";
    }
}
