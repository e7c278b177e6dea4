package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The audience's clock is an hour ahead; a simulator's can't be set back, so this has simulators of its own. */
class AudienceClockIT {
    private static final String OPTED_IN = "Newsletter email opt-in";

    @RegisterExtension
    private static final Stage stage = Stage.with(5);

    @Test
    void d28OurOwnWithdrawalGivesWayToTheLabelSetAnewAndAnOptOutOfThePersonDoesNot() {
        stage.kith()
                .apsisOne()
                .post("/_sim/clock", "{\"nanos\":" + Duration.ofHours(1).toNanos() + "}");
        stage.realTime("immediately").conditions();
        stage.consents(Stage.rule("News", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);"));
        String ada = stage.person("{\"FirstName\":\"Ada\",\"LastName\":\"Bos\",\"EmailAddress\":\"ada@example.test\"}");
        stage.label(ada, "Newsletter");
        stage.openListening().sync();
        assertThat(stage.profile(ada).consents()).contains(OPTED_IN);

        stage.unlabel(ada, "Newsletter");
        await().until(() -> !stage.profile(ada).consents().contains(OPTED_IN));
        stage.awaitQuiet();
        stage.kith().integration().learnConsents();
        stage.label(ada, "Newsletter");
        await().until(() -> stage.profile(ada).consents().contains(OPTED_IN));
        stage.awaitQuiet();

        stage.optOut(ada, "Newsletter", "email");
        stage.unlabel(ada, "Newsletter");
        stage.awaitQuiet();
        stage.label(ada, "Newsletter");
        stage.awaitQuiet();
        stage.sync();
        assertThat(stage.profile(ada).consents())
                .as("the stricter wins: by the audience's clock the label isn't set anew after it")
                .doesNotContain(OPTED_IN);
    }
}
