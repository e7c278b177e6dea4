package dev.kith.web.page;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleKind;
import dev.kith.engine.rules.RuleText;
import dev.kith.engine.store.FullSyncDue;
import dev.kith.engine.store.Run;
import dev.kith.engine.sync.Integration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An integration in words, for the templates.
 *
 * @param fullSyncDue why a full sync is due, or empty
 * @param held how many dangerous writes wait for a person
 */
public record IntegrationView(
        String id,
        String name,
        String crm,
        String audience,
        List<String> problems,
        String fullSyncDue,
        long held,
        List<RuleGroup> rules,
        String ruleSet,
        EventsView events,
        List<RunView> runs) {
    public IntegrationView {
        requireNonNull(id, "id");
        problems = List.copyOf(problems);
        requireNonNull(fullSyncDue, "fullSyncDue");
        rules = List.copyOf(rules);
        requireNonNull(events, "events");
        runs = List.copyOf(runs);
    }

    /** The rules of one kind. */
    public record RuleGroup(String title, String meaning, String file, List<RuleText> rules) {
        public RuleGroup {
            rules = List.copyOf(rules);
        }
    }

    static IntegrationView of(Integration integration, List<Run> runs, Instant now) {
        return new IntegrationView(
                integration.id(),
                integration.name(),
                integration.crmTitle(),
                integration.audienceTitle(),
                integration.problems(),
                integration
                        .rules()
                        .history()
                        .fullSyncDue()
                        .map(FullSyncDue::reason)
                        .orElse(""),
                integration.staged().held(),
                groups(integration),
                integration.ruleSet().map(set -> set.version().substring(0, 8)).orElse(""),
                EventsView.of(integration.events()),
                runs.stream().map(run -> new RunView(run, now)).toList());
    }

    private static List<RuleGroup> groups(Integration integration) {
        if (integration.ruleSet().isEmpty()) {
            return List.of();
        }
        List<RuleText> all = integration.ruleSet().get().rules();
        List<RuleGroup> groups = new ArrayList<>();
        for (RuleKind kind : RuleKind.values()) {
            List<RuleText> rules =
                    all.stream().filter(rule -> rule.kind() == kind).toList();
            groups.add(new RuleGroup(title(kind), meaning(kind), kind.file(), rules));
        }
        return groups;
    }

    private static String title(RuleKind kind) {
        return switch (kind) {
            case CONDITION -> "Conditions";
            case MAPPING -> "Mappings";
            case CONSENT -> "Consents";
        };
    }

    private static String meaning(RuleKind kind) {
        return switch (kind) {
            case CONDITION -> "Each one can keep a contact out. None: every contact is synced.";
            case MAPPING -> "What a profile's attributes get. Email and the CRM's id are always mapped.";
            case CONSENT -> "Who is opted in to what, and by which channel.";
        };
    }

    public String path() {
        return "/integrations/" + id;
    }

    public boolean ready() {
        return problems.isEmpty();
    }

    /** The run that is queued or under way. */
    public Optional<RunView> current() {
        return runs.stream().filter(run -> !run.ended()).findFirst();
    }

    public Optional<RunView> latest() {
        return runs.stream().findFirst();
    }
}
