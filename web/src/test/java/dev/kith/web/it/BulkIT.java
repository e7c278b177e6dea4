package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.CrashPoint.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Full syncs by imports, against both simulators. */
class BulkIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(250);

    @BeforeEach
    void bulk() {
        stage.kith().addToSettings("runs: {bulk: on}");
    }

    @Test
    void bulkAndSingleWritesEndInTheSameDump() {
        stage.open();
        Run bulk = stage.sync();
        assertThat(imports()).isEqualTo(1);
        stage.assertDumpEqualsTheOracle();
        Map<String, Oracle.Profile> byImport = stage.dump();
        stage.startOver().open();
        Run single = stage.sync();
        assertThat(imports()).isZero();
        assertThat(stage.dump()).isEqualTo(byImport);
        assertThat(bulk.counts()).isEqualTo(single.counts());
    }

    @Test
    void unchangedContactsCostNoCall() {
        stage.open();
        stage.sync();
        stage.forgetCalls();
        stage.sync();
        assertThat(stage.audienceWrites()).isEmpty();
    }

    /** Changes and emptied values go by imports too. */
    @Test
    void changesByImportEndInWhatTheOracleSays() {
        stage.open();
        stage.sync();
        stage.persons().stream()
                .map(person -> person.path("id").asText())
                .forEach(person -> stage.change(person, "{\"FirstName\":\"Kim\",\"vip\":false}"));
        stage.forgetCalls();
        stage.sync();
        assertThat(imports()).isPositive();
        stage.assertDumpEqualsTheOracle();
    }

    /** An import might read it as a formula, so the row goes without it, and it follows by one call. */
    @Test
    void aNameThatLooksLikeAFormulaCostsOneCallMore() {
        List<String> persons = stage.persons().stream()
                .map(person -> person.path("id").asText())
                .toList();
        persons.subList(0, 10).forEach(person -> stage.change(person, "{\"LastName\":\"=SUM(A1)\"}"));
        stage.open();
        Run run = stage.sync();
        stage.assertDumpEqualsTheOracle();
        assertThat(run.counts().created()).isGreaterThan(100);
        assertThat(imports()).isEqualTo(1);
        long odd = stage.dump().values().stream()
                .filter(profile -> profile.toString().contains("=SUM(A1)"))
                .count();
        assertThat(odd).isPositive();
        assertThat(stage.calls(stage.kith().apsisOne()).entrySet())
                .filteredOn(call -> call.getKey().contains("/profiles/")
                        && !call.getKey().contains("/reports/")
                        && !call.getKey().startsWith("GET "))
                .singleElement()
                .matches(call -> call.getKey().startsWith("PATCH "))
                .matches(call -> call.getValue() == odd);
    }

    @ParameterizedTest
    @EnumSource(names = "IMPORT_ENDED")
    void aCrashAroundAnImportIsResumedWithoutASecondImport(Step step) {
        crashed(step);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = {"IMPORT_REQUESTED", "IMPORT_UPLOADED", "IMPORT_QUEUED", "IMPORT_IN_PROGRESS"})
    void aCrashAtTheOtherStepsOfAnImportIsResumedAsWell(Step step) {
        crashed(step);
    }

    private void crashed(Step step) {
        stage.openCrashingAt(Crash.at(step));
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        stage.kith().awaitEnd(run);
        assertThat(stage.kith().integration().run(run)).map(Run::state).contains(RunState.RUNNING);
        stage.kith().closeHost();
        stage.open();
        assertThat(stage.kith().awaitEnd(run).state()).isEqualTo(RunState.COMPLETED);
        assertThat(imports()).isEqualTo(1);
        stage.assertDumpEqualsTheOracle();
        stage.forgetCalls();
        stage.sync();
        assertThat(stage.audienceWrites()).isEmpty();
    }

    private static long imports() {
        return stage.calls(stage.kith().apsisOne()).entrySet().stream()
                .filter(call ->
                        call.getKey().startsWith("POST ") && call.getKey().endsWith("/imports"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
