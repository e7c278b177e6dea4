package dev.kith.engine.sync;

import static dev.kith.engine.sync.Given.AUDIENCE;
import static dev.kith.engine.sync.Given.NEWS_EMAIL;
import static dev.kith.engine.sync.Given.contact;
import static dev.kith.engine.sync.Given.inScope;
import static dev.kith.engine.sync.Given.outOfScope;
import static dev.kith.engine.sync.Given.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.KeyValue;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.spi.ProfileWrite;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** D39 and the consents: what an import could do wrong without a word goes by single write. */
class BulkFitTest {
    private static final KeyValue ADDRESS = new KeyValue("a-email", "c1@example.test");
    private static final KeyValue MOBILE = new KeyValue("a-mobile", "31612345678");

    @Test
    void aNewProfileWithAFreeAddressFits() {
        assertThat(fits(plan(unknown("c1"), Map.of("City", "Goes"), NEWS_EMAIL), free()))
                .isTrue();
    }

    @Test
    void d39AnAddressThatAnotherContactHoldsIsLeftOutOfTheRowWithItsOptIns() {
        Plan plan = plan(unknown("c1"), Map.of("City", "Goes"), NEWS_EMAIL);
        ProfileWrite row = row(plan, linked(ADDRESS, "c2"));
        assertThat(row.set()).containsKey("a-city").doesNotContainKey("a-email");
        assertThat(row.consents()).isEmpty();
        assertThat(row(plan, linked(ADDRESS, "c1")).set()).containsKey("a-email");
    }

    @Test
    void d39AnAddressOfAProfileOfNobodyIsLeftOutAndOneOfAnotherContactDoesntFit() {
        Plan plan = plan(unknown("c1"), Map.of());
        assertThat(row(plan, exported("c1@example.test", "")).set()).doesNotContainKey("a-email");
        assertThat(fits(plan, exported("c1@example.test", "c2"))).isFalse();
        assertThat(row(plan, exported("c1@example.test", "c1")).set()).containsKey("a-email");
    }

    @Test
    void d39OfThoseWhoWantAnAddressTheLowestKeyGetsIt() {
        Plan plan = plan(unknown("c1"), Map.of());
        assertThat(row(plan, wanted(Map.of(), "c1", "c2")).set()).containsKey("a-email");
        assertThat(row(plan, wanted(Map.of(), "c0", "c1")).set()).doesNotContainKey("a-email");
        assertThat(row(plan, wanted(Map.of("c1@example.test", Set.of("c1")), "c0", "c1"))
                        .set())
                .as("whoever holds it keeps it")
                .containsKey("a-email");
    }

    @Test
    void d39AnAddressThatItsHolderGivesUpInTheSameBatchDoesntFit() {
        KeyFacts facts =
                new KeyFacts(true, Map.of(), Set.of(), Map.of(ADDRESS, Set.of("c2")), Set.of("c1", "c2"), Map.of());
        assertThat(fits(plan(unknown("c1"), Map.of()), facts)).isFalse();
    }

    @Test
    void withoutAnExportANewAddressDoesntFit() {
        KeyFacts nothing = new KeyFacts(false, Map.of(), Set.of(), Map.of(), Set.of("c1"), Map.of());
        assertThat(fits(plan(unknown("c1"), Map.of()), nothing)).isFalse();
        assertThat(fits(plan(known(), Map.of("City", "Goes")), nothing)).isTrue();
        assertThat(fits(plan(known(), Map.of("Mobile", 31612345678L)), nothing)).isFalse();
    }

    @Test
    void d39AMobileNumberOfAProfileOfNobodyIsLeftOut() {
        Map<String, Object> mobile = Map.of("Mobile", 31612345678L);
        assertThat(row(plan(unknown("c1"), mobile), free()).set()).containsKey("a-mobile");
        assertThat(row(plan(known(), mobile), free()).set()).containsKey("a-mobile");
        assertThat(row(plan(unknown("c1"), mobile), exported("31612345678", "")).set())
                .doesNotContainKey("a-mobile");
        assertThat(row(plan(unknown("c1"), mobile), linked(MOBILE, "c2")).set()).doesNotContainKey("a-mobile");
    }

    @Test
    void aChangeOfNothingButATakenKeyDoesntFit() {
        Map<String, Object> mobile = Map.of("Mobile", 31612345678L);
        assertThat(fits(plan(known(), mobile), linked(MOBILE, "c2"))).isFalse();
    }

    @Test
    void anOptInFitsOnlyAProfileThatIsProvenNew() {
        KeyFacts exists = new KeyFacts(true, Map.of(), Set.of("c1"), Map.of(), Set.of("c1"), Map.of());
        assertThat(fits(plan(unknown("c1"), Map.of(), NEWS_EMAIL), exists)).isFalse();
        assertThat(fits(plan(known(), Map.of(), NEWS_EMAIL), free())).isFalse();
    }

    @Test
    void aWithdrawalDoesntFit() {
        Link granted = new Memory(known())
                .consents(Map.of(Given.NEWS_EMAIL_KEY, new LinkConsent(true, Optional.empty(), Optional.empty())))
                .link();
        assertThat(fits(plan(granted, Map.of("City", "Goes")), free())).isFalse();
        Plan outside = Given.planner().plan(contact("c1"), granted, outOfScope());
        assertThat(fits(outside, free())).isFalse();
    }

    @Test
    void aValueThatDoesntFitItsAttributeIsNoReason() {
        assertThat(fits(plan(unknown("c1"), Map.of("First name", "much too long a name")), free()))
                .isTrue();
    }

    @Test
    void aValueThatWasRefusedBeforeDoesntFit() {
        Link refused = new Memory(known())
                .attributes(known().delivered(), Map.of("a-city", new LeftOut("Goes", "It was refused.")))
                .link();
        assertThat(fits(plan(refused, Map.of("City", "Goes", "First name", "Ada")), free()))
                .isFalse();
    }

    private static boolean fits(Plan plan, KeyFacts facts) {
        return new BulkFit(AUDIENCE, facts).judge(plan).row().isPresent();
    }

    private static ProfileWrite row(Plan plan, KeyFacts facts) {
        return new BulkFit(AUDIENCE, facts).judge(plan).row().orElseThrow();
    }

    private static Plan plan(Link before, Map<String, Object> attributes, ManagedConsent... optIns) {
        return Given.planner().plan(contact("c1", "Newsletter"), before, inScope(attributes, optIns));
    }

    private static Link known() {
        return new Memory(unknown("c1"))
                .attributes(Map.of("a-email", "c1@example.test", "a-key", "c1"), Map.of())
                .hasProfile(true)
                .link();
    }

    private static KeyFacts free() {
        return facts(Map.of(), Map.of(), Map.of());
    }

    private static KeyFacts exported(String address, String holder) {
        return facts(Map.of(address, Set.of(holder)), Map.of(), Map.of());
    }

    private static KeyFacts linked(KeyValue key, String contact) {
        return facts(Map.of(), Map.of(key, Set.of(contact)), Map.of());
    }

    private static KeyFacts wanted(Map<String, Set<String>> exported, String... contacts) {
        return facts(exported, Map.of(), Map.of(ADDRESS, Set.of(contacts)));
    }

    private static KeyFacts facts(
            Map<String, Set<String>> exported, Map<KeyValue, Set<String>> linked, Map<KeyValue, Set<String>> wanted) {
        return new KeyFacts(true, exported, Set.of(), linked, Set.of("c1"), wanted);
    }
}
