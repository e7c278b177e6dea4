package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.plugin.OpenConnector;
import dev.kith.engine.store.ListCarrier;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileTagger;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Gives profiles the membership of a list, or takes it away, by either carrier (D35). Blocks on the audience. */
final class ListWriter {
    private final ProfileSink sink;
    private final Optional<ProfileTagger> tagger;
    private final Optional<ProfileReader> reader;
    private final Patience patience;

    /**
     * @param tagger only where the audience has tags
     * @param reader only where profiles can be read
     */
    ListWriter(ProfileSink sink, Optional<ProfileTagger> tagger, Optional<ProfileReader> reader, Patience patience) {
        this.sink = requireNonNull(sink, "sink");
        this.tagger = requireNonNull(tagger, "tagger");
        this.reader = requireNonNull(reader, "reader");
        this.patience = requireNonNull(patience, "patience");
    }

    static ListWriter of(OpenConnector audience, Patience patience) {
        return new ListWriter(audience.sink(), audience.tagger(), audience.reader(), patience);
    }

    /**
     * What became of writes.
     *
     * @param done profiles that are as they should be
     * @param refused why others are not, by contact key
     * @param made profiles that were gone and have been made again with nothing else
     */
    record Outcome(Set<String> done, Map<String, ConnectorException> refused, Set<String> made) {
        Outcome {
            done = Set.copyOf(done);
            refused = Map.copyOf(refused);
            made = Set.copyOf(made);
        }
    }

    /**
     * Writes until each profile has the membership or was refused.
     *
     * @param keys at most 1,000
     * @throws ConnectorException when the audience can't be had, or not within our patience
     */
    Outcome give(ListCarrier carrier, List<String> keys, BooleanSupplier stop) {
        return write(carrier, keys, true, stop);
    }

    /** The same, until no profile has it; who has no profile any more hasn't. */
    Outcome take(ListCarrier carrier, List<String> keys, BooleanSupplier stop) {
        // Also since a write would make a profile again that somebody has removed.
        List<String> there = keys.stream().filter(key -> !isGone(key, stop)).toList();
        Outcome outcome = write(carrier, there, false, stop);
        Set<String> done = new HashSet<>(keys);
        done.removeAll(outcome.refused().keySet());
        return new Outcome(done, outcome.refused(), outcome.made());
    }

    /** Whether {@link #take} leaves profiles alone that are no more. */
    boolean seesWhoIsGone() {
        return reader.isPresent();
    }

    private boolean isGone(String key, BooleanSupplier stop) {
        return reader.isPresent()
                && patience.call(() -> reader.get().consents(key), stop).isEmpty();
    }

    private Outcome write(ListCarrier carrier, List<String> keys, boolean member, BooleanSupplier stop) {
        return switch (carrier.type()) {
            case TAG -> tag(carrier.id(), keys, member, stop);
            case ATTRIBUTE -> new Attributes(carrier.id(), member, keys).write(stop);
        };
    }

    private Outcome tag(String tag, List<String> keys, boolean member, BooleanSupplier stop) {
        ProfileTagger tags = tagger.orElseThrow(() -> new ConnectorException(
                Kind.CONFIG, "The audience's connector sets no tags. Choose an attribute for the list."));
        Set<String> set = member ? Set.of(tag) : Set.of();
        Set<String> remove = member ? Set.of() : Set.of(tag);
        Set<String> done = new HashSet<>();
        Map<String, ConnectorException> refused = new HashMap<>();
        for (String key : keys) {
            try {
                patience.call(
                        () -> {
                            tags.tag(key, set, remove);
                            return key;
                        },
                        stop);
                done.add(key);
            } catch (ConnectorException e) {
                refused.put(key, ofTheProfile(e));
            }
        }
        return new Outcome(done, refused, Set.of());
    }

    /** What isn't about this one profile ends the import. */
    private static ConnectorException ofTheProfile(ConnectorException failure) {
        return switch (failure.kind()) {
            case REJECTED, BUG -> failure;
            case CONFIG, AUTH, THROTTLED, TRANSIENT -> throw failure;
        };
    }

    /** Writes of one attribute, repeated as long as some fail for now. */
    private final class Attributes {
        private final String attribute;
        private final boolean member;
        private final List<String> left;
        private final Set<String> done = new HashSet<>();
        private final Set<String> made = new HashSet<>();
        private final Map<String, ConnectorException> refused = new HashMap<>();

        Attributes(String attribute, boolean member, List<String> keys) {
            this.attribute = attribute;
            this.member = member;
            this.left = new ArrayList<>(keys);
        }

        Outcome write(BooleanSupplier stop) {
            if (!left.isEmpty()) {
                patience.call(this::round, stop);
            }
            return new Outcome(done, refused, made);
        }

        /** Writes what is left; throws when some of it fails for now. */
        private int round() {
            List<String> tried = List.copyOf(left);
            List<WriteResult> results = sink.write(tried.stream().map(this::of).toList(), Urgency.RUN);
            Optional<ConnectorException> forNow = Optional.empty();
            for (int i = 0; i < tried.size(); i++) {
                Optional<ConnectorException> failure = failure(results.get(i));
                if (failure.filter(Patience::isForNow).isPresent()) {
                    forNow = failure;
                } else {
                    ended(tried.get(i), results.get(i).effect(), failure);
                }
            }
            if (forNow.isPresent()) {
                throw forNow.get();
            }
            return tried.size();
        }

        private void ended(String key, WriteResult.Effect effect, Optional<ConnectorException> failure) {
            failure.ifPresentOrElse(e -> refused.put(key, ofTheProfile(e)), () -> done.add(key));
            if (effect == WriteResult.Effect.CREATED) {
                made.add(key);
            }
            left.remove(key);
        }

        private ProfileWrite of(String key) {
            return new ProfileWrite(
                    key,
                    Existence.KNOWN,
                    member ? Map.of(attribute, true) : Map.of(),
                    member ? Set.of() : Set.of(attribute),
                    List.of());
        }

        private static Optional<ConnectorException> failure(WriteResult result) {
            return result.failure()
                    .or(() -> result.leftOut().stream()
                            .findFirst()
                            .map(part -> new ConnectorException(Kind.REJECTED, part.reason())));
        }
    }
}
