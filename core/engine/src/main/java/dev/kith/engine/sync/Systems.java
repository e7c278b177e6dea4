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
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.RuleSets;
import dev.kith.engine.rules.Schema;
import dev.kith.engine.store.CrmReadings;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.Role;
import dev.kith.spi.WebhookSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The two systems of one integration and the rule set between them, opened from its settings. What can't be opened is a
 * problem, never an exception: all of them are told at once.
 */
public final class Systems implements AutoCloseable {
    /** Names the integration's own rule files, as they are now. */
    static final String CANDIDATE = "candidate";

    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final IntegrationSettings settings;
    private final Home home;
    private final List<String> problems = new ArrayList<>();
    private Optional<LoadedFactory> crmFactory = Optional.empty();
    private Optional<LoadedFactory> audienceFactory = Optional.empty();
    private Optional<OpenConnector> crm = Optional.empty();
    private Optional<OpenConnector> audience = Optional.empty();
    private Optional<CrmSettings> crmSettings = Optional.empty();
    private Optional<PastCrm> pastCrm = Optional.empty();
    private String reading = "";
    private Optional<RuleSet> ownRules = Optional.empty();
    private Optional<Rulebook> rulebook = Optional.empty();

    private Systems(IntegrationSettings settings, Home home) {
        this.settings = requireNonNull(settings, "settings");
        this.home = requireNonNull(home, "home");
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

    /** The same with the rule set that is active; keeps by which settings the CRM is read. */
    static Systems open(IntegrationSettings settings, Shared shared, Rulebook rulebook, CrmReadings readings) {
        Systems systems = connect(settings, shared);
        systems.rulebook = Optional.of(rulebook);
        systems.crmSettings.ifPresent(now -> {
            systems.reading = readings.keep(settings.id(), now.connector(), now.told());
            systems.pastCrm = Optional.of(new PastCrm(now, readings));
        });
        return systems;
    }

    private static Systems connect(IntegrationSettings settings, Shared shared) {
        Systems systems = new Systems(settings, shared.home());
        systems.crmFactory = systems.factory("crm", settings.crm(), Role.CRM, shared);
        systems.audienceFactory = systems.factory("audience", settings.audience(), Role.AUDIENCE, shared);
        systems.crmSettings = systems.crmFactory.map(f -> new CrmSettings(settings, f, shared));
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

    /** Other rules than the active ones; nobody closes them. Takes a second or so, unless they are the candidate. */
    RuleSet compiled(RuleFiles files) {
        return rulebook.orElseThrow().compiled(files);
    }

    Path rulesFolder() {
        return home.rules(settings.rules());
    }

    /**
     * The texts of a rule set that isn't the active one.
     *
     * @param name a folder in the home's {@code rules/}; {@link #CANDIDATE} for the integration's own as it is now
     * @throws RuleSetException when there is no such folder, or it can't be read
     */
    RuleFiles files(String name) {
        if (name.equals(CANDIDATE)) {
            return rulebook.orElseThrow().files();
        }
        Path dir = home.rules(name);
        if (!FOLDER.matcher(name).matches() || !Files.isDirectory(dir)) {
            throw new RuleSetException(List.of(new RuleProblem(
                    "",
                    0,
                    "",
                    "There is no rule set \"" + name + "\": it must be \"" + CANDIDATE + "\", which is rules/"
                            + settings.rules()
                            + " as it is now, or the name of another folder in rules/ of the home.")));
        }
        return RuleFiles.read(dir);
    }

    String crmTitle() {
        return crmFactory.map(LoadedFactory::title).orElse(settings.crm().connector());
    }

    String audienceTitle() {
        return audienceFactory
                .map(LoadedFactory::title)
                .orElse(settings.audience().connector());
    }

    /** The version of the settings that the CRM is read by; empty where nobody keeps it. */
    String reading() {
        return reading;
    }

    /** The CRM as settings of before would have it read. */
    PastReadings pastReadings() {
        return pastCrm.<PastReadings>map(past -> past).orElse(PastReadings.NONE);
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
        return describe().schema();
    }

    /** Asks both systems what they have now; throws {@link ConnectorException} when one can't be asked. */
    Descriptions describe() {
        return new Descriptions(
                crmDescription(), (AudienceDescription) audience().describe());
    }

    CrmDescription crmDescription() {
        return (CrmDescription) crm().describe();
    }

    /** Checks both systems live, and the rule set against them. Blocks. */
    public List<String> check() {
        List<String> found = new ArrayList<>(problems());
        crm.ifPresent(connector -> found.addAll(checked(connector)));
        audience.ifPresent(connector -> found.addAll(checked(connector)));
        if (found.isEmpty()) {
            found.addAll(gaps());
        }
        abilities().ifPresent(can -> found.addAll(SettingGaps.of(settings, can)));
        return found;
    }

    /** Empty as long as one of the systems isn't open. */
    Optional<SettingGaps.Abilities> abilities() {
        return crm.flatMap(from -> audience.map(to -> SettingGaps.Abilities.of(from, to)));
    }

    private List<String> gaps() {
        try {
            return describe().gaps(ruleSet().orElseThrow());
        } catch (ConnectorException e) {
            return List.of(String.valueOf(e.getMessage()));
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
            return Optional.of(RuleSets.shared(RuleFiles.read(rulesFolder())));
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
        pastCrm.ifPresent(PastCrm::close);
        crm.ifPresent(OpenConnector::close);
        audience.ifPresent(OpenConnector::close);
        ownRules.ifPresent(RuleSet::close);
    }
}
