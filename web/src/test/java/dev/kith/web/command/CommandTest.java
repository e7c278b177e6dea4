package dev.kith.web.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.web.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    private static final Path SHIPPED_RULES = Path.of("../rules/tribe");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int kith(String... args) {
        Shell shell = new Shell(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                name -> null,
                Clock.systemUTC(),
                false,
                Optional.empty());
        return Main.run(shell, args);
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private String complained() {
        return err.toString(UTF_8);
    }

    private String home() {
        return folder.resolve("home").toString();
    }

    @Test
    void withoutACommandItShowsTheCommands() {
        assertThat(kith()).isZero();
        assertThat(said()).contains("init", "serve", "check", "demo", "simulate", "rules");
    }

    @Test
    void eachCommandSaysWhatItTakes() {
        assertThat(kith("lists", "--help")).isZero();
        assertThat(said()).contains("configure", "import", "remove");
        assertThat(kith("lists", "configure", "--help")).isZero();
        assertThat(said()).contains("--attribute=NAME", "--in-step");
        assertThat(complained()).isEmpty();
    }

    @Test
    void anUnknownOptionIsMisuse() {
        assertThat(kith("serve", "--nope")).isEqualTo(2);
        assertThat(complained()).contains("--nope");
    }

    @Test
    void initMakesAHomeOnceOnly() {
        assertThat(kith("init", home())).isZero();
        assertThat(folder.resolve("home/kith.yaml")).exists();

        assertThat(kith("init", home())).isEqualTo(1);
        assertThat(complained()).startsWith("There is a home in").doesNotContain("\tat ");
    }

    @Test
    void serveSaysThatThereIsNoHome() {
        assertThat(kith("serve", "--home", home())).isEqualTo(1);
        assertThat(complained()).startsWith("There is no home in " + home());
    }

    @Test
    void checkOfANewHomeSaysWhatIsMissing() {
        kith("init", home());

        assertThat(kith("check", "--home", home())).isZero();
        assertThat(said()).contains("there is no integration yet");
    }

    @Test
    void checkFindsTheProblemsOfAllFilesAtOnce() throws IOException {
        kith("init", home());
        Files.writeString(folder.resolve("home/kith.yaml"), "server:\n  prot: 1\n");
        Files.writeString(folder.resolve("home/integrations/a.yaml"), "nome: A\n");
        Files.writeString(folder.resolve("home/plugins/broken.jar"), "no JAR");
        Files.createDirectories(folder.resolve("home/rules/mine"));

        assertThat(kith("check", "--home", home())).isEqualTo(1);
        assertThat(complained())
                .contains("kith.yaml:2: ", "prot")
                .contains("integrations/a.yaml:1: ", "nome")
                .contains("Plugin broken.jar: ")
                .contains("rules/mine/conditions.drl")
                .doesNotContain("\tat ");
    }

    @Test
    void checkFindsWhatAnIntegrationLacks() throws IOException {
        kith("init", home());
        Files.writeString(
                folder.resolve("home/integrations/a.yaml"),
                "crm:\n  connector: tribe\naudience:\n  connector: apsis-one\ntimeZone: Europe/Amsterdam\n");

        assertThat(kith("check", "--home", home())).isEqualTo(1);
        assertThat(complained()).contains("\"tribe\"", "\"apsis-one\"", "conditions.drl");
    }

    @Test
    void serveRefusesSettingsWithProblems() throws IOException {
        kith("init", home());
        Files.writeString(folder.resolve("home/kith.yaml"), "server:\n  port: x\n");

        assertThat(kith("serve", "--home", home())).isEqualTo(1);
        assertThat(complained()).contains("kith.yaml:2: ", "port");
    }

    @Test
    void theShippedRulesCanBeUsedAndPassTheirCases() {
        assertThat(kith("rules", "check", SHIPPED_RULES.toString())).isZero();
        assertThat(said()).contains("can be used: 3 conditions");

        assertThat(kith("rules", "test", SHIPPED_RULES.toString())).isZero();
        assertThat(said()).contains("cases passed.");
    }

    @Test
    void everyShippedRuleIsFiredByACaseAndNotByAnother() {
        assertThat(kith("rules", "test", SHIPPED_RULES.toString(), "--coverage"))
                .as(complained())
                .isZero();
        assertThat(said().lines().filter(line -> line.matches(" *[1-9]\\d* of +\\d+  [a-z]+\\.drl, rule \".+\"")))
                .as("each rule with how often it fired, and nothing to complain of")
                .hasSize(24);
        assertThat(said()).doesNotContain("never", "always").contains("cases passed.");
    }

    @Test
    void aRuleThatEveryCaseFiresOrNoneFailsTheCoverage() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        for (String file : new String[] {"conditions.drl", "mappings.drl", "consents.drl", "schema.yaml"}) {
            Files.copy(SHIPPED_RULES.resolve(file), rules.resolve(file));
        }
        Files.createDirectories(rules.resolve("cases"));
        Files.writeString(rules.resolve("cases/one.yaml"), """
                - name: One customer
                  contact: {customerType: A}
                  expect: {scope: in}
                """);

        assertThat(kith("rules", "test", rules.toString())).isZero();
        assertThat(kith("rules", "test", rules.toString(), "--coverage")).isEqualTo(1);
        assertThat(said())
                .contains("rule \"No former relations\": never true. Add a case that it fires for.")
                .contains("rule \"Names\": always true. Add a case that it does not fire for.");
    }

    @Test
    void aRuleSetOfTheHomeIsFoundByItsName() throws IOException {
        kith("init", home());
        Path rules = Files.createDirectories(folder.resolve("home/rules/mine"));
        for (String file : new String[] {"conditions.drl", "mappings.drl", "consents.drl", "schema.yaml"}) {
            Files.copy(SHIPPED_RULES.resolve(file), rules.resolve(file));
        }

        assertThat(kith("rules", "check", "mine", "--home", home())).isZero();
        assertThat(said()).contains("3 conditions, 17 mappings, 4 consents");
    }

    @Test
    void aRuleWithAnUnknownFieldIsNamedWithFileAndLine() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        for (String file : new String[] {"conditions.drl", "mappings.drl", "consents.drl", "schema.yaml"}) {
            Files.copy(SHIPPED_RULES.resolve(file), rules.resolve(file));
        }
        Files.writeString(rules.resolve("conditions.drl"), """
                package tribe.conditions
                import crm.Contact

                rule "Only those we like"
                when
                    contact : Contact( shoeSize > 44 )
                then
                    contact.deny("Feet too small");
                end
                """);

        assertThat(kith("rules", "check", rules.toString())).isEqualTo(1);
        assertThat(complained()).contains("conditions.drl, line 6", "shoeSize").doesNotContain("\tat ");
    }

    @Test
    void demoNeedsTheBuiltDistribution() {
        assertThat(kith("demo", "--once", "--home", home())).isEqualTo(1);
        assertThat(complained()).contains("kith.distribution");
    }

    @Test
    void simulateKnowsTwoSystems() {
        assertThat(kith("simulate", "salesforce", "--home", home())).isEqualTo(1);
        assertThat(complained()).contains("there are tribe and apsis-one");
    }
}
