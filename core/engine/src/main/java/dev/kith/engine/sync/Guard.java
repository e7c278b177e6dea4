package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Decision.Answer;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.StagedKind;
import dev.kith.spi.Attribute;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.Contact;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.WriteResult;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says which parts of a plan are dangerous, and takes parts out of it. Pure.
 *
 * <ul>
 *   <li>an attribute that we had filled is emptied
 *   <li>a consent is withdrawn that the rules of before would still give to the contact as the CRM's settings of before have
 *       it read now: then the change of rules or settings is the cause. What the CRM is the cause of is never held
 *   <li>a consent is given to a profile that Kith didn't create, unless it was let through before
 * </ul>
 */
final class Guard {
    private final Audience audience;
    private final PastRules past;

    Guard(Audience audience, PastRules past) {
        this.audience = requireNonNull(audience, "audience");
        this.past = requireNonNull(past, "past");
    }

    /**
     * What of a plan is dangerous.
     *
     * @param parts by kind, as people know them, in a stable order
     * @param withdrawn consents that are withdrawn because the rules or settings changed
     */
    record Dangers(Map<StagedKind, List<String>> parts, Set<ConsentKey> withdrawn) {
        Dangers {
            parts = Collections.unmodifiableMap(new EnumMap<>(parts));
            withdrawn = Set.copyOf(withdrawn);
        }
    }

    /**
     * Whether nobody knows yet if the profile exists; then its opt-ins must not go out with the write that creates it.
     *
     * @return false for a plan without opt-ins
     */
    static boolean mayExist(Plan plan) {
        Link before = plan.before();
        return !before.profile()
                && !before.createdHere()
                && optIns(plan).findAny().isPresent();
    }

    /** Whether the profile is known not to exist. */
    static boolean isNew(Plan plan) {
        return !plan.before().profile() && plan.before().createdHere();
    }

    /**
     * The dangerous parts of a plan.
     *
     * @param contact as it was planned; empty when the CRM doesn't show it
     * @param byPast the same as it is read by the settings that it was read by before; empty when nobody can tell
     * @param exists whether a profile that we know nothing of turned out to exist
     */
    Dangers dangers(Plan plan, Optional<Contact> contact, Optional<Contact> byPast, boolean exists) {
        Map<StagedKind, List<String>> dangers = new EnumMap<>(StagedKind.class);
        put(dangers, StagedKind.BLANK, blanked(plan).map(audience::nameOf));
        Set<ConsentKey> withdrawn = withdrawnByUs(plan, contact, byPast);
        put(dangers, StagedKind.WITHDRAW, withdrawn.stream().map(this::name));
        boolean foreign = !plan.before().createdHere() && (plan.before().profile() || exists);
        if (foreign) {
            put(dangers, StagedKind.OPT_IN, optIns(plan).map(Guard::key).map(this::name));
        }
        return new Dangers(dangers, withdrawn);
    }

    /** A plan without the dangerous parts of these kinds, which remembers nothing of them, so that they are planned again. */
    static Plan without(Plan plan, Set<StagedKind> kinds, Dangers dangers) {
        if (kinds.isEmpty() || plan.write().isEmpty()) {
            return plan;
        }
        ProfileWrite write = plan.write().get();
        Set<String> blanked = kinds.contains(StagedKind.BLANK) ? blanked(plan).collect(Collectors.toSet()) : Set.of();
        Set<ConsentChange> left = leftOut(plan, kinds, dangers);
        Set<String> clear = new HashSet<>(write.clear());
        clear.removeAll(blanked);
        List<ConsentChange> consents = write.consents().stream()
                .filter(change -> !left.contains(change))
                .toList();
        boolean nothing = write.set().isEmpty() && clear.isEmpty() && consents.isEmpty();
        boolean creates = plan.situation() == Situation.CREATE;
        Optional<ProfileWrite> now = nothing && !creates
                ? Optional.empty()
                : Optional.of(new ProfileWrite(write.profileKey(), write.existence(), write.set(), clear, consents));
        return plan.with(situation(plan.situation(), now), after(plan, kinds, blanked), now);
    }

    Plan reachable(Plan plan, WriteResult first) {
        Set<String> leftOut =
                first.leftOut().stream().map(WriteResult.LeftOut::attribute).collect(Collectors.toSet());
        List<ConsentChange> kept = plan.write().map(ProfileWrite::consents).orElse(List.of()).stream()
                .filter(change -> change.type() == ConsentChange.Type.OPT_OUT || isReached(change, leftOut))
                .toList();
        return plan.write()
                .map(write -> plan.withWrite(
                        new ProfileWrite(write.profileKey(), write.existence(), write.set(), write.clear(), kept)))
                .orElse(plan);
    }

