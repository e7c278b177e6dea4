package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of the rules chapter. What stands in fences there is carried out by {@code RulesChapterIT} of web. */
class ReadmeTest {

    private static String readme() throws IOException {
        return Files.readString(Path.of("../../rules/README.md"));
    }

    @Test
    void everyHelperIsNamed() throws IOException {
        String readme = readme();

        assertThat(Vocabulary.FUNCTIONS).allSatisfy(helper -> assertThat(readme).contains("`" + helper + "("));
    }

    /** With arguments of the types that their names in the table mean. */
    @Test
    void everyHelperCompilesAsShown() throws IOException {
        String readme = readme();
        String table = readme.substring(readme.indexOf("| helper | answers |"), readme.indexOf("## Cases"));
        StringBuilder rules = new StringBuilder();
        for (String row :
                table.lines().skip(2).filter(row -> row.startsWith("|")).toList()) {
            Matcher call = Pattern.compile("`([a-z]+)\\(([^`]*)\\)`").matcher(row);
            while (call.find()) {
                String shown = "contact.set(\"City\", text(" + call.group(1) + "(" + arguments(call.group(2)) + ")));";
                rules.append(Texts.rule("Helper " + rules.length(), "", shown));
            }
        }

        assertThat(Texts.problems(Texts.with(RuleKind.MAPPING, rules.toString())))
                .isEmpty();
        assertThat(rules).contains("phone(contact.getCity(), contact.getLastName())", "left(contact.getCity(), 3)");
    }

    private static String arguments(String shown) {
        return Pattern.compile("\"[^\"]*\"|[a-z]+").matcher(shown).replaceAll(name -> switch (name.group()) {
            case "text", "a", "b", "c" -> "contact.getCity()";
            case "country" -> "contact.getLastName()";
            case "value" -> "contact.getVip()";
            case "date" -> "contact.getBirthDate()";
            case "moment" -> "contact.getCreatedAt()";
            case "decimal" -> "contact.getCredit()";
            default -> Matcher.quoteReplacement(name.group());
        });
    }

    @Test
    void everyComparisonCompiles() throws IOException {
        String readme = readme().replace("&#124;", "|");
        String table = readme.substring(readme.indexOf("| write | means |"), readme.indexOf("- Commas mean"));
        StringBuilder rules = new StringBuilder();
        for (String row : table.lines().skip(2).toList()) {
            Matcher code = Pattern.compile("(?:`|<code>)(.*?)(?:`|</code>)").matcher(row.split(" \\| ", 2)[0]);
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
