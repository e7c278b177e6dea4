package dev.kith.web.it;

import static dev.kith.web.it.Persons.ADA;
import static dev.kith.web.it.Stage.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.web.it.Terminal.Said;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules tried at the command line before they count: dry run, backtest, and explain of a real contact. */
class TrialsIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(60);

    private String ada = "";

    @BeforeEach
    void open() {
        ada = stage.person(ADA);
        stage.activatingByHand().open();
    }

    @Test
    void aDryRunListsWhatAFullSyncWouldWriteInLinesAsCsvAndAsJsonLines() {
        Said table = ask("dry-run", "tribe");
        assertThat(table.well())
                .contains(ada + "  created", ada + "  attribute First name: no value -> Ada (rule \"Names\")");
        assertThat(table.err()).contains("a dry-run, has started", " contacts differ. In the whole run: created ");
        assertThat(stage.audienceWrites()).isEmpty();

        assertThat(ask("dry-run", "tribe", "--format", "csv", "--key", ada).well())
                .startsWith("\"contact\",\"kind\",\"name\"")
                .contains("\"" + ada + "\",\"attribute\",\"First name\",\"\",\"\",\"Ada\",\"Names\",\"\"");
        Said lines = ask("dry-run", "tribe", "--format", "jsonl", "--key", ada, "--kind", "created");
        assertThat(lines.well())
                .startsWith("{\"contactKey\":\"" + ada + "\",\"changes\":[")
                .hasLineCount(1);
        assertThat(lines.err()).contains("1 contact differs.");

        stage.sync();
        Said nothing = ask("dry-run", "tribe");
        assertThat(nothing.well()).isEmpty();
        assertThat(nothing.err()).contains("0 contacts differ.").doesNotContain("whole run");
        assertThat(ask("dry-run", "tribe", "--force", "--key", ada).well()).contains("resent");
    }

    @Test
    void aBacktestListsOnlyTheContactsThatTheCandidateDecidesOtherwiseAbout() {
        stage.sync();
        stage.kith()
                .writeRule(
                        "conditions.drl",
                        stage.shippedRule("conditions.drl")
                                + rule("Nobody called Bos", "lastName == \"Bos\"", "contact.deny(\"Is called Bos\");"));

        Said found = ask("backtest", "tribe");

        assertThat(found.well().lines())
                .isNotEmpty()
                .allMatch(line -> line.endsWith("  left-scope (rule \"Nobody called Bos\"): Is called Bos"))
                .anyMatch(line -> line.startsWith(ada));
        assertThat(ask("backtest", "tribe", "--attribute", "City").well()).isEmpty();
        assertThat(ask("dry-run", "tribe", "--rules", "candidate").well()).isEqualTo(found.out());
    }

    @Test
    void explainOfARealContactComparesWithWhatWasLastDelivered() {
        assertThat(ask("explain", "tribe", "--contact", ada).well())
                .startsWith("Scope: in; rules of version ")
                .contains("fired: mappings.drl, line ", "First name = Ada")
                .contains("Would be written now:", "    attribute First name: no value -> Ada (rule \"Names\")");
        stage.sync();
        assertThat(ask("explain", "tribe", "--contact", ada).well()).contains("Nothing would be written now.");
        stage.change(ada, "{\"FirstName\":\"Adele\"}");
        assertThat(ask("explain", "tribe", "--contact", ada).well())
                .contains("    attribute First name: Ada -> Adele (rule \"Names\")");

        stage.conditions(rule("Nobody called Bos", "lastName == \"Bos\"", "contact.deny(\"Is called Bos\");"));
        assertThat(ask("explain", "tribe", "--contact", ada, "--rules", "candidate")
                        .well())
                .startsWith("Scope: out")
                .contains("fired: conditions.drl, line 5, rule \"Nobody called Bos\"; denied: Is called Bos")
                .contains("not-asked: mappings.drl")
                .contains("    left-scope");
        assertThat(ask("explain", "tribe", "--contact", ada, "--json").well()).startsWith("{\"contactKey\":\"" + ada);
    }

    @Test
    void whatCanNotBeTriedIsSaidInTheHostsWords() {
        refused("There is no rule set \"none\"", "backtest", "tribe", "--rules", "none");
        refused("shows no contact \"a/b ?\"", "explain", "tribe", "--contact", "a/b ?");
        refused("There is no integration \"trib\"", "dry-run", "trib");
        refused("\"kind\" must be one of", "dry-run", "tribe", "--kind", "nonsense");
        stage.conditions("rule nonsense");
        refused("conditions.drl, line 5", "backtest", "tribe");

        assertThat(ask("explain", "tribe").code()).isEqualTo(2);
        assertThat(ask("explain", "tribe", "--contact", ada, "--case", "x").code())
                .isEqualTo(2);
        assertThat(ask("dry-run", "tribe", "--format", "xml").code()).isEqualTo(2);
    }

    @Test
    void aRunThatIsNotCompletedIsAFailure() {
        Stage.fault(stage.kith().tribe(), "{\"endpoint\":\"*\",\"contains\":\"Relation_Person?\",\"status\":400}");

        Said failed = ask("dry-run", "tribe");

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains(" is failed. ");
    }

    private static void refused(String words, String command, String... more) {
        Said said = ask(command, more);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(words).doesNotContain("\tat ");
    }

    private static Said ask(String command, String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "rules";
        args[1] = command;
        System.arraycopy(more, 0, args, 2, more.length);
        return Terminal.ask(stage.kith(), args);
    }
}
