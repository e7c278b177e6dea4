package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.LabelChange;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AudienceNewsTest {
    private static final Instant BEFORE = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant THEN = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-03T08:00:00Z");
    private static final ConsentKey MAIL = new ConsentKey("news", Channel.EMAIL);
    private static final ConsentKey SMS = new ConsentKey("news", Channel.SMS);
    private static final LabelsOwed ONE_CHANNEL = new LabelsOwed(Map.of(MAIL, Set.of("Newsletter")));
    private static final LabelsOwed TWO_CHANNELS =
            new LabelsOwed(Map.of(MAIL, Set.of("Newsletter"), SMS, Set.of("Newsletter")));
    private static final LinkConsent GRANTED = new LinkConsent(true, Optional.empty(), Optional.empty());

    @Test
    void b4AnOptOutInTheAudienceIsRememberedAndTakesTheLabelOff() {
        AudienceNews news = news(link(Map.of(MAIL, GRANTED)), ONE_CHANNEL, TwoWay.OPT_OUTS, optOut(MAIL, THEN));

        assertThat(news.link().consents().get(MAIL)).isEqualTo(optedOut(THEN));
        assertThat(news.ledger()).extracting(LedgerEntry::change).containsExactly("opt-out-seen");
        assertThat(news.labels()).containsExactly(new LabelChange("a", "Newsletter", false));
    }

    @Test
    void anOptOutThatIsKnownIsNoNews() {
        AudienceNews news = news(link(Map.of(MAIL, optedOut(THEN))), ONE_CHANNEL, TwoWay.OPT_OUTS, optOut(MAIL, THEN));
        assertThat(news.any()).isFalse();
    }

    @Test
    void anOptOutOfAConsentThatKithNeverGaveIsRememberedToo() {
        AudienceNews news = news(link(Map.of()), ONE_CHANNEL, TwoWay.OPT_OUTS, optOut(MAIL, THEN));
        assertThat(news.link().consents().get(MAIL)).isEqualTo(optedOut(THEN));
    }

    @Test
    void kithsOwnWithdrawalIsNotTakenForThePersons() {
        LinkConsent withdrawn = new LinkConsent(false, Optional.empty(), Optional.of(THEN));
        assertThat(news(link(Map.of(MAIL, withdrawn)), ONE_CHANNEL, TwoWay.OPT_OUTS, optOut(MAIL, BEFORE))
                        .any())
                .isFalse();
        assertThat(news(link(Map.of(MAIL, withdrawn)), ONE_CHANNEL, TwoWay.OPT_OUTS, optOut(MAIL, null))
                        .any())
                .as("without a moment")
                .isFalse();
        assertThat(news(link(Map.of(MAIL, withdrawn)), ONE_CHANNEL, TwoWay.OPT_OUTS, optOut(MAIL, NOW))
                        .any())
                .as("after the label was seen absent")
                .isTrue();
    }

    @Test
    void d27ALabelOfTwoChannelsStaysUntilThePersonOptedOutOfBoth() {
        Link both = link(Map.of(MAIL, GRANTED, SMS, GRANTED));
        AudienceNews first = news(both, TWO_CHANNELS, TwoWay.OPT_OUTS, optOut(MAIL, THEN));
        assertThat(first.labels()).isEmpty();
        assertThat(first.link().consents().get(SMS)).isEqualTo(GRANTED);

        AudienceNews second = news(first.link(), TWO_CHANNELS, TwoWay.OPT_OUTS, optOut(MAIL, THEN), optOut(SMS, NOW));
        assertThat(second.labels()).containsExactly(new LabelChange("a", "Newsletter", false));
    }

    @Test
    void d25NothingTravelsWhenItIsSwitchedOffButTheOptOutStands() {
        AudienceNews news = news(link(Map.of(MAIL, GRANTED)), ONE_CHANNEL, TwoWay.OFF, optOut(MAIL, THEN));
        assertThat(news.labels()).isEmpty();
        assertThat(news.link().consents().get(MAIL)).isEqualTo(optedOut(THEN));
    }

    @Test
    void d25OptInsTravelOnlyIfSwitchedOn() {
        assertThat(news(link(Map.of()), ONE_CHANNEL, TwoWay.OPT_OUTS, optIn(MAIL, THEN))
                        .any())
                .isFalse();
        assertThat(news(link(Map.of()), ONE_CHANNEL, TwoWay.BOTH, optIn(MAIL, THEN))
                        .labels())
                .containsExactly(new LabelChange("a", "Newsletter", true));
    }

    @Test
    void anOptInIsNotTakenForOursBeforeItsLabelIsThere() {
        AudienceNews news = news(link(Map.of()), ONE_CHANNEL, TwoWay.BOTH, optIn(MAIL, THEN));
        assertThat(news.link().consents()).isEmpty();
    }

    @Test
    void anOptInThatIsOlderThanTheOptOutDoesNotTravel() {
        Link link = link(Map.of(MAIL, optedOut(THEN)));
        assertThat(news(link, ONE_CHANNEL, TwoWay.BOTH, optIn(MAIL, BEFORE)).labels())
                .isEmpty();
        assertThat(news(link, ONE_CHANNEL, TwoWay.BOTH, optIn(MAIL, null)).labels())
                .as("D26: an unknown moment")
                .isEmpty();
    }

    @Test
    void consentsThatNoRuleManagesAreNoNews() {
        assertThat(news(link(Map.of()), ONE_CHANNEL, TwoWay.BOTH, optOut(SMS, THEN))
                        .any())
                .isFalse();
    }

    @Test
    void d28ALabelSetAnewAfterTheOptOutStays() {
        LinkConsent anew = new LinkConsent(false, Optional.of(BEFORE), Optional.of(THEN));
        assertThat(ONE_CHANNEL.mustGo(link(Map.of(MAIL, anew)), "Newsletter")).isFalse();
        assertThat(ONE_CHANNEL.mustGo(link(Map.of(MAIL, optedOut(THEN))), "Newsletter"))
                .isTrue();
    }

    private static AudienceNews news(Link before, LabelsOwed owed, TwoWay twoWay, ConsentState... states) {
        return AudienceNews.of(before, List.of(states), owed, twoWay, NOW);
    }

    private static LinkConsent optedOut(Instant at) {
        return new LinkConsent(false, Optional.of(at), Optional.empty());
    }

    private static ConsentState optOut(ConsentKey key, @Nullable Instant since) {
        return new ConsentState(key.subscription(), key.channel(), false, Optional.ofNullable(since));
    }

    private static ConsentState optIn(ConsentKey key, @Nullable Instant since) {
        return new ConsentState(key.subscription(), key.channel(), true, Optional.ofNullable(since));
    }

    private static Link link(Map<ConsentKey, LinkConsent> consents) {
        return new Memory(Memory.empty("tribe", "a"))
                .consents(consents)
                .decided(true, "", "")
                .link();
    }
}
