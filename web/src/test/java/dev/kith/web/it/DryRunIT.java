package dev.kith.web.it;

import static dev.kith.web.it.Persons.ADA;
import static dev.kith.web.it.Stage.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.engine.store.Run;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dry runs and backtests over REST: what they find is what a full sync then writes, and nothing moves by them. */
class DryRunIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(120);

    private static RunningKith kith;

    @BeforeAll
    static void kith() {
        kith = stage.kith();
    }

    @BeforeEach
    void activatingByHand() {
        stage.activatingByHand();
    }

    @Test
    void nothingMovesByADryRunOrABacktestAndNothingIsWritten() {
        stage.open().sync();
        String person = stage.person(ADA);
        kith.writeRule("conditions.drl", onlyTypeA());
        Map<String, List<String>> before = tables();
        Map<String, Oracle.Profile> profiles = stage.dump();
        stage.forgetCalls();

        long dry = inert("{\"kind\":\"dry-run\"}");
        long forced = inert("{\"kind\":\"dry-run\",\"force\":true}");
        long backtest = inert("{\"kind\":\"backtest\",\"rules\":\"candidate\"}");

        assertThat(differences(dry)).containsKey(person);
        assertThat(differences(forced)).hasSizeGreaterThan(50);
        assertThat(differences(backtest)).isNotEmpty();
        assertThat(stage.audienceWrites()).isEmpty();
        assertThat(crmWrites()).isEmpty();
        assertThat(tables()).isEqualTo(before);
        assertThat(stage.dump()).isEqualTo(profiles);
    }

    @Test
    void aDryRunFindsWhatTheNextFullSyncWritesContactByContact() {
        String stays = stage.person("{\"FirstName\":\"Ada\",\"LastName\":\"Bos\",\"customerType\":\"A\","
                + "\"EmailAddress\":\"ada@example.test\"}");
        String leaves = stage.person("{\"FirstName\":\"Bea\",\"LastName\":\"Vos\",\"customerType\":\"A\","
                + "\"EmailAddress\":\"bea@example.test\",\"MobilePhoneNumber\":\"06 9000 0012\"}");
        stage.label(leaves, "Newsletter");
        stage.open().sync();
        stage.change(stays, "{\"FirstName\":\"Adele\"}");
        stage.label(stays, "Events");
        stage.unlabel(leaves, "Newsletter");
        stage.change(leaves, "{\"customerType\":\"C\"}");
        String comes = stage.person("{\"FirstName\":\"Cor\",\"LastName\":\"Mol\",\"customerType\":\"A\"}");

        long dry = inert("{\"kind\":\"dry-run\"}");

        Map<String, List<String>> found = differences(dry);
        assertThat(found.keySet()).containsExactlyInAnyOrder(stays, leaves, comes);
        assertThat(found.get(stays))
                .contains("attribute First name: Ada -> Adele", "opt-in Events email")
                .doesNotContain("created");
        assertThat(found.get(leaves))
                .containsExactly("left-scope", "withdrawal Newsletter email", "withdrawal Newsletter sms");
        assertThat(found.get(comes)).contains("created", "attribute Last name:  -> Mol");
        Run counted = kith.integration().run(dry).orElseThrow();
        Run full = stage.sync();
        assertThat(counted.counts().created())
                .isEqualTo(full.counts().created())
                .isEqualTo(1);
        assertThat(counted.counts().updated()).isEqualTo(full.counts().updated());
        assertThat(counted.counts().outOfScope()).isEqualTo(full.counts().outOfScope());
        assertThat(counted.counts().consents()).isEqualTo(full.counts().consents());
        assertThat(stage.profile(stays).attributes()).containsEntry("First name", "Adele");
        assertThat(differences(inert("{\"kind\":\"dry-run\"}"))).isEmpty();
    }

    @Test
    void differencesAreSearchedByContactByKindAndByAttributeInPages() {
        String person = stage.person(ADA);
        stage.open();
        long dry = inert("{\"kind\":\"dry-run\"}");
        Run counted = kith.integration().run(dry).orElseThrow();

        Map<String, List<String>> all = differences(dry);
        assertThat(all).hasSize((int) counted.counts().created());
        assertThat(Found.all(kith, dry, "&key=" + person)).containsOnlyKeys(person);
        assertThat(Found.all(kith, dry, "&kind=created")).isEqualTo(all);
        assertThat(Found.all(kith, dry, "&kind=left-scope")).isEmpty();
        Map<String, List<String>> birthdays = Found.all(kith, dry, "&attribute=Birth%20date");
        assertThat(birthdays).isNotEmpty().hasSizeLessThan(all.size());
        assertThat(birthdays.values())
                .allSatisfy(lines -> assertThat(lines).anyMatch(line -> line.startsWith("attribute Birth date: ")));
        var first = kith.get("/runs/" + dry + "/differences?limit=1&attribute=Birth%20date")
                .json();
        assertThat(first.path("contacts").asLong()).isEqualTo(birthdays.size());
        assertThat(first.path("kinds").path("created").asLong()).isEqualTo(all.size());
        assertThat(kith.get("/runs/" + dry + "/differences?kind=nonsense").status())
                .isEqualTo(400);
    }

    @Test
    void theExportsHoldEveryDifferenceAndNoFormulaForASpreadsheet() {
        String formula = "=HYPERLINK(\\\"http://evil.test\\\",\\\"x\\\")";
        String person =
                stage.person("{\"FirstName\":\"@sum\",\"LastName\":\"" + formula + "\",\"customerType\":\"A\"}");
        stage.open();
        long dry = inert("{\"kind\":\"dry-run\"}");

        Answer csv = kith.get("/runs/" + dry + "/differences.csv");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("differences-" + dry + ".csv");
        assertThat(csv.text()).startsWith("\"contact\",\"kind\",\"name\"");
        assertThat(csv.text())
                .contains("\"" + person + "\",\"attribute\",\"Last name\",\"\",\"\","
                        + "\"'=HYPERLINK(\"\"http://evil.test\"\",\"\"x\"\")\",\"Names\",\"\"\r\n");
        assertThat(csv.text()).contains("\"'@").doesNotContainPattern("(^|,)\"[=+@-]");

        Answer lines = kith.get("/runs/" + dry + "/differences.jsonl");
        assertThat(lines.jsonLines()).hasSize(differences(dry).size());
        assertThat(lines.text()).contains("=HYPERLINK(\\\"http://evil.test\\\"");
        long changes = lines.jsonLines().stream()
                .mapToLong(line -> line.path("changes").size())
                .sum();
        assertThat(csv.text().lines().count()).isEqualTo(changes + 1);
        assertThat(kith.get("/runs/" + dry + "/differences.jsonl?key=" + person).jsonLines())
                .hasSize(1);
    }

    /** After activation only those are written whose decision the backtest found to change. */
    @Test
    void aBacktestListsOnlyContactsWhoseDecisionChangesAndAfterActivationOnlyTheyAreWritten() {
        stage.open().sync();
        stage.assertDumpEqualsTheOracle();
        kith.writeRule(
                "mappings.drl",
                stage.shippedRule("mappings.drl")
                        .replace("contact.set(\"Language\", \"en\")", "contact.set(\"Language\", \"nl\")"));
        kith.writeRule(
                "conditions.drl",
                stage.shippedRule("conditions.drl")
                        + rule("No more B", "customerType == \"B\"", "contact.deny(\"Type B\");"));

        long backtest = inert("{\"kind\":\"backtest\",\"rules\":\"candidate\"}");

        Map<String, List<String>> found = differences(backtest);
        assertThat(found.values())
                .allSatisfy(lines -> assertThat(lines).isSubsetOf("attribute Language: en -> nl", "left-scope"));
        assertThat(Found.all(kith, backtest, "&kind=left-scope")).isNotEmpty();
        Set<String> rewritten =
                new TreeSet<>(Found.all(kith, backtest, "&attribute=Language").keySet());
        assertThat(rewritten).isNotEmpty().hasSizeLessThan(stage.dump().size());

        Map<String, Oracle.Profile> before = stage.dump();
        assertThat(kith.post("/rules/activate", "{\"reason\":\"the shipped cases are for the shipped rules\"}")
                        .status())
                .isEqualTo(200);
        Run full = stage.sync();
        Map<String, Oracle.Profile> after = stage.dump();
        after.keySet().removeIf(key -> Objects.equals(after.get(key), before.get(key)));
        assertThat(after.keySet()).isEqualTo(rewritten);
        assertThat(full.counts().updated()).isEqualTo(rewritten.size());
        assertThat(full.counts().created()).isZero();
        assertThat(differences(inert("{\"kind\":\"backtest\",\"rules\":\"candidate\"}")))
                .isEmpty();
    }

    @Test
    void aChangeInTheCrmThatBothRuleSetsTreatAlikeIsNoResultOfABacktest() {
        String person = stage.person(ADA);
        stage.open().sync();
        stage.change(person, "{\"FirstName\":\"Adele\"}");
        assertThat(differences(inert("{\"kind\":\"backtest\",\"rules\":\"candidate\"}")))
                .isEmpty();
        assertThat(differences(inert("{\"kind\":\"dry-run\"}"))).containsOnlyKeys(person);
    }

    @Test
    void consentsThatARemovedRuleLeavesBehindAreListed() {
        stage.open().sync();
        String shipped = stage.shippedRule("consents.drl");
        kith.writeRule("consents.drl", shipped.substring(0, shipped.indexOf("rule \"Events by SMS\"")));

        long backtest = inert("{\"kind\":\"backtest\",\"rules\":\"candidate\"}");
        long dry = inert("{\"kind\":\"dry-run\",\"rules\":\"candidate\"}");

        assertThat(differences(backtest)).isNotEmpty().isEqualTo(differences(dry));
        assertThat(differences(backtest).values()).allMatch(List.of("unmanaged Events sms")::equals);
        Set<String> granted = new TreeSet<>();
        stage.dump().forEach((key, profile) -> {
            if (profile.consents().contains("Events sms opt-in")) {
                granted.add(key);
            }
        });
        assertThat(differences(backtest).keySet()).isEqualTo(granted);
    }

    @Test
    void aDryRunGoesOnWhileAFullSyncRuns() {
        stage.open();
        Stage.fault(kith.apsisOne(), "{\"endpoint\":\"*\",\"contains\":\"/profiles/\",\"hold\":true}");
        long full = kith.startRun("{\"kind\":\"full\"}");
        long dry = inert("{\"kind\":\"dry-run\"}");
        assertThat(kith.integration().run(full).orElseThrow().state().word()).isEqualTo("running");
        assertThat(differences(dry)).hasSizeGreaterThan(50);
        stage.clearFaults();
        assertThat(kith.awaitEnd(full).state().word()).isEqualTo("completed");
        stage.assertDumpEqualsTheOracle();
    }

    /** Without a cursor it begins again, by the rules that were kept with it. */
    @Test
    void anInterruptedBacktestBeginsAgainByTheRulesItWasStartedWith() {
        stage.open();
        kith.writeRule("conditions.drl", onlyTypeA());
        long whole = inert("{\"kind\":\"dry-run\",\"rules\":\"candidate\"}");
        Stage.fault(kith.tribe(), "{\"endpoint\":\"*\",\"contains\":\"Relation_Person?\",\"skip\":1,\"hold\":true}");
        long run = kith.startRun("{\"kind\":\"dry-run\",\"rules\":\"candidate\"}");
        await().until(() -> kith.integration().run(run).orElseThrow().pages() == 1);
        kith.closeHost();
        stage.clearFaults();
        kith.writeRule("conditions.drl", stage.shippedRule("conditions.drl"));

        kith.open();

        Run resumed = kith.awaitEnd(run);
        assertThat(resumed.state().word()).isEqualTo("completed");
        assertThat(resumed.counts())
                .isEqualTo(kith.integration().run(whole).orElseThrow().counts());
        assertThat(differences(run)).isNotEmpty().isEqualTo(differences(whole));
    }

    @Test
    void rulesThatCannotBeUsedAreRefusedInWords() {
        stage.open();
        refused(400, "{\"kind\":\"backtest\"}", "A backtest needs the member \\\"rules\\\"");
        refused(400, "{\"kind\":\"full\",\"rules\":\"candidate\"}", "Only dry runs and backtests");
        refused(422, "{\"kind\":\"backtest\",\"rules\":\"none\"}", "There is no rule set \\\"none\\\"");
        refused(422, "{\"kind\":\"backtest\",\"rules\":\"../rules/tribe\"}", "There is no rule set");
        kith.writeRule("conditions.drl", onlyTypeA().replace("customerType", "custmerType"));
        refused(422, "{\"kind\":\"dry-run\",\"rules\":\"candidate\"}", "\"file\":\"conditions.drl\"");
        long full = kith.fullSync().id();
        assertThat(kith.get("/runs/" + full + "/differences").status()).isEqualTo(404);
    }

    /** A field that was empty in the whole last full sync. */
    @Test
    void aRuleByAFieldThatNoContactHadAValueInIsWarnedOf() {
        kith.writeRule(
                "conditions.drl",
                onlyTypeA() + rule("No middle names", "middleName == \"de\"", "contact.deny(\"A name\");"));
        stage.open();
        assertThat(warnings()).isEmpty();
        Run full = stage.sync();
        assertThat(warnings())
                .contains("\"rule\":\"No middle names\"")
                .contains("had no value in any of the " + full.counts().read() + " contacts of the last full sync")
                .doesNotContain("customerType");
        assertThat(rulesCheck()).contains("Warning: conditions.drl, line ", "rule \"No middle names\"");
    }

    private static String rulesCheck() {
        return Terminal.run(
                        List.of("rules", "check", "tribe", "--home", kith.home().toString()))
                .well();
    }

    private static String warnings() {
        var warnings = kith.get("/rules").json().path("warnings");
        return warnings.isEmpty() ? "" : warnings.toString();
    }

    private static void refused(int status, String body, String words) {
        Answer answer = kith.post("/runs", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text()).contains(words);
    }

    private static String onlyTypeA() {
        return "package tribe.conditions\nimport crm.Contact\n\n"
                + rule("Only A", "customerType != \"A\"", "contact.deny(\"not A\");");
    }

    private static long inert(String body) {
        long run = kith.startRun(body);
        Run ended = kith.awaitEnd(run);
        assertThat(ended.cause()).isEmpty();
        assertThat(ended.state().word()).isEqualTo("completed");
        return run;
    }

    private static Map<String, List<String>> differences(long run) {
        return Found.all(kith, run, "");
    }

    private static Map<String, List<String>> tables() {
        return Tables.without(kith.home().data().resolve("kith.db"), Tables.OF_RUNS);
    }

    private static List<String> crmWrites() {
        return stage.calls(kith.tribe()).keySet().stream()
                .filter(route -> !route.startsWith("GET ") && !route.contains("token"))
                .toList();
    }
}
