package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of rules that must be refused by their text alone, and hundreds that must be accepted. */
class CorpusTest {

    private static final Duration QUICK = Duration.ofSeconds(10);

    @Test
    void refusesEveryHostileRuleAndLoadsNoClassOfIt(@TempDir Path dir) throws IOException {
        List<Corpus.Line> lines = Corpus.read("hostile.txt");
        assertThat(lines).hasSizeGreaterThan(810);
        List<String> accepted = new ArrayList<>();
        List<String> slow = new ArrayList<>();
        Path record = dir.resolve("classes.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ClassDefine");
            recording.enable("jdk.ClassLoad").withoutThreshold();
            recording.start();
            for (Corpus.Line line : lines) {
                long start = System.nanoTime();
                if (problems(line).isEmpty()) {
                    accepted.add(line.toString());
                }
                if (System.nanoTime() - start > QUICK.toNanos()) {
                    slow.add(line.toString());
                }
            }
            recording.dump(record);
        }

        assertThat(accepted).isEmpty();
        assertThat(slow).isEmpty();
        assertThat(loaded(record)).noneMatch(name -> name.startsWith("test.") || name.startsWith("crm."));
        assertThat(System.getProperty("kith.hostile")).isNull();
    }

    /** Only the checks of the text: nothing here compiles. */
    private static List<RuleProblem> problems(Corpus.Line line) {
        Problems problems = new Problems();
        RuleSetText.read(line.files(), problems);
        return problems.all();
    }

    private static List<String> loaded(Path record) throws IOException {
        List<String> names = RecordingFile.readAllEvents(record).stream()
                .map(event -> event.getEventType().getName().equals("jdk.ClassDefine")
                        ? event.getClass("definedClass")
                        : event.getClass("loadedClass"))
                .map(loaded -> loaded.getName())
                .toList();
        assertThat(names).isNotEmpty();
        return names;
    }

    @Test
    void acceptsEveryHonestRule() {
        List<Corpus.Line> lines = Corpus.read("honest.txt");
        assertThat(lines).hasSizeGreaterThan(300);

        RuleFiles together = Texts.of(rules(lines, "condition"), rules(lines, "action", "mvel"), "");
        assertThat(Texts.problems(together)).isEmpty();
        for (Corpus.Line line : lines) {
            if (Stream.of("file", "whole", "consent").anyMatch(line.what()::equals)) {
                assertThat(Texts.problems(line.files())).as(line.toString()).isEmpty();
            }
        }
    }

    private static String rules(List<Corpus.Line> lines, String... kinds) {
        StringBuilder rules = new StringBuilder();
        for (Corpus.Line line : lines) {
            if (List.of(kinds).contains(line.what())) {
                rules.append(line.rule());
            }
        }
        return rules.toString();
    }
}
