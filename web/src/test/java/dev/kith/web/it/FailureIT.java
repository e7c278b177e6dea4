package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the two systems can do wrong, and what a full sync makes of it: a cause in words, and nothing lost. */
class FailureIT {
    private static final String PAGES = "\"endpoint\":\"*\",\"contains\":\"Relation_Person?\"";

    @RegisterExtension
    private static final Stage stage = Stage.with(120);

    @BeforeEach
    void littlePatience() {
        stage.kith().addToSettings("runs: {patience: 1s}");
    }

    /** D19. */
    @Test
    void aPageThatFailsForGoodEndsTheRunAsFailedWithTheCause() {
        stage.open();
        Stage.fault(
                stage.kith().tribe(),
                "{" + PAGES + ",\"skip\":1,\"status\":400,\"contentType\":\"application/json\","
                        + "\"body\":\"{\\\"error\\\":{\\\"code\\\":null,\\\"message\\\":\\\"The URI is malformed.\\\"}}\"}");
        Run run = stage.kith().fullSync();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).contains("The URI is malformed.");
        assertThat(run.counts().read()).as("what was read is settled").isEqualTo(100);
        recovers();
    }

    @Test
    void aPageThatFailsForNowIsReadAgainUntilPatienceEnds() {
        stage.open();
        Stage.fault(stage.kith().tribe(), "{" + PAGES + ",\"skip\":1,\"status\":503,\"body\":\"<html>down</html>\"}");
        Run run = stage.kith().fullSync();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).contains("503").contains("HTML").doesNotContain("<html>");
        recovers();
    }

    @Test
    void aPageThatIsCutInItsMiddleIsReadAgain() {
        stage.open();
        Stage.fault(stage.kith().tribe(), "{" + PAGES + ",\"skip\":1,\"times\":1,\"cutAfter\":2000}");
        stage.sync();
        stage.assertDumpEqualsTheOracle();
    }

    /** T3, A2. */
    @Test
    void tokensThatExpireInMidRunAreRenewed() {
        stage.open();
        Stage.fault(stage.kith().tribe(), "{" + PAGES + ",\"skip\":1,\"times\":1,\"status\":401,\"body\":\"\"}");
        Stage.fault(
                stage.kith().apsisOne(),
                "{\"endpoint\":\"*\",\"contains\":\"/attributes\",\"skip\":20,\"times\":1,"
                        + "\"status\":401,\"contentType\":\"application/problem+json\",\"body\":\"{\\\"status\\\":401}\"}");
        stage.sync();
        stage.assertDumpEqualsTheOracle();
    }

    @Test
    void wrongCredentialsFailTheRunAtOnceAndSayWhichSettingIsWrong() {
        stage.kith().replaceInSettings("clientSecret: \"${file:demo-apsis-one}\"", "clientSecret: wrong-secret");
        stage.open();
        Run run = stage.kith().fullSync();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).contains("clientSecret").doesNotContain("wrong-secret");
        assertThat(run.counts().read()).isZero();
    }

    @Test
    void anAudienceThatRefusesTheTokenForGoodFailsTheRunAndKeepsWhatWasWritten() {
        stage.open();
        Stage.fault(
                stage.kith().apsisOne(),
                "{\"endpoint\":\"*\",\"contains\":\"/attributes\",\"skip\":40,\"status\":401,"
                        + "\"contentType\":\"application/problem+json\",\"body\":\"{\\\"status\\\":401}\"}");
        Run run = stage.kith().fullSync();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).isNotEmpty();
        assertThat(stage.dump()).isNotEmpty();
        recovers();
    }

    @Test
    void aHostThatCannotBeReachedFailsTheRunWhenPatienceEnds() {
        stage.kith()
                .replaceInSettings(
                        "apiUrl: " + stage.kith().simulators().apsisOne() + "\n", "apiUrl: http://127.0.0.1:1\n");
        stage.open();
        Run run = stage.kith().fullSync();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).contains("127.0.0.1");
    }

    @Test
    void oneContactThatIsRefusedIsAnIssueAndStopsNobody() {
        String person =
                stage.person("{\"LastName\":\"Bos\",\"customerType\":\"A\",\"EmailAddress\":\"locked@example.test\"}");
        stage.open();
        Stage.fault(
                stage.kith().apsisOne(),
                "{\"endpoint\":\"*\",\"contains\":\"" + person + "\",\"status\":410,"
                        + "\"contentType\":\"application/problem+json\",\"body\":\"{\\\"status\\\":410}\"}");
        Run run = stage.sync();
        String issues = stage.kith().get("/runs/" + run.id() + "/issues").text();
        assertThat(issues).contains(person).contains("locked");
        assertThat(run.counts().created()).isGreaterThan(60);
        recovers();
    }

    /** D19: none read while some are known is never a success. */
    @Test
    void aSourceThatReturnsNoContactsFailsTheRun() {
        stage.open().sync();
        Stage.fault(
                stage.kith().tribe(),
                "{" + PAGES + ",\"status\":200,\"contentType\":\"application/json\","
                        + "\"body\":\"{\\\"@odata.count\\\":0,\\\"value\\\":[]}\"}");
        Run run = stage.kith().fullSync();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).startsWith("The CRM returned no contacts, but ");
        stage.clearFaults();
        stage.assertDumpEqualsTheOracle();
    }

    private static void recovers() {
        stage.clearFaults();
        stage.sync();
        stage.assertDumpEqualsTheOracle();
    }
}