    private boolean isReached(ConsentChange change, Set<String> leftOut) {
        return audience.address(change.channel()).map(Attribute::id).stream().noneMatch(leftOut::contains);
    }

    private static Set<ConsentChange> leftOut(Plan plan, Set<StagedKind> kinds, Dangers dangers) {
        Stream<ConsentChange> withdrawn = kinds.contains(StagedKind.WITHDRAW)
                ? withdrawals(plan).filter(change -> dangers.withdrawn().contains(key(change)))
                : Stream.empty();
        Stream<ConsentChange> given = kinds.contains(StagedKind.OPT_IN) ? optIns(plan) : Stream.empty();
        return Stream.concat(withdrawn, given).collect(Collectors.toSet());
    }

    private static Situation situation(Situation was, Optional<ProfileWrite> write) {
        if (write.isPresent()) {
            return was;
        }
        return was == Situation.WITHDRAW_ONLY ? Situation.OUT_OF_SCOPE : Situation.UNCHANGED;
    }

    /** With a withdrawal left out the contact counts as decided by the rules and settings before: they are still the cause. */
    private static Link after(Plan plan, Set<StagedKind> kinds, Set<String> blanked) {
        Link after = plan.after();
        Map<String, String> delivered = new HashMap<>(after.delivered());
        blanked.forEach(
                id -> delivered.put(id, requireNonNull(plan.before().delivered().get(id), id)));
        Memory memory = new Memory(after).attributes(delivered, after.leftOut());
        if (kinds.contains(StagedKind.WITHDRAW)) {
            memory.decided(after.inScope(), after.sourceHash(), plan.before().ruleSetVersion())
                    .readBy(plan.before().reading());
        }
        return memory.link();
    }

    /** Whether the CRM's settings are others than those a contact was read by when it was last decided. */
    static boolean isReadOtherwise(Plan plan) {
        String before = plan.before().reading();
        String now = plan.after().reading();
        return !before.isEmpty() && !now.isEmpty() && !before.equals(now);
    }

    /** Whether any consent is withdrawn. */
    static boolean withdraws(Plan plan) {
        return withdrawals(plan).findAny().isPresent();
    }

    /** Of a contact that changed together with rules or settings, those of before are asked. */
    private Set<ConsentKey> withdrawnByUs(Plan plan, Optional<Contact> contact, Optional<Contact> byPast) {
        Link before = plan.before();
        Set<ConsentKey> withdrawn = withdrawals(plan).map(Guard::key).collect(Collectors.toSet());
        boolean sameRules = before.ruleSetVersion().isEmpty()
                || before.ruleSetVersion().equals(plan.after().ruleSetVersion());
        boolean sameReading = !isReadOtherwise(plan);
        if (withdrawn.isEmpty() || (sameRules && sameReading)) {
            return Set.of();
        }
        boolean untold = !sameReading && contact.isPresent() && byPast.isEmpty();
        if (untold || (sameReading && before.sourceHash().equals(plan.after().sourceHash()))) {
            return withdrawn;
        }
        Map<ManagedConsent, Answer> then = byPast.map(
                        now -> past.decide(before.ruleSetVersion(), now).consents())
                .orElse(Map.of());
        withdrawn.removeIf(key -> then.get(new ManagedConsent(audience.nameOf(key), key.channel())) != Answer.OPT_IN);
        return withdrawn;
    }

    /** After a failed delivery also what we may never have sent is cleared; that blanks nothing. */
    private static Stream<String> blanked(Plan plan) {
        return plan.write().map(ProfileWrite::clear).orElse(Set.of()).stream()
                .filter(plan.before().delivered()::containsKey)
                .sorted();
    }

    /** Those that nobody let through before; a consent that is remembered as given is only repeated. */
    private static Stream<ConsentChange> optIns(Plan plan) {
        return changes(plan, ConsentChange.Type.OPT_IN)
                .filter(change -> !plan.before()
                        .consents()
                        .getOrDefault(key(change), ConsentPlan.NONE)
                        .granted());
    }

    private static Stream<ConsentChange> withdrawals(Plan plan) {
        return changes(plan, ConsentChange.Type.OPT_OUT);
    }

    private static Stream<ConsentChange> changes(Plan plan, ConsentChange.Type type) {
        return plan.write().map(ProfileWrite::consents).orElse(List.of()).stream()
                .filter(change -> change.type() == type);
    }

    private static ConsentKey key(ConsentChange change) {
        return new ConsentKey(change.subscription(), change.channel());
    }

    private String name(ConsentKey consent) {
        return audience.nameOf(consent) + " by " + consent.channel().name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<StagedKind, List<String>> dangers, StagedKind kind, Stream<String> parts) {
        List<String> names = parts.sorted().toList();
        if (!names.isEmpty()) {
            dangers.put(kind, names);
        }
    }
}
