package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The samples of the rules chapter are taken from the shipped rule set, which other tests run. */
class ReadmeTest {

    @Test
    void everySampleIsPartOfTheShippedRuleSet() throws IOException {
        List<String> shipped = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Texts.SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                shipped.add(Files.readString(file));
            }
        }
        String readme = Files.readString(Path.of("../../rules/README.md"));
        Matcher samples = Pattern.compile("```\\n(.*?)```", Pattern.DOTALL).matcher(readme);

        assertThat(samples.results())
                .hasSize(3)
                .allSatisfy(sample -> assertThat(shipped).anyMatch(text -> text.contains(sample.group(1))));
    }

    @Test
    void everyHelperIsNamed() throws IOException {
        String readme = Files.readString(Path.of("../../rules/README.md"));

        assertThat(Vocabulary.FUNCTIONS).allSatisfy(helper -> assertThat(readme).contains("`" + helper + "("));
    }

    @Test
    void everyComparisonCompiles() throws IOException {
        String readme = Files.readString(Path.of("../../rules/README.md")).replace("&#124;", "|");
        String table = readme.substring(readme.indexOf("| write | means |"), readme.indexOf("- A text is compared"));
        StringBuilder rules = new StringBuilder();
        for (String row : table.lines().skip(2).toList()) {
            Matcher code = Pattern.compile("(?:`|<code>)(.*?)(?:`|</code>)").matcher(row);
            while (code.find()) {
                rules.append(Texts.rule("Sample " + rules.length(), code.group(1), "contact.deny(\"no\");"));
            }
        }
        RuleFiles shipped = RuleFiles.read(Texts.SHIPPED);
        RuleFiles files = new RuleFiles(
                Texts.file(RuleKind.CONDITION, rules.toString()),
                shipped.mappings(),
                shipped.consents(),
                shipped.schema());

        assertThat(Texts.problems(files)).isEmpty();
        assertThat(rules).contains("||");
    }
}
