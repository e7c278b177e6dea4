package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Setting;
import dev.kith.spi.Settings;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks what an integration's file gives a connector against what the connector declares; finds all problems at once. */
public final class ConnectorSettings {
    private final String where;
    private final Problems problems;
    private final Secrets secrets;

    private ConnectorSettings(String where, Problems problems, Secrets secrets) {
        this.where = where;
        this.problems = problems;
        this.secrets = secrets;
    }

    /**
     * What the check found.
     *
     * @param settings empty when there are problems
     * @param problems none of them holds the value of a secret setting
     */
    public record Checked(Optional<Settings> settings, List<Problem> problems) {
        public Checked {
            requireNonNull(settings, "settings");
            problems = List.copyOf(problems);
        }
    }

    /**
     * Checks the settings of one connector.
     *
     * @param file relative to the home, such as {@code integrations/tribe.yaml}
     * @param where the path of the settings in the file, such as {@code crm.settings}
     * @param raw as {@link IntegrationSettings.Endpoint#settings()}, or plain texts, numbers, flags, lists and maps
     * @param declared what the connector's factory declares
     */
    public static Checked check(
            String file, String where, Map<String, Object> raw, List<Setting> declared, Secrets secrets) {
        Problems problems = Problems.ofIntegration(file);
        Map<String, Node> nodes = new LinkedHashMap<>();
        raw.forEach((name, value) -> nodes.put(name, Node.of(value)));
        return new ConnectorSettings(where, problems, secrets).check(nodes, declared);
    }

    /** The settings that are given and aren't secret, as texts, lists and maps, which {@link #check} takes as well. */
    public static Map<String, Object> told(Map<String, Object> raw, List<Setting> declared) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (Setting setting : declared) {
            Node node = Node.of(raw.get(setting.name()));
            if (!setting.secret() && !(node instanceof Node.Nothing)) {
                told.put(setting.name(), node.plain());
            }
        }
        return told;
    }

    /**
     * The problem of a connector that no plugin offers.
     *
     * @param where its path in the file, such as {@code crm.connector}
     * @param kinds those that plugins offer for this side
     */
    public static Problem unknownConnector(String file, String where, String kind, Collection<String> kinds) {
        Problems problems = Problems.ofIntegration(file);
        String hint = kinds.isEmpty()
                ? "; no plugin offers any. Look at the plugins' own problems"
                : Nearest.hint(kind, kinds);
        problems.setting(0, where, "names the connector \"" + kind + "\", which no plugin offers" + hint);
        return problems.all().get(0);
    }

    private Checked check(Map<String, Node> nodes, List<Setting> declared) {
        refuseUnknown(nodes, declared);
        int first = nodes.values().stream().mapToInt(Node::line).min().orElse(0);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting setting : declared) {
            Node node = nodes.getOrDefault(setting.name(), new Node.Nothing(first));
            value(setting, node).ifPresent(value -> values.put(setting.name(), value));
        }
        Optional<Settings> settings =
                problems.isEmpty() ? Optional.of(new CheckedSettings(declared, values)) : Optional.empty();
        return new Checked(settings, problems.all());
    }

    private void refuseUnknown(Map<String, Node> nodes, List<Setting> declared) {
        Set<String> known = new TreeSet<>();
        declared.forEach(setting -> known.add(setting.name()));
        nodes.forEach((name, node) -> {
            if (!known.contains(name)) {
                problems.setting(node.line(), where + "." + name, "is unknown" + Nearest.hint(name, known));
            }
        });
    }

    private Optional<Object> value(Setting setting, Node node) {
        try {
            if (!(node instanceof Node.Nothing)) {
                return Optional.of(SettingValue.of(setting, node, secrets));
            }
            if (setting.required()) {
                throw new Wrong("is missing: " + setting.help());
            }
            return setting.fallback().isEmpty() ? Optional.empty() : Optional.of(SettingValue.fallback(setting));
        } catch (Wrong e) {
            problems.setting(node.line(), where + "." + setting.name(), e);
            return Optional.empty();
        }
    }
}
