package dev.kith.engine.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.engine.home.IntegrationSettings.Bulk;
import dev.kith.engine.home.IntegrationSettings.RunSettings;
import dev.kith.engine.home.ServerSettings.Retention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeFilesTest {
    private static final String INTEGRATION = """
            name: Tribe CRM to APSIS One
            crm:
              connector: tribe
              settings: {apiUrl: https://api.tribecrm.nl, clientSecret: "s3cret"}
            audience:
              connector: apsis-one
              settings:
                section: 007
            rules: shop
            timeZone: Europe/Amsterdam
            runs: {patience: 2h, bulk: auto, bulkFrom: 200, merge: false}
            enabled: false
            """;

    @TempDir
    Path dir;

    private Home home;

    @BeforeEach
    void makeFolders() throws IOException {
        home = Home.at(dir);
        Files.createDirectories(home.integrationsDir());
        write("kith.yaml", "");
    }

    @Test
    void anEmptyFileMeansTheDefaults() {
        assertThat(settings().server())
                .isEqualTo(new ServerSettings(
                        "127.0.0.1", 8480, List.of(), dir.resolve("data/kith.db"), Retention.DEFAULT));
        assertThat(settings().integrations()).isEmpty();
    }

    @Test
    void aNameWithNothingBelowItMeansTheDefaults() {
        write("kith.yaml", "server:\n  # port: 1\ndatabase:\n");
        assertThat(settings().server().port()).isEqualTo(8480);
    }

    @Test
    void everyServerSettingIsRead() {
        write("kith.yaml", """
                server: {host: "::1", port: 9000, names: [kith.example.test]}
                database: /var/lib/kith.db
                retention: {details: 30d, ledger: 3650d}
                """);
        assertThat(settings().server())
                .isEqualTo(new ServerSettings(
                        "::1",
                        9000,
                        List.of("kith.example.test"),
                        Path.of("/var/lib/kith.db"),
                        new Retention(Duration.ofDays(30), Duration.ofDays(3650))));
    }

    @Test
    void everySettingOfAnIntegrationIsRead() {
        write("integrations/tribe.yaml", INTEGRATION);
        IntegrationSettings tribe = settings().integrations().get(0);
        assertThat(tribe.id()).isEqualTo("tribe");
        assertThat(tribe.file()).isEqualTo("integrations/tribe.yaml");
        assertThat(tribe.name()).isEqualTo("Tribe CRM to APSIS One");
        assertThat(tribe.crm().connector()).isEqualTo("tribe");
        assertThat(tribe.crm().settings()).containsOnlyKeys("apiUrl", "clientSecret");
        assertThat(tribe.audience().connector()).isEqualTo("apsis-one");
        assertThat(tribe.rules()).isEqualTo("shop");
        assertThat(tribe.timeZone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
        assertThat(tribe.runs()).isEqualTo(new RunSettings(Duration.ofHours(2), Bulk.AUTO, 200, false));
        assertThat(tribe.enabled()).isFalse();
    }

    @Test
    void whatMayBeLeftOutHasADefault() {
        write("integrations/tribe.yaml", """
                crm: {connector: tribe}
                audience: {connector: apsis-one}
                timeZone: UTC
                """);
        IntegrationSettings tribe = settings().integrations().get(0);
        assertThat(tribe.name()).isEqualTo("tribe");
        assertThat(tribe.rules()).isEqualTo("tribe");
        assertThat(tribe.runs()).isEqualTo(new RunSettings(Duration.ofMinutes(30), Bulk.AUTO, 500, true));
        assertThat(tribe.enabled()).isTrue();
        assertThat(tribe.crm().settings()).isEmpty();
    }

    @Test
    void secretsWrittenInAFileAreNeverPrinted() {
        write("integrations/tribe.yaml", INTEGRATION);
        assertThat(settings().toString()).contains("clientSecret").doesNotContain("s3cret");
        assertThat(settings().integrations().get(0).crm().settings().toString()).doesNotContain("s3cret");
    }

    @Test
    void allProblemsOfAllFilesAreFoundAtOnceWithTheirLines() {
        write("kith.yaml", """
                server:
                  host: 0.0.0.0
                  prot: 80
                databse: x
                """);
        write("integrations/a.yaml", """
                crm:
                  connector: tribe
                  setings: {}
                timeZone: Mars
                runs:
                  patience: 30
                  bulk: never
                  bulkFrom: 0
                enabled: perhaps
                rules: ../x
                """);
        write("integrations/B.yaml", "name: [x]\n");
        write("integrations/c.yml", "");
        assertThat(read().settings()).isEmpty();
        assertThat(read().problems())
                .extracting(problem -> problem.file() + ":" + problem.line() + ": " + problem.message())
                .containsExactly(
                        "kith.yaml:2: Server: setting \"server.host\" must be a loopback address such as 127.0.0.1 until "
                                + "Kith has access control, was \"0.0.0.0\". Correct it in kith.yaml.",
                        "kith.yaml:3: Server: setting \"server.prot\" is unknown; did you mean \"port\"? "
                                + "Correct it in kith.yaml.",
                        "kith.yaml:4: Server: setting \"databse\" is unknown; did you mean \"database\"? "
                                + "Correct it in kith.yaml.",
                        "integrations/B.yaml:0: Integration \"B\": the file integrations/B.yaml needs another name: its "
                                + "name is the integration's id, so it must be lower case letters, digits and hyphens, "
                                + "a letter first, 41 at most. Rename it.",
                        "integrations/B.yaml:1: Integration \"B\": setting \"name\" must be a text, was a list. "
                                + "Correct it in integrations/B.yaml.",
                        "integrations/B.yaml:1: Integration \"B\": setting \"crm.connector\" is missing. "
                                + "Correct it in integrations/B.yaml.",
                        "integrations/B.yaml:1: Integration \"B\": setting \"audience.connector\" is missing. "
                                + "Correct it in integrations/B.yaml.",
                        "integrations/B.yaml:1: Integration \"B\": setting \"timeZone\" is missing. "
                                + "Correct it in integrations/B.yaml.",
                        "integrations/a.yaml:3: Integration \"a\": setting \"crm.setings\" is unknown; did you mean "
                                + "\"settings\"? Correct it in integrations/a.yaml.",
                        "integrations/a.yaml:1: Integration \"a\": setting \"audience.connector\" is missing. "
                                + "Correct it in integrations/a.yaml.",
                        "integrations/a.yaml:10: Integration \"a\": setting \"rules\" must be the name of a folder in "
                                + "rules/, was \"../x\". Correct it in integrations/a.yaml.",
                        "integrations/a.yaml:4: Integration \"a\": setting \"timeZone\" must be a time zone such as "
                                + "Europe/Amsterdam, was \"Mars\". Correct it in integrations/a.yaml.",
                        "integrations/a.yaml:6: Integration \"a\": setting \"runs.patience\" must be a time such as 30m "
                                + "or 2h, 24h at most, was \"30\". Correct it in integrations/a.yaml.",
                        "integrations/a.yaml:7: Integration \"a\": setting \"runs.bulk\" must be auto, on or off, was "
                                + "\"never\". Correct it in integrations/a.yaml.",
                        "integrations/a.yaml:8: Integration \"a\": setting \"runs.bulkFrom\" must be a number from 1, "
                                + "was \"0\". Correct it in integrations/a.yaml.",
                        "integrations/a.yaml:9: Integration \"a\": setting \"enabled\" must be true or false, was "
                                + "\"perhaps\". Correct it in integrations/a.yaml.",
                        "integrations/c.yml:0: The file integrations/c.yml is not read: its name must end in .yaml. "
                                + "Rename it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 99999 | must be a port from 0 to 65535, was \"99999\"",
                "port: http | must be a port from 0 to 65535, was \"http\"",
                "host: 127.0.0.1.example.test | must be a loopback address",
                "host: ' ' | is empty",
                "names: kith.example.test | must be a list, was a single value",
                "names: ['http://x'] | must hold host names without scheme and port, was \"http://x\"",
                "names: [[x]] | must be a list of texts, but one entry is a list",
            })
    void wrongServerSettingsAreRefused(String setting, String found) {
        write("kith.yaml", "server:\n  " + setting + "\n");
        assertThat(read().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(found);
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @Test
    void theEnvironmentsPortWins() {
        write("kith.yaml", "server: {port: 9000}");
        assertThat(HomeFiles.read(home, Map.of("KITH_PORT", "7000")::get)
                        .settings()
                        .orElseThrow()
                        .server()
                        .port())
                .isEqualTo(7000);
        assertThat(HomeFiles.read(home, Map.of("KITH_PORT", "x")::get).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("KITH_PORT"));
    }

    @Test
    void aFolderThatIsNoHomeSaysHowToMakeOne() throws IOException {
        Files.delete(dir.resolve("kith.yaml"));
        assertThat(read().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("kith.yaml is not there")
                        .contains("kith init"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: [1, s3cret' | is not valid YAML",
                "'a: 1\nb: c: s3cret' | is not valid YAML",
                "'- s3cret' | must hold names with values",
                "'s3cret' | must hold names with values, such as \"name: value\", but holds a single value",
                "'database: x\n---\ndatabase: s3cret' | holds a second document",
                "'database: &a x\nserver: *a' | uses the alias \"*a\"",
                "'database: x\ndatabase: s3cret' | has \"database\" twice, first on line 1",
                "'server: s3cret' | must have names with values below it, was a single value"
            })
    void filesThatAreNotPlainYamlAreRefusedWithoutQuotingThem(String text, String found) {
        write("kith.yaml", text);
        assertThat(read().problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message()).contains(found).doesNotContain("s3cret"));
    }

    @Test
    void anInvalidFileNamesTheLine() {
        write("kith.yaml", "database: x\nserver: {host: [}\n");
        assertThat(read().problems()).extracting(Problem::line).containsExactly(2);
    }

    @Test
    void aFileInAnotherEncodingIsSaidSo() throws IOException {
        Files.write(dir.resolve("kith.yaml"), "database: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("is not encoded in UTF-8"));
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        write("kith.yaml", "\uFEFFdatabase: other.db");
        assertThat(settings().server().database()).isEqualTo(dir.resolve("other.db"));
    }

    @Test
    void aNewHomeReadsWithoutProblems() throws IOException {
        Home fresh = Home.at(dir.resolve("fresh"));
        HomeFiles.init(fresh);
        assertThat(fresh.plugins()).isDirectory();
        assertThat(fresh.data()).isDirectory();
        assertThat(fresh.dir().resolve("rules")).isDirectory();
        assertThat(Files.getPosixFilePermissions(fresh.secrets())).hasSize(3);
        HomeFiles.Read read = HomeFiles.read(fresh, name -> null);
        assertThat(read.problems()).isEmpty();
        assertThat(read.settings().orElseThrow().server().port()).isEqualTo(8480);
        assertThat(read.settings().orElseThrow().integrations()).isEmpty();
    }

    @Test
    void theExampleOfANewHomeIsAnIntegrationOnceRenamed() throws IOException {
        Home fresh = Home.at(dir.resolve("fresh"));
        HomeFiles.init(fresh);
        Path example = fresh.integrationsDir().resolve("tribe.yaml.example");
        Files.move(example, fresh.integrationsDir().resolve("tribe.yaml"));
        HomeFiles.Read read = HomeFiles.read(fresh, name -> null);
        assertThat(read.problems()).isEmpty();
        assertThat(read.settings().orElseThrow().integrations())
                .extracting(IntegrationSettings::name)
                .containsExactly("Tribe CRM to APSIS One");
    }

    @Test
    void anExistingHomeIsNeverOverwritten() throws IOException {
        write("kith.yaml", "database: mine.db");
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> HomeFiles.init(home))
                .withMessageContaining("There is a home in " + dir + " already")
                .withMessageContaining("nothing was changed");
        assertThat(dir.resolve("kith.yaml")).hasContent("database: mine.db");
        assertThat(home.plugins()).doesNotExist();
    }

    @Test
    void aHomeThatCannotBeMadeIsSaidSo() {
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> HomeFiles.init(Home.at(dir.resolve("kith.yaml/x"))))
                .withMessageContaining("can't be made");
    }

    private HomeFiles.Read read() {
        return HomeFiles.read(home, name -> null);
    }

    private HomeSettings settings() {
        assertThat(read().problems()).isEmpty();
        return read().settings().orElseThrow();
    }

    private void write(String file, String text) {
        try {
            Files.writeString(dir.resolve(file), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
