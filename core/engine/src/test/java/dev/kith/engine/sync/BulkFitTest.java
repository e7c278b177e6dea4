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
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
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
    void anAddressOfAnotherProfileDoesntFit() {
        Plan plan = plan(unknown("c1"), Map.of());
        assertThat(fits(plan, exported("c1@example.test", ""))).isFalse();
        assertThat(fits(plan, exported("c1@example.test", "c2"))).isFalse();
        assertThat(fits(plan, exported("c1@example.test", "c1"))).isTrue();
        assertThat(fits(plan, linked(ADDRESS, "c2"))).isFalse();
        assertThat(fits(plan, linked(ADDRESS, "c1"))).isTrue();
        assertThat(fits(plan, wanted(ADDRESS, 2))).isFalse();
    }

    @Test
    void withoutAnExportANewAddressDoesntFit() {
        KeyFacts nothing = new KeyFacts(false, Map.of(), Set.of(), Map.of(), Map.of());
        assertThat(fits(plan(unknown("c1"), Map.of()), nothing)).isFalse();
        assertThat(fits(plan(known(), Map.of("City", "Goes")), nothing)).isTrue();
    }

    @Test
    void aNewMobileNumberFitsOnlyAProfileThatIsNewToo() {
        Map<String, Object> mobile = Map.of("Mobile", 31612345678L);
        assertThat(fits(plan(unknown("c1"), mobile), free())).isTrue();
        assertThat(fits(plan(unknown("c1"), mobile), linked(MOBILE, "c2"))).isFalse();
        assertThat(fits(plan(known(), mobile), free())).isFalse();
    }

    @Test
    void d39AMobileNumberOfAProfileThatKithDoesNotKnowDoesntFit() {
        Map<String, Object> mobile = Map.of("Mobile", 31612345678L);
        assertThat(fits(plan(unknown("c1"), mobile), exported("31612345678", "")))
                .isFalse();
        assertThat(fits(plan(unknown("c1"), mobile), exported("31612345678", "c1")))
                .isTrue();
    }

    @Test
    void anOptInFitsOnlyAProfileThatIsProvenNew() {
        KeyFacts exists = new KeyFacts(true, Map.of(), Set.of("c1"), Map.of(), Map.of());
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
    void aLeftOutValueDoesntFit() {
        assertThat(fits(plan(unknown("c1"), Map.of("First name", "much too long a name")), free()))
                .isFalse();
    }

    private static boolean fits(Plan plan, KeyFacts facts) {
        return new BulkFit(AUDIENCE, facts).fits(plan);
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
        return new KeyFacts(true, Map.of(), Set.of(), Map.of(), Map.of());
    }

    private static KeyFacts exported(String address, String holder) {
        return new KeyFacts(true, Map.of(address, Set.of(holder)), Set.of(), Map.of(), Map.of());
    }

    private static KeyFacts linked(KeyValue key, String contact) {
        return new KeyFacts(true, Map.of(), Set.of(), Map.of(key, Set.of(contact)), Map.of());
    }

    private static KeyFacts wanted(KeyValue key, long times) {
        return new KeyFacts(true, Map.of(), Set.of(), Map.of(), Map.of(key, times));
    }
}
