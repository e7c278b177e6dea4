package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.store.GuardLimit;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.engine.store.StagedKind;
import dev.kith.spi.Channel;
import dev.kith.spi.Contact;
import dev.kith.spi.WriteResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Contact ADA = Given.contact("ada", "Newsletter");
    private static final LinkConsent GRANTED = new LinkConsent(true, Optional.empty(), Optional.empty());
    private final Guard guard = new Guard(Given.AUDIENCE, Given.PAST);

    @Test
    void aWithdrawalOfAnUnchangedContactByOtherRulesIsDangerous() {
        Plan plan = plan(granted("v0", Hashes.of(ADA)), Map.of());

        assertThat(dangers(plan, false)).isEqualTo(Map.of(StagedKind.WITHDRAW, List.of("Newsletter by email")));
        Plan left = Guard.without(
                plan, Set.of(StagedKind.WITHDRAW), guard.dangers(plan, Optional.of(ADA), Optional.of(ADA), false));
        assertThat(left.write().map(write -> write.consents()).orElse(List.of()))
                .isEmpty();
        assertThat(left.after().ruleSetVersion())
                .as("so it is planned again, with the same cause")
                .isEqualTo("v0");
    }

    @Test
    void aWithdrawalOfAContactThatChangedInTheCrmIsNot() {
        assertThat(dangers(plan(granted("v0", "another hash"), Map.of()), false))
                .isEmpty();
        assertThat(dangers(plan(granted("v1", Hashes.of(ADA)), Map.of()), false))
                .isEmpty();
        assertThat(dangers(Gone.plan(granted("v0", Hashes.of(ADA)), IntegrationSettings.Gone.WITHDRAW), false))
                .isEmpty();
    }

    @Test
    void ofAContactThatChangedTogetherWithTheRulesThoseOfBeforeAreAsked() {
        Guard asking = new Guard(
                Given.AUDIENCE,
                new PastRules(version -> contact ->
                        version.equals("v0") ? Given.inScope(Map.of(), Given.NEWS_EMAIL) : Given.inScope(Map.of())));

        assertThat(asking.dangers(
                                plan(granted("v0", "another hash"), Map.of()),
                                Optional.of(ADA),
                                Optional.of(ADA),
                                false)
                        .withdrawn())
                .containsExactly(Given.NEWS_EMAIL_KEY);
        assertThat(asking.dangers(
                                plan(granted("v00", "another hash"), Map.of()),
                                Optional.of(ADA),
                                Optional.of(ADA),
                                false)
                        .parts())
                .isEmpty();
    }

    @Test
    void anOptInGoesOutOnlyToAnAddressThatTheFirstWriteDidNotLeaveOut() {
        Plan plan = Given.planner().plan(ADA, Given.unknown("ada"), Given.inScope(Map.of(), Given.NEWS_EMAIL));
        String address = Given.AUDIENCE.address(Channel.EMAIL).orElseThrow().id();

        Plan left = guard.reachable(plan, written(new WriteResult.LeftOut(address, "taken", true)));
        assertThat(left.write().orElseThrow().consents()).isEmpty();
        assertThat(guard.reachable(plan, written())).isEqualTo(plan);
    }

    private static WriteResult written(WriteResult.LeftOut... leftOut) {
        return new WriteResult(WriteResult.Effect.CREATED, List.of(leftOut), List.of(), Optional.empty());
    }

    @Test
    void anAttributeThatWeHadFilledIsBlankedAndStaysRemembered() {
        Link before = filled(granted("v1", "h"), Map.of("a-city", "Breda"));
        Plan plan = plan(before, Map.of());

        assertThat(dangers(plan, false)).isEqualTo(Map.of(StagedKind.BLANK, List.of("City")));
        Plan left = Guard.without(
                plan, Set.of(StagedKind.BLANK), guard.dangers(plan, Optional.of(ADA), Optional.of(ADA), false));
        assertThat(left.write().orElseThrow().clear()).isEmpty();
        assertThat(left.after().delivered()).containsEntry("a-city", "Breda");
    }

    @Test
    void whatMayNeverHaveBeenSentIsNotBlanked() {
        Link dirty = new Memory(granted("v1", "h")).dirty().link();
        assertThat(dangers(plan(dirty, Map.of()), false)).isEmpty();
    }

    @Test
    void anOptInIsDangerousOnlyForAProfileThatKithDidNotCreate() {
        Link existed = new Memory(Given.unknown("ada")).hasProfile(false).link();
        Link created = new Memory(Given.unknown("ada")).hasProfile(true).link();
        Plan unknown = Given.planner().plan(ADA, Given.unknown("ada"), Given.inScope(Map.of(), Given.NEWS_EMAIL));

        assertThat(dangers(optIn(existed), false)).containsOnlyKeys(StagedKind.OPT_IN);
        assertThat(dangers(optIn(created), false)).isEmpty();
        assertThat(Guard.mayExist(unknown)).isTrue();
        assertThat(dangers(unknown, false)).isEmpty();
        assertThat(dangers(unknown, true)).containsOnlyKeys(StagedKind.OPT_IN);
        assertThat(Guard.mayExist(unknown.provenNew())).isFalse();
        assertThat(GuardedDelivery.first(unknown).write().orElseThrow().consents())
                .isEmpty();
    }

    @Test
    void aKindIsHeldOnlyAboveBothLimits() {
        GuardLimit limit = new GuardLimit(20, 10);
        assertThat(limit.isExceeded(20, () -> 30)).isFalse();
        assertThat(limit.isExceeded(21, () -> 30)).isTrue();
        assertThat(limit.isExceeded(100, () -> 1_000)).isFalse();
        assertThat(limit.isExceeded(101, () -> 1_000)).isTrue();
    }

    @Test
    void settingsKnowEveryKind() {
        assertThat(Arrays.stream(StagedKind.values()).map(StagedKind::word).collect(Collectors.toSet()))
                .isEqualTo(GuardSettings.KINDS);
    }

    private Map<StagedKind, List<String>> dangers(Plan plan, boolean exists) {
        return guard.dangers(plan, Optional.of(ADA), Optional.of(ADA), exists).parts();
    }

    private static Plan optIn(Link before) {
        return Given.planner().plan(ADA, before, Given.inScope(Map.of(), Given.NEWS_EMAIL));
    }

    private static Plan plan(Link before, Map<String, Object> attributes) {
        return Given.planner().plan(ADA, before, Given.inScope(attributes));
    }

    private static Link granted(String version, String hash) {
        return new Memory(Given.unknown("ada"))
                .hasProfile(false)
                .consents(Map.of(Given.NEWS_EMAIL_KEY, GRANTED))
                .decided(true, hash, version)
                .link();
    }

    private static Link filled(Link link, Map<String, String> delivered) {
        return new Memory(link).attributes(delivered, Map.of()).link();
    }
}
