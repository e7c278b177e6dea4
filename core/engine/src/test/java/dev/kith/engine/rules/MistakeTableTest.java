package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of mistakes with the exact words their authors read: right file, right line, plain words, a suggestion. */
class MistakeTableTest {

    private static final String DIVIDER = " => ";

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void tells(Corpus.Line line) {
        int end = line.text().lastIndexOf(DIVIDER);
        String expected = line.text().substring(end + DIVIDER.length());
        RuleFiles files = new Corpus.Line(0, line.what(), line.text().substring(0, end)).files();

        List<String> problems = Texts.problems(files);

        assertThat(String.join(" + ", problems)).isEqualTo(expected);
    }

    static Stream<Corpus.Line> lines() {
        return Corpus.read("mistakes.txt").stream();
    }

    @Test
    void hasMoreThanFortyMistakes() {
        assertThat(Corpus.read("mistakes.txt")).hasSizeGreaterThan(160);
    }
}
