package dev.kith.engine.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kith.engine.home.ConnectorSettings.Checked;
import dev.kith.spi.Setting;
import dev.kith.spi.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorSettingsTest {
    private static final List<Setting> DECLARED = List.of(
            Setting.required("apiUrl", Setting.Type.URL, "Where the API is."),
            Setting.required("clientId", Setting.Type.TEXT, "The id of the integration."),
            Setting.secret("clientSecret", "The secret of the integration."),
            Setting.optional("note", Setting.Type.TEXT, "", "Anything."),
            Setting.optional("pageSize", Setting.Type.INTEGER, "100", "Contacts per page."),
            Setting.optional("rate", Setting.Type.RATE, "20", "Calls per second."),
            Setting.optional("inactive", Setting.Type.BOOLEAN, "true", "Whether to read inactive ones."),
            Setting.optional("labels", Setting.Type.LIST, "a, b", "Labels."),
            Setting.optional("aliases", Setting.Type.MAP, "", "Names of fields."));
    private static final String REQUIRED = """
            apiUrl: https://api.example.test/v1
            clientId: 0042
            clientSecret: plain
            """;

    @TempDir
    Path dir;

    private Path secretsDir;

    @BeforeEach
    void makeSecrets() throws IOException {
        secretsDir = Files.createDirectories(dir.resolve("secrets"));
        Files.writeString(secretsDir.resolve("tribe"), "from file\n");
        Files.writeString(dir.resolve("outside"), "outside");
    }

    @Test
    void absentSettingsHaveTheirFallbacks() {
        Settings settings = settings(REQUIRED);
        assertThat(settings.url("apiUrl")).isEqualTo(URI.create("https://api.example.test/v1"));
        assertThat(settings.optionalText("note")).isEmpty();
        assertThat(settings.integer("pageSize")).isEqualTo(100);
        assertThat(settings.rate("rate")).isEqualTo(20);
        assertThat(settings.flag("inactive")).isTrue();
        assertThat(settings.list("labels")).containsExactly("a", "b");
        assertThat(settings.map("aliases")).isEmpty();
    }

    @Test
    void givenSettingsHaveTheirTypes() {
        Settings settings = settings(REQUIRED + """
                note: "a note"
                pageSize: 50
                rate: unlimited
                inactive: false
                labels: [News, 12]
                aliases: {z: last, a: first}
                """);
        assertThat(settings.optionalText("note")).contains("a note");
        assertThat(settings.integer("pageSize")).isEqualTo(50);
        assertThat(settings.rate("rate")).isInfinite();
        assertThat(settings.flag("inactive")).isFalse();
        assertThat(settings.list("labels")).containsExactly("News", "12");
        assertThat(settings.map("aliases").keySet()).containsExactly("z", "a");
    }

    @Test
    void aTextIsTakenAsItIsWrittenEvenWhenItLooksLikeANumber() {
        assertThat(settings(REQUIRED).text("clientId")).isEqualTo("0042");
        assertThat(settings(REQUIRED.replace("0042", "1e3")).text("clientId")).isEqualTo("1e3");
        assertThat(settings(REQUIRED.replace("0042", "yes")).text("clientId")).isEqualTo("yes");
        assertThat(settings(REQUIRED.replace("0042", "1_000")).text("clientId")).isEqualTo("1_000");
    }

    @Test
    void settingsThatAreNoYamlAreCheckedAlike() {
        Checked checked = ConnectorSettings.check(
                "integrations/tribe.yaml",
                "crm.settings",
                Map.of("apiUrl", "http://localhost:80", "clientId", 7, "clientSecret", "x", "labels", List.of("a")),
                DECLARED,
                secrets());
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.settings().orElseThrow().text("clientId")).isEqualTo("7");
    }

    @Test
    void allProblemsAreFoundAtOnceWithTheirLines() {
        Checked checked = check("""
                apiUrl: ftp://x
                clientid: 7
                pageSize: many
                rate: -1
                inactive: maybe
                labels: one
                aliases: [x]
                """);
        assertThat(checked.settings()).isEmpty();
        assertThat(checked.problems())
                .extracting(problem -> problem.line() + ": " + problem.message())
                .containsExactly(
                        "5: " + message("clientid", "is unknown; did you mean \"clientId\"?"),
                        "4: " + message("apiUrl", "must start with https, was \"ftp://x\"."),
                        "4: " + message("clientId", "is missing: The id of the integration."),
                        "4: " + message("clientSecret", "is missing: The secret of the integration."),
                        "6: " + message("pageSize", "must be a whole number, was \"many\"."),
                        "7: " + message("rate", "must be a number above 0 or the word unlimited, was \"-1\"."),
                        "8: " + message("inactive", "must be true or false, was \"maybe\"."),
                        "9: " + message("labels", "must be a list of texts, was a single value."),
                        "10: " + message("aliases", "must be names with texts, was a list."));
    }

    private static String message(String name, String found) {
        return "Integration \"tribe\": setting \"crm.settings." + name + "\" " + found
                + " Correct it in integrations/tribe.yaml.";
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/x", "http://127.0.0.1:1", "http://127.1.2.3", "http://[::1]:9"})
    void plainHttpIsAllowedForLoopback(String url) {
        assertThat(settings(REQUIRED.replace("https://api.example.test/v1", url))
                        .url("apiUrl"))
                .isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.example.test, must start with https",
        "http://localhost.example.test, must start with https",
        "http://127.0.0.1.example.test, must start with https",
        "http://10.0.0.1, must start with https",
        "api.example.test, must be an absolute URL",
        "https:///path, must be an absolute URL",
        "'https://a b', must be an absolute URL",
        "https://jan:s3cret@api.example.test, must have no user",
        "ftp://jan:s3cret@api.example.test, must have no user",
        "'https://jan:s3cret @x', must be an absolute URL",
        "https://api.example.test?key=s3cret, must have no user",
    })
    void otherUrlsAreRefusedWithoutQuotingPasswords(String url, String found) {
        Checked checked = check(REQUIRED.replace("https://api.example.test/v1", "\"" + url + "\""));
        assertThat(checked.problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message()).contains(found).doesNotContain("s3cret"));
    }

    @Test
    void secretsComeFromEnvironmentFileOrTheYamlItself() {
        assertThat(settings(REQUIRED).text("clientSecret")).isEqualTo("plain");
        assertThat(secret("${env:KITH_S_TRIBE}")).isEqualTo("from env");
        assertThat(secret("${file:tribe}")).isEqualTo("from file");
        assertThat(secret("a$b{c}d")).isEqualTo("a$b{c}d");
    }

    @ParameterizedTest
    @CsvSource({
        "${env:HOME}, 'names the variable \"HOME\", but only variables named KITH_S_'",
        "${env:KITH_S_MISSING}, 'needs the environment variable KITH_S_MISSING, which is not set or empty. Set it where Kith is started.'",
        "${env:KITH_S_EMPTY}, 'which is not set or empty'",
        "${file:missing}, 'needs the file secrets/missing, which can''t be read (NoSuchFileException)'",
        "${file:../outside}, 'only files right in secrets/ can be read'",
        "${file:/etc/passwd}, 'only files right in secrets/ can be read'",
        "${file:..}, 'only files right in secrets/ can be read'",
        "${file:link}, 'names secrets/link, which is not a file in secrets/ itself'",
        "${file:folder}, 'names secrets/folder, which is not a file'",
        "${file:empty}, 'names secrets/empty, which is empty'",
        "${file:large}, 'names secrets/large, which is larger than 64 KB'",
        "${secret:tribe}, 'this version has no built-in store'",
        "${vault:tribe}, 'uses the unknown form ${vault:...}'",
        "x${env:KITH_S_TRIBE}, 'must be one ${...} form and nothing else'",
        "${env:KITH_S_TRIBE, 'must be one ${...} form and nothing else'",
    })
    void formsThatStandForNothingAreRefused(String form, String found) throws IOException {
        Files.createSymbolicLink(secretsDir.resolve("link"), dir.resolve("outside"));
        Files.createDirectory(secretsDir.resolve("folder"));
        Files.writeString(secretsDir.resolve("empty"), "\n");
        Files.writeString(secretsDir.resolve("large"), "x".repeat(70_000));
        Checked checked = check(REQUIRED.replace("plain", "\"" + form + "\""));
        assertThat(checked.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("setting \"crm.settings.clientSecret\" ", found);
            assertThat(problem.line()).isEqualTo(6);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"note: \"${env:KITH_S_TRIBE}\"", "labels: [\"${file:tribe}\"]", "aliases: {a: \"${env:X}\"}"})
    void formsAreRefusedWhereNothingIsSecret(String setting) {
        assertThat(check(REQUIRED + setting).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("isn't a secret setting, so it can't use a ${...} form"));
    }

    @Test
    void secretsAppearInNoMessageAndNoText() {
        Setting number = new Setting("clientSecret", Setting.Type.INTEGER, true, true, "", "A number.");
        Checked checked = ConnectorSettings.check(
                "integrations/tribe.yaml",
                "crm.settings",
                Map.of("clientSecret", "s3cret"),
                List.of(number),
                secrets());
        assertThat(checked.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("must be a whole number")
                        .doesNotContain("s3cret"));
        assertThat(settings(REQUIRED).toString()).contains("clientSecret").doesNotContain("plain");
        assertThat(secrets().toString()).doesNotContain("from env");
    }

    @Test
    void anEmptyValueCountsAsMissingOrIsSaidSo() {
        assertThat(check(REQUIRED.replace("0042", "")).problems())
                .extracting(Problem::message)
                .containsExactly(message("clientId", "is missing: The id of the integration."));
        assertThat(check(REQUIRED.replace("0042", "' '")).problems())
                .extracting(Problem::message)
                .containsExactly(message("clientId", "is empty: The id of the integration."));
    }

    @Test
    void anUnknownConnectorIsSaidWithTheNearestOne() {
        assertThat(ConnectorSettings.unknownConnector(
                        "integrations/tribe.yaml", "crm.connector", "trible", List.of("tribe", "csv")))
                .isEqualTo(new Problem(
                        "integrations/tribe.yaml",
                        0,
                        "Integration \"tribe\": setting \"crm.connector\" names the connector \"trible\", which no plugin "
                                + "offers; did you mean \"tribe\"? Correct it in integrations/tribe.yaml."));
    }

    @Test
    void askingForWhatIsNotDeclaredIsABugOfTheConnector() {
        Settings settings = settings(REQUIRED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.text("apiUrl"))
                .withMessage("The connector declares no setting \"apiUrl\" of the type TEXT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.text("note"))
                .withMessageContaining("may be absent and has no fallback");
    }

    private String secret(String form) {
        return settings(REQUIRED.replace("plain", "\"" + form + "\"")).text("clientSecret");
    }

    private Settings settings(String yaml) {
        Checked checked = check(yaml);
        assertThat(checked.problems()).isEmpty();
        return checked.settings().orElseThrow();
    }

    /** The settings stand from line 4 on, in a file that is otherwise right. */
    private Checked check(String yaml) {
        try {
            Path integrations = Files.createDirectories(dir.resolve("integrations"));
            Files.writeString(dir.resolve("kith.yaml"), "");
            Files.writeString(
                    integrations.resolve("tribe.yaml"),
                    "crm:\n  connector: tribe\n  settings:\n" + yaml.indent(4)
                            + "audience: {connector: apsis-one}\ntimeZone: UTC\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        HomeFiles.Read read = HomeFiles.read(Home.at(dir), name -> null);
        assertThat(read.problems()).isEmpty();
        IntegrationSettings tribe = read.settings().orElseThrow().integrations().get(0);
        return ConnectorSettings.check(tribe.file(), "crm.settings", tribe.crm().settings(), DECLARED, secrets());
    }

    private Secrets secrets() {
        return new Secrets(secretsDir, Map.of("KITH_S_TRIBE", "from env", "KITH_S_EMPTY", " ")::get);
    }
}
