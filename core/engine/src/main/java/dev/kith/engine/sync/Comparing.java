package dev.kith.engine.sync;

import static dev.kith.engine.store.ChangeKind.CREATED;
import static dev.kith.engine.store.ChangeKind.ENTERED_SCOPE;
import static dev.kith.engine.store.ChangeKind.LEFT_SCOPE;
import static dev.kith.engine.store.ChangeKind.NO_OPT_IN;
import static dev.kith.engine.store.ChangeKind.OPT_IN;
import static dev.kith.engine.store.ChangeKind.UNDECIDED;
import static dev.kith.engine.store.ChangeKind.UNMANAGED;
import static dev.kith.engine.store.ChangeKind.WITHDRAWAL;
import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.store.Change;
import dev.kith.engine.store.ChangeKind;
import dev.kith.engine.store.ConsentKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says change by change how one outcome differs from another. Pure; used once. */
final class Comparing {
    static final List<Change> RESENT =
            List.of(Change.of(ChangeKind.RESENT, "", "What was delivered already would be sent again"));

    private final Audience audience;
    private final Outcome old;
    private final Judge.Judgement judged;
    private final Outcome now;
    private final List<Change> changes = new ArrayList<>();

    Comparing(Audience audience, Outcome old, Judge.Judgement judged) {
        this.audience = requireNonNull(audience, "audience");
        this.old = requireNonNull(old, "old");
        this.judged = requireNonNull(judged, "judged");
        now = judged.outcome();
    }

    /** In a stable order: the contact as a whole, its attributes by name, its consents by name. */
    List<Change> changes() {
        if (!now.decided()) {
            return old.decided() ? undecided() : List.of();
        }
        scope();
        if (now.inScope()) {
            attributes();
        }
        consents();
        return List.copyOf(changes);
    }

    private List<Change> undecided() {
        return judged.decision().errors().stream()
                .map(error -> Change.of(UNDECIDED, error.rule(), error.message()))
                .toList();
    }

    private void scope() {
        if (now.profile() && !old.profile()) {
            changes.add(Change.of(CREATED, "", ""));
        } else if (now.inScope() && !old.inScope()) {
            changes.add(Change.of(ENTERED_SCOPE, "", ""));
        } else if (old.inScope() && !now.inScope()) {
            for (Decision.Denial denial : judged.decision().denials()) {
                changes.add(Change.of(LEFT_SCOPE, denial.rule(), denial.reason()));
            }
        }
    }

    private void attributes() {
        Set<String> ids = new HashSet<>(old.delivered().keySet());
        ids.addAll(now.delivered().keySet());
        ids.stream()
                .sorted(Comparator.comparing((String id) -> audience.nameOf(id)).thenComparing(id -> id))
                .forEach(this::attribute);
    }

    private void attribute(String id) {
        Optional<String> before = Optional.ofNullable(old.delivered().get(id));
        Optional<String> after = Optional.ofNullable(now.delivered().get(id));
        if (!before.equals(after)) {
            String name = audience.nameOf(id);
            Decision.Assigned assigned = judged.decision().attributes().get(name);
            changes.add(Change.attribute(name, before, after, assigned == null ? "" : assigned.rule()));
        }
    }

    private void consents() {
        Set<ConsentKey> keys = new HashSet<>(old.granted());
        keys.addAll(now.granted());
        keys.stream()
                .sorted(Comparator.comparing((ConsentKey key) -> audience.nameOf(key))
                        .thenComparing(ConsentKey::channel))
                .forEach(key -> consent(key).ifPresent(kind -> add(kind, key)));
    }

    private Optional<ChangeKind> consent(ConsentKey key) {
        if (!old.granted().contains(key)) {
            return Optional.of(OPT_IN);
        }
        if (!now.granted().contains(key)) {
            return Optional.of(isHeld(key) ? WITHDRAWAL : NO_OPT_IN);
        }
        boolean left =
                isHeld(key) && old.managed().contains(key) && !now.managed().contains(key);
        return left ? Optional.of(UNMANAGED) : Optional.empty();
    }

    private boolean isHeld(ConsentKey key) {
        return Outcome.of(judged.plan().before()).granted().contains(key);
    }

    private void add(ChangeKind kind, ConsentKey key) {
        String rule = judged.plan().rules().getOrDefault(key, "");
        changes.add(Change.consent(kind, audience.nameOf(key), key.channel(), rule));
    }
}
