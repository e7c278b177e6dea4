package dev.kith.tribe;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of one connector, checked as far as that goes without a call.
 *
 * @param fields alias to the API name of a custom field
 * @param labels alias to the name or id of a label
 * @param timeout how long a call may take
 * @param contactRecords true when each contact row is a contact of its own, rather than each person (D1)
 * @param lists name of a saved list to the condition its members meet
 * @param views whether views of Tribe CRM are offered as saved lists (D37)
 */
record TribeSettings(
        URI apiUrl,
        URI authUrl,
        String clientId,
        String clientSecret,
        String scope,
        Map<String, String> fields,
        Map<String, String> labels,
        EmailFrom emailFrom,
        LabelLevel labelLevel,
        int pageSize,
        boolean ignoreMailingOptOut,
        double rate,
        Duration timeout,
        boolean contactRecords,
        Map<String, String> lists,
        boolean views,
        WebhookSettings webhooks) {

    private static final Pattern ALIAS = Pattern.compile("[a-z][A-Za-z0-9]{0,60}");
    private static final String[] RECORDS = {"person", "contact"};
    private static final List<String> TAKEN = List.of("key", "email", "labels", "allLabels", "labelsComplete");

    TribeSettings {
        fields = Map.copyOf(fields);
        labels = Map.copyOf(labels);
        lists = Map.copyOf(lists);
    }

    /** Reads the settings; all that is wrong with them stands in one CONFIG exception. */
    static TribeSettings of(Settings settings) {
        List<String> problems = new ArrayList<>();
        TribeSettings result = new TribeSettings(
                settings.url("apiUrl"),
                settings.url("authUrl"),
                settings.text("clientId"),
                settings.text("clientSecret"),
                settings.text("scope").strip(),
                stripped(settings.map("fields")),
                stripped(settings.map("labels")),
                word("emailFrom", settings, EmailFrom.values(), EmailFrom::word, problems),
                word("labelLevel", settings, LabelLevel.values(), LabelLevel::word, problems),
                settings.integer("pageSize"),
                settings.flag("ignoreMailingOptOut"),
                settings.rate("rate"),
                Duration.ofSeconds(settings.integer("timeout")),
                word("record", settings, RECORDS, Function.identity(), problems).equals("contact"),
                stripped(settings.map("lists")),
                settings.flag("views"),
                WebhookSettings.of(settings, problems));
        result.addProblems(problems);
        if (!problems.isEmpty()) {
            throw new ConnectorException(Kind.CONFIG, String.join("\n", problems));
        }
        return result;
    }

    /** What tokens and the rate belong to. */
    String account() {
        return authUrl + " " + clientId;
    }

    private void addProblems(List<String> problems) {
        if (Stream.of(scope.split(" ")).anyMatch(s -> s.startsWith("offline"))) {
            problems.add("Setting \"scope\" must not ask for offline, was \"" + scope
                    + "\": Tribe CRM gives no such token to a server. Use \"read write\".");
        }
        if (pageSize < 2 || pageSize > 1000) {
            problems.add("Setting \"pageSize\" must be 2 to 1000, was " + pageSize + ".");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
            problems.add("Setting \"timeout\" must be 1 to 600 seconds, was " + timeout.toSeconds() + ".");
        }
        fields.keySet().stream().sorted().forEach(alias -> addAliasProblems(alias, problems));
        blankNames("fields", fields).forEach(problems::add);
        blankNames("labels", labels).forEach(problems::add);
        blankNames("lists", lists).forEach(problems::add);
    }

    private static void addAliasProblems(String alias, List<String> problems) {
        if (!ALIAS.matcher(alias).matches()) {
            problems.add(
                    "Setting \"fields\": \"" + alias + "\" can't be a name in rules. Use a lower-case letter first,"
                            + " then letters and digits, 61 at most.");
        }
        boolean standard = Field.STANDARD.stream().anyMatch(f -> f.name().equals(alias));
        if (standard || TAKEN.contains(alias)) {
            problems.add("Setting \"fields\": \"" + alias + "\" is a standard field. Choose another name.");
        }
    }

    private static Stream<String> blankNames(String setting, Map<String, String> map) {
        return map.entrySet().stream()
                .filter(e -> e.getKey().isBlank() || e.getValue().isBlank())
                .map(e -> "Setting \"" + setting + "\": the entry \"" + e.getKey()
                        + "\" is blank on one side. Give it a name and a value, or remove it.");
    }

    private static Map<String, String> stripped(Map<String, String> map) {
        Map<String, String> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(key.strip(), value.strip()));
        return result;
    }

    static <E> E word(String name, Settings settings, E[] values, Function<E, String> word, List<String> problems) {
        String given = settings.text(name).strip();
        Optional<E> found =
                Arrays.stream(values).filter(v -> word.apply(v).equals(given)).findFirst();
        if (found.isEmpty()) {
            String allowed = Arrays.stream(values).map(word).collect(Collectors.joining(", "));
            problems.add("Setting \"" + name + "\" must be one of " + allowed + ", was \"" + given + "\".");
        }
        return found.orElse(values[0]);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TribeSettings[apiUrl=" + apiUrl + ", clientId=" + clientId + "]";
    }
}
