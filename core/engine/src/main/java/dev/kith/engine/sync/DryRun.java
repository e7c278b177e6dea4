package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunCounts;
import dev.kith.spi.Contact;
import dev.kith.spi.ProfileWrite;
import java.util.List;

/** What a full sync by these rules would write for a contact. Pure. */
final class DryRun implements Inspection {
    private final Judge judge;

    DryRun(Judge judge) {
        this.judge = requireNonNull(judge, "judge");
    }

    @Override
    public Found inspect(Contact contact, Link before) {
        Judge.Judgement judged = judge.judge(contact, before);
        return new Found(
                judge.changes(judged), counts(judged.plan()), judged.plan().issues());
    }

    private static RunCounts counts(Plan plan) {
        long consents = plan.write().map(ProfileWrite::consents).map(List::size).orElse(0);
        long issues = plan.issues().isEmpty() ? 0 : 1;
        Situation situation = plan.situation();
        return new RunCounts(
                1,
                situation == Situation.CREATE ? 1 : 0,
                situation == Situation.UPDATE ? 1 : 0,
                situation == Situation.UNCHANGED ? 1 : 0,
                situation == Situation.OUT_OF_SCOPE || situation == Situation.WITHDRAW_ONLY ? 1 : 0,
                0,
                issues,
                consents,
                0);
    }
}
