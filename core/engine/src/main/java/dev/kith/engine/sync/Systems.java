package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.ConnectorSettings;
import dev.kith.engine.home.Home;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.IntegrationSettings.Endpoint;
import dev.kith.engine.home.Problem;
import dev.kith.engine.home.Secrets;
import dev.kith.engine.plugin.Accounts;
import dev.kith.engine.plugin.HostContext;
import dev.kith.engine.plugin.LoadedFactory;
import dev.kith.engine.plugin.OpenConnector;
import dev.kith.engine.plugin.Plugins;
import dev.kith.engine.plugin.Waiting;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.RuleSets;
import dev.kith.engine.rules.Schema;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.Role;
import dev.kith.spi.WebhookSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two systems of one integration and the rule set between them, opened from its settings. What can't be opened is a
 * problem, never an exception: all of them are told at once.
 */
public final class Systems implements AutoCloseable {
    private final IntegrationSettings settings;
    private final Path rulesFolder;
    private final List<String> problems = new ArrayList<>();
    private Optional<LoadedFactory> crmFactory = Optional.empty();
    private Optional<LoadedFactory> audienceFactory = Optional.empty();
    private Optional<OpenConnector> crm = Optional.empty();
    private Optional<OpenConnector> audience = Optional.empty();
    private Optional<RuleSet> ownRules = Optional.empty();
    private Optional<Rulebook> rulebook = Optional.empty();

    private Systems(IntegrationSettings settings, Home home) {
        this.settings = requireNonNull(settings, "settings");
        this.rulesFolder = home.rules(settings.rules());
    }

    /** What all integrations of a host share. */
    public record Shared(
            Home home, Plugins plugins, Secrets secrets, Clock clock, Accounts accounts, Waiting waiting) {}

    /** Opens all that can be opened, with the rules of the files; no call goes out. */
    public static Systems open(IntegrationSettings settings, Shared shared) {
        Systems systems = connect(settings, shared);
        systems.ownRules = systems.compile();
        return systems;
    }

    /** The same with the rule set that is active. */
    static Systems open(IntegrationSettings settings, Shared shared, Rulebook rulebook) {
        Systems systems = connect(settings, shared);
        systems.rulebook = Optional.of(rulebook);
        return systems;
    }

    private static Systems connect(IntegrationSettings settings, Shared shared) {
        Systems systems = new Systems(settings, shared.home());
        systems.crmFactory = systems.factory("crm", settings.crm(), Role.CRM, shared);
        systems.audienceFactory = systems.factory("audience", settings.audience(), Role.AUDIENCE, shared);
        systems.crm = systems.crmFactory.flatMap(f -> systems.connector("crm", settings.crm(), f, shared));
        systems.audience =
                systems.audienceFactory.flatMap(f -> systems.connector("audience", settings.audience(), f, shared));
        return systems;
    }

    /** Why no run can start; empty when everything opened. */
    public List<String> problems() {
        List<String> found = new ArrayList<>(problems);
        rulebook.ifPresent(book -> found.addAll(book.problems()));
        return found;
    }

    public Optional<RuleSet> ruleSet() {
        return rulebook.map(Rulebook::active).orElse(ownRules);
    }

    /** The rule set that a run began with. */
    RuleSet ruleSet(String version) {
        return rulebook.orElseThrow().of(version);
    }

    Path rulesFolder() {
        return rulesFolder;
    }

    String crmTitle() {
        return crmFactory.map(LoadedFactory::title).orElse(settings.crm().connector());
    }

    String audienceTitle() {
        return audienceFactory
                .map(LoadedFactory::title)
                .orElse(settings.audience().connector());
    }

    OpenConnector crm() {
        return crm.orElseThrow();
    }

    /** Empty as long as the CRM isn't open, and when it has no webhooks. */
    Optional<WebhookSource> webhooks() {
        return crm.flatMap(OpenConnector::webhooks);
    }

    OpenConnector audience() {
        return audience.orElseThrow();
    }

    /**
     * Asks both systems what they have now.
     *
     * @throws ConnectorException when one can't be asked
     * @throws RuleSetException when its names can't be used in rules
     */
    public Schema schema() {
        return Schema.of(crmDescription(), audienceDescription());
    }

    CrmDescription crmDescription() {
        return (CrmDescription) crm().describe();
    }

    AudienceDescription audienceDescription() {
        return (AudienceDescription) audience().describe();
    }

    /** Checks both systems live, and the rule set against them. Blocks. */
    public List<String> check() {
        List<String> found = new ArrayList<>(problems());
        crm.ifPresent(connector -> found.addAll(checked(connector)));
        audience.ifPresent(connector -> found.addAll(checked(connector)));
        if (found.isEmpty()) {
            found.addAll(gaps());
        }
        return found;
    }

    /** What the rule set uses and the systems don't have. */
    List<String> gaps() {
        try {
            return gapsOrFailure();
        } catch (ConnectorException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** The same; throws when a system can't be asked. */
    List<String> gapsOrFailure() throws ConnectorException {
        try {
            RuleSet rules = ruleSet().orElseThrow();
            return rules.schema().gaps(schema(), rules);
        } catch (RuleSetException e) {
            return e.problems().stream().map(Object::toString).toList();
        }
    }

    private static List<String> checked(OpenConnector connector) {
        try {
            return connector.check();
        } catch (ConnectorException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<LoadedFactory> factory(String side, Endpoint endpoint, Role role, Shared shared) {
        Optional<LoadedFactory> factory = shared.plugins().factory(endpoint.connector());
        if (factory.isEmpty()) {
            problems.add(ConnectorSettings.unknownConnector(
                            file(), side + ".connector", endpoint.connector(), kinds(shared.plugins()))
                    .toString());
            return Optional.empty();
        }
        if (factory.get().role() != role) {
            problems.add(prefix() + "connector \"" + endpoint.connector() + "\" can't stand under \"" + side
                    + "\": it is made for the other side. Correct it in " + file() + ".");
            return Optional.empty();
        }
        return factory;
    }

    private static List<String> kinds(Plugins plugins) {
        return plugins.all().stream().flatMap(plugin -> plugin.kinds().stream()).toList();
    }

    private Optional<OpenConnector> connector(String side, Endpoint endpoint, LoadedFactory factory, Shared shared) {
        ConnectorSettings.Checked checked = ConnectorSettings.check(
                file(), side + ".settings", endpoint.settings(), factory.settings(), shared.secrets());
        checked.problems().stream().map(Problem::toString).forEach(problems::add);
        if (checked.settings().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(factory.open(new HostContext(
                    settings.id(),
                    factory,
                    checked.settings().get(),
                    shared.clock(),
                    shared.accounts(),
                    shared.waiting())));
        } catch (ConnectorException e) {
            problems.add(prefix() + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<RuleSet> compile() {
        try {
            return Optional.of(RuleSets.compile(RuleFiles.read(rulesFolder)));
        } catch (RuleSetException e) {
            e.problems().forEach(problem -> problems.add("rules/" + settings.rules() + "/" + problem));
            return Optional.empty();
        }
    }

    private String prefix() {
        return "Integration \"" + settings.id() + "\": ";
    }

    private String file() {
        return "integrations/" + settings.id() + ".yaml";
    }

    @Override
    public void close() {
        crm.ifPresent(OpenConnector::close);
        audience.ifPresent(OpenConnector::close);
        ownRules.ifPresent(RuleSet::close);
    }
}
