package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Attribute;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ImportProgress.State;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.ReadBack;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A22, A23: imports as the host drives them. */
class BulkTest {
    private static final String IMPORT = "POST /v2/audience/sections/{sec}/imports";
    private static final String UPLOAD = "POST /s3/kith-imports";

    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void manyProfilesCostThreeCallsToWriteAndEndAsSingleWritesDo() {
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            writes.add(everything("b" + i, i));
        }
        BulkPlan plan = scene.connector.plan(writes);
        assertThat(plan.singles()).isEmpty();
        scene.sim("DELETE", "/calls", "");
        ImportJob job = written(plan.imports().get(0));
        assertThat(scene.calls(IMPORT) + scene.calls(UPLOAD)).isEqualTo(2);
        ReadBack back = scene.connector.readBack(job, plan.imports().get(0));
        assertThat(back.missed()).isEmpty();
        assertThat(back.consents()).hasSize(20);
        for (int i = 0; i < 120; i += 37) {
            ProfileWrite single = everything("s" + i, 1000 + i);
            scene.write(single);
            assertThat(withoutKeys(scene.attributes("b" + i))).isEqualTo(withoutKeys(scene.attributes("s" + i)));
            assertThat(types("b" + i)).isEqualTo(types("s" + i)).hasSize(2);
        }
    }

    @Test
    void anOptOutOfThePersonStaysAndIsNoMiss() {
        scene.write(new ProfileWrite(
                "1", Existence.UNKNOWN, Map.of(), Set.of(), List.of(Scene.optOut(scene.topic("Newsletter")))));
        BulkPlan.Import rows = plan(consenting("1", Scene.optIn(scene.topic("Newsletter"))))
                .imports()
                .get(0);
        ImportJob job = written(rows);
        assertThat(types("1")).containsExactly("opt-out");
        ReadBack back = scene.connector.readBack(job, rows);
        assertThat(back.missed()).isEmpty();
        assertThat(back.consents().get("1")).singleElement().matches(state -> !state.granted());
    }

    @Test
    void optInsAndOptOutsAreColumnsOfTheirOwn() {
        String topic = scene.topic("Newsletter");
        scene.write(new ProfileWrite("2", Existence.UNKNOWN, Map.of(), Set.of(), List.of(Scene.optIn(topic))));
        BulkPlan plan = plan(consenting("1", Scene.optIn(topic)), consenting("2", Scene.optOut(topic)));
        assertThat(plan.imports()).hasSize(1);
        written(plan.imports().get(0));
        assertThat(types("1")).containsExactly("opt-in");
        assertThat(types("2")).containsExactly("opt-out");
    }

    @Test
    void whatARowDoesNotNameIsNeverBlanked() {
        String city = scene.attribute("City");
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            scene.write(new ProfileWrite(
                    "c" + i, Existence.UNKNOWN, Map.of(city, "Oslo", Scene.FIRST_NAME, "Ann"), Set.of(), List.of()));
            writes.add(new ProfileWrite("c" + i, Existence.KNOWN, Map.of(), Set.of(city), List.of()));
        }
        writes.add(new ProfileWrite("d", Existence.UNKNOWN, Map.of(city, "Bergen"), Set.of(), List.of()));
        writes.add(new ProfileWrite("e", Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Eve"), Set.of(), List.of()));
        writes.add(new ProfileWrite("f", Existence.KNOWN, Map.of(city, "Rome"), Set.of(Scene.FIRST_NAME), List.of()));
        scene.write(new ProfileWrite("e", Existence.UNKNOWN, Map.of(city, "Malmo"), Set.of(), List.of()));
        BulkPlan plan = scene.connector.plan(writes);
        assertThat(plan.imports()).extracting(i -> i.rows().size()).containsExactly(2, 20);
        assertThat(plan.singles()).extracting(s -> s.write().profileKey()).containsExactly("f");
        plan.imports().forEach(this::written);
        assertThat(scene.attributes("c7").has(city)).isFalse();
        assertThat(scene.attributes("c7").path(Scene.FIRST_NAME).asText()).isEqualTo("Ann");
        assertThat(scene.attributes("e").path(city).asText()).isEqualTo("Malmo");
    }

    @Test
    void whatAnImportCouldGetWrongGoesOutOneByOne() {
        String topic = scene.topic("Newsletter");
        Map<String, Object> address = Map.of(Ids.EMAIL, "x@y.z");
        Map<String, ProfileWrite> writes = new HashMap<>();
        writes.put(
                "an import would create the profile",
                new ProfileWrite("1", Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), List.of()));
        writes.put(
                "the key can't stand in a table",
                new ProfileWrite(" 2", Existence.KNOWN, Map.of(), Set.of(), List.of()));
        writes.put(
                "an opt-in may have to overrule an opt-out",
                consenting("3", Scene.optIn(topic, Optional.of(Instant.EPOCH))));
        writes.put(
                "a consent comes without the address of its channel",
                new ProfileWrite("4", Existence.KNOWN, Map.of(), Set.of(), List.of(Scene.optIn(topic))));
        writes.put("a subscription is gone", consenting("5", Scene.optIn("none")));
        writes.put(
                "a consent changes twice",
                new ProfileWrite(
                        "6",
                        Existence.KNOWN,
                        Map.of(Ids.EMAIL, "6@y.z"),
                        Set.of(),
                        List.of(Scene.optOut(topic), Scene.optIn(topic))));
        writes.put(
                "an attribute is gone or can't be written",
                new ProfileWrite("7", Existence.KNOWN, Map.of("none", "x"), Set.of(), List.of()));
        writes.put(
                "a value doesn't fit its attribute",
                new ProfileWrite("8", Existence.KNOWN, Map.of(Scene.FIRST_NAME, "=1+1"), Set.of(), List.of()));
        writes.put(
                "an attribute can't be emptied",
                new ProfileWrite("9", Existence.KNOWN, Map.of(), Set.of(Ids.EMAIL), List.of()));
        writes.forEach((reason, write) -> assertThat(plan(write).singles())
                .extracting(BulkPlan.Single::reason)
                .containsExactly(reason));
        BulkPlan shared = plan(
                new ProfileWrite("a", Existence.KNOWN, address, Set.of(), List.of()),
                new ProfileWrite("b", Existence.KNOWN, Map.of(Ids.EMAIL, " X@Y.z"), Set.of(), List.of()));
        assertThat(shared.singles()).hasSize(2);
    }

    /** Section 13.4: no formulas; and nobody says what becomes of spaces and of control characters. */
    @Test
    void textsThatATableMightSpoilAreDoubtfulAndTheRestIsARow() {
        for (String text : List.of("=SUM(A1)", " Ann", "Ann\n", "Ann\tLee", "\u0000")) {
            ProfileWrite write = named("1", text);
            assertThat(scene.connector.doubtful(write)).as(text).containsExactly(Scene.FIRST_NAME);
            assertThat(plan(write).singles()).as(text).hasSize(1);
        }
        for (String text :
                List.of("Ann", "O'Brien", "\"Quoted\"", "a,b;c|d", "1=1", "+31", "two\nlines", "#REF!", "🎉")) {
            assertThat(scene.connector.doubtful(named("1", text))).as(text).isEmpty();
            assertThat(plan(named("1", text)).singles()).as(text).isEmpty();
        }
        Map<String, Object> numbers = Map.of(Ids.MOBILE, 31600000001L);
        assertThat(scene.connector.doubtful(new ProfileWrite("1", Existence.UNKNOWN, numbers, Set.of(), List.of())))
                .isEmpty();
    }

    @Test
    void a22ARestartPollsAndAJobWithoutAFileTakesItLater() {
        BulkPlan.Import rows = plan(named("1", "Ann")).imports().get(0);
        ImportJob job = scene.connector.request(rows.shape());
        scene.with("bulkFrom", "1");
        assertThat(progress(job)).isEqualTo(State.WAITING_FOR_FILE);
        scene.connector.upload(job, rows);
        scene.with("bulkFrom", "2");
        assertThat(progress(job)).isEqualTo(State.QUEUED);
        assertThat(progress(job)).isEqualTo(State.IN_PROGRESS);
        assertThat(progress(job)).isEqualTo(State.COMPLETED);
        assertThat(scene.calls(IMPORT)).isEqualTo(1);
        assertThat(job.toString()).doesNotContain("policy");
    }

    @Test
    void a22AnUploadWhoseAnswerWasLostIsNotSentAgain() {
        BulkPlan.Import rows = plan(named("1", "Ann")).imports().get(0);
        ImportJob job = scene.connector.request(rows.shape());
        scene.fail(UPLOAD, 1, 503, "{}");
        scene.connector.upload(job, rows);
        assertThat(scene.calls(UPLOAD)).isEqualTo(2);
        ImportJob other = scene.connector.request(rows.shape());
        scene.connector.upload(other, rows);
        scene.fail(UPLOAD, 0, 503, "{}");
        scene.connector.upload(other, rows);
        assertThat(scene.calls(UPLOAD)).isEqualTo(4);
    }

    @Test
    void a22APageWithAGoodStatusIsNoUpload() {
        BulkPlan.Import rows = plan(named("1", "Ann")).imports().get(0);
        ImportJob job = scene.connector.request(rows.shape());
        scene.fail(UPLOAD, 1, 200, "<html>welcome to this network</html>");
        scene.connector.upload(job, rows);
        assertThat(progress(job)).isEqualTo(State.QUEUED);
    }

    @Test
    void a22AnErrorAStuckImportAndALapsedUploadEnd() {
        scene.variant("A22", "error");
        BulkPlan.Import rows = plan(named("1", "Ann")).imports().get(0);
        ImportJob failing = scene.connector.request(rows.shape());
        scene.connector.upload(failing, rows);
        progress(failing);
        progress(failing);
        assertThat(progress(failing)).isEqualTo(State.FAILED);
        scene.variant("A22", "stuck");
        ImportJob stuck = scene.connector.request(rows.shape());
        ImportJob lapsed = scene.connector.request(rows.shape());
        scene.connector.upload(stuck, rows);
        assertThat(progress(stuck)).isEqualTo(State.QUEUED);
        scene.context.pause(Duration.ofHours(25));
        assertThat(scene.connector.progress(stuck))
                .isEqualTo(new ImportProgress(State.FAILED, "The import is still \"queued\" after a day."));
        assertThat(progress(lapsed)).isEqualTo(State.LAPSED);
    }

    @Test
    void a22AFourthImportIsThrottledAndCountersAreRead() {
        BulkPlan.Import rows = plan(named("1", "Ann")).imports().get(0);
        scene.variant("A22", "three-pending");
        for (int i = 0; i < scene.connector.limits().atOnce(); i++) {
            scene.connector.request(rows.shape());
        }
        assertFails(() -> scene.connector.request(rows.shape()), Kind.THROTTLED);
        scene.variant("A22", "counters");
        scene.sim("POST", "/profiles", "{\"keys\":{\"mobile\":[\"31600000001\"]}}");
        BulkPlan.Import taken = plan(
                        named("2", "Bo"),
                        new ProfileWrite("3", Existence.UNKNOWN, Map.of(Ids.MOBILE, 31600000001L), Set.of(), List.of()))
                .imports()
                .get(0);
        ImportJob job = written(taken);
        assertThat(scene.connector.progress(job)).isEqualTo(new ImportProgress(State.COMPLETED, "1 rows failed."));
        assertThat(scene.connector.readBack(job, taken).missed()).containsExactly("3");
    }

    @Test
    void a23FlagsThatDoNotCountAreFoundByTheSample() {
        scene.variant("A23", "true-only");
        BulkPlan.Import rows = plan(consenting("1", Scene.optIn(scene.topic("Newsletter"))))
                .imports()
                .get(0);
        ImportJob job = written(rows);
        assertThat(scene.connector.readBack(job, rows).missed()).containsExactly("1");
        assertThat(scene.context.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void a27ALateImportIsReadAgainBeforeItCountsAsMissed() {
        BulkPlan.Import rows = plan(named("1", "Ann")).imports().get(0);
        scene.variant("A27", "3600000");
        ImportJob job = written(rows);
        scene.context.onPause(() -> scene.variant("A27", "0"));
        assertThat(scene.connector.readBack(job, rows).missed()).isEmpty();
        assertThat(scene.context.pauses()).hasSize(1);
    }

    @Test
    void rowsThatWereLostAreMissed() {
        BulkPlan.Import rows =
                plan(named("1", "Ann"), named("2", "Bo")).imports().get(0);
        ImportJob job = written(rows);
        scene.connector.erase("2");
        assertThat(scene.connector.readBack(job, rows).missed()).containsExactly("2");
    }

    /** The reason why a host must look numbers up in an export before it gives them to profiles in bulk. */
    @Test
    void d39ARowWithATakenMobileNumberFailsUnseenAndASingleWriteTells() {
        scene.sim("POST", "/profiles", "{\"keys\":{\"mobile\":[\"31600000001\"]}}");
        ProfileWrite write = new ProfileWrite(
                "1", Existence.UNKNOWN, Map.of(Ids.MOBILE, 31600000001L, Scene.FIRST_NAME, "Ann"), Set.of(), List.of());
        written(plan(write).imports().get(0));
        assertThat(scene.connector.consents("1")).isEmpty();
        assertThat(scene.write(write).leftOut())
                .singleElement()
                .matches(left -> left.attribute().equals(Ids.MOBILE) && left.keyTaken());
        assertThat(scene.attributes("1").path(Scene.FIRST_NAME).asText()).isEqualTo("Ann");
    }

    @Test
    void aLargeBatchIsSplitUnderTheLimitOfAFile() {
        List<String> texts = new ArrayList<>();
        scene.connector.describe().attributes().stream()
                .filter(a -> a.id().startsWith("usercreated.") && a.type() == Attribute.Type.TEXT)
                .forEach(a -> texts.add(a.id()));
        Map<String, Object> set = new HashMap<>();
        texts.forEach(id -> set.put(id, "é".repeat(1000)));
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            writes.add(new ProfileWrite("k" + i, Existence.UNKNOWN, set, Set.of(), List.of()));
        }
        assertThat(scene.connector.plan(writes).imports()).hasSize(2);
    }

    private BulkPlan plan(ProfileWrite... writes) {
        return scene.connector.plan(List.of(writes));
    }

    private ImportJob written(BulkPlan.Import rows) {
        ImportJob job = scene.connector.request(rows.shape());
        scene.connector.upload(job, rows);
        State state = progress(job);
        for (int i = 0; i < 3 && !state.isEnd(); i++) {
            state = progress(job);
        }
        assertThat(state).isEqualTo(State.COMPLETED);
        return job;
    }

    private State progress(ImportJob job) {
        return scene.connector.progress(job).state();
    }

    private static ProfileWrite named(String key, String name) {
        return new ProfileWrite(key, Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, name), Set.of(), List.of());
    }

    private static ProfileWrite consenting(String key, ConsentChange change) {
        return new ProfileWrite(key, Existence.UNKNOWN, Map.of(Ids.EMAIL, key + "@y.z"), Set.of(), List.of(change));
    }

    private ProfileWrite everything(String key, int i) {
        Map<String, Object> set = new HashMap<>();
        set.put(Ids.EMAIL, "a" + i + "@example.com");
        set.put(Ids.MOBILE, 31600000000L + i);
        set.put(Scene.FIRST_NAME, "Ann, \"A\";\nx");
        set.put(Ids.BIRTH_DATE, LocalDate.of(1980, 2, 29));
        set.put(scene.attribute("Credit limit"), new BigDecimal("1E+3"));
        set.put(scene.attribute("VIP"), true);
        set.put(scene.attribute("Customer since"), Instant.parse("2024-01-31T10:00:00.900Z"));
        ConsentChange sms = new ConsentChange(
                scene.topic("Text alerts"), Channel.SMS, ConsentChange.Type.OPT_OUT, "r", Optional.empty());
        return new ProfileWrite(
                key, Existence.UNKNOWN, set, Set.of(), List.of(Scene.optIn(scene.topic("Newsletter")), sms));
    }

    private static Map<String, String> withoutKeys(JsonNode attributes) {
        Map<String, String> values = new HashMap<>();
        attributes.properties().forEach(e -> values.put(e.getKey(), e.getValue().toString()));
        values.keySet().removeAll(Ids.KEYS);
        return values;
    }

    private List<String> types(String crmId) {
        List<String> types = new ArrayList<>();
        scene.consents(crmId).forEach(c -> types.add(c.path("type").asText()));
        return types;
    }

    private static void assertFails(Runnable call, Kind kind) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
