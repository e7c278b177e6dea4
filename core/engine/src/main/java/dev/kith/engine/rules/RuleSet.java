package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import dev.kith.rules.ContactFact;
import dev.kith.spi.Contact;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A compiled rule set: immutable, and asked about contacts by any number of threads. What it holds goes when it is closed,
 * or when nobody refers to it any more: a run that began with it needs no lease.
 */
public final class RuleSet implements AutoCloseable {

    private final RuleFiles files;
    private final String version;
    private final RuleSetText text;
    private final RuleBuild.Built built;
    private final Set<String> attributes;
    private final Set<ManagedConsent> consented;
    private final Map<ManagedConsent, Decision.Answer> noOptIns;
    private final Map<ManagedConsent, Decision.Answer> unknown;
    private final List<RuleProblem> warnings;
    private final ContactFacts facts;
    private final RuleBase conditions;
    private final RuleBase mappings;
    private final RuleBase consents;
    private final Explainer explainer;
    private final FirstFiring firstFiring = new FirstFiring();

    RuleSet(RuleFiles files, RuleSetText text, RuleBuild.Built built) {
        this.files = files;
        this.version = files.version();
        this.text = text;
        this.built = built;
        this.attributes = text.managed(Uses::attributes);
        this.consented = text.managed(Uses::consents);
        this.noOptIns = all(consented, Decision.Answer.NO_OPT_IN);
        this.unknown = all(consented, Decision.Answer.UNKNOWN);
        this.explainer = new Explainer(this, text);
        this.warnings = StaticChecks.find(text);
        this.facts = new ContactFacts(built.contact(), text.schema().fields());
        this.conditions = base(RuleKind.CONDITION);
        this.mappings = base(RuleKind.MAPPING);
        this.consents = base(RuleKind.CONSENT);
    }

    private static Map<ManagedConsent, Decision.Answer> all(Set<ManagedConsent> consents, Decision.Answer answer) {
        return consents.stream().collect(Collectors.toUnmodifiableMap(consent -> consent, consent -> answer));
    }

    private RuleBase base(RuleKind kind) {
        return new RuleBase(kind, requireNonNull(built.bases().get(kind), "base"), live(kind), text.grouped(kind));
    }

    private List<LiveRule> live(RuleKind kind) {
        return text.uses().entrySet().stream()
                .filter(rule -> rule.getKey().kind() == kind)
                .map(rule -> new LiveRule(rule.getKey(), rule.getValue()))
                .toList();
    }

    /** See {@link RuleFiles#version}. */
    public String version() {
        return version;
    }

    public RuleFiles files() {
        return files;
    }

    public Schema schema() {
        return text.schema();
    }

    /** The names of the attributes that some rule sets. */
    public Set<String> attributes() {
        return attributes;
    }

    /** The consents that some rule decides. */
    public Set<ManagedConsent> consents() {
        return consented;
    }

    /** Each managed consent with the labels that its rule names; without any for a rule that goes by something else. */
    public Map<ManagedConsent, Set<String>> consentLabels() {
        Map<ManagedConsent, Set<String>> labels = new HashMap<>();
        text.uses().values().forEach(uses -> uses.consents().forEach(consent -> labels.put(consent, uses.labels())));
        return labels;
    }

    /** Every rule as written: conditions, mappings, consents, each in the order of its file. */
    public List<RuleText> rules() {
        return text.rules();
    }

    /** What is allowed and probably not meant: conditions nobody can meet, two rules for one attribute, and such. */
    public List<RuleProblem> warnings() {
        return warnings;
    }

    /**
     * What a full sync adds to the warnings: rules by a field that no contact had a value in.
     *
     * @param filled the number of contacts that had a value, by the schema's field name
     * @param contacts how many were read
     */
    public List<RuleProblem> emptyFields(Map<String, Long> filled, long contacts) {
        return StaticChecks.emptyFields(text, filled, contacts);
    }

    Map<RuleText, Uses> uses() {
        return text.uses();
    }

    /** What the rules say about a contact. Any thread; never throws for what a rule does. */
    public Decision decide(Contact contact) {
        return evaluate(contact).decision();
    }

    /**
     * Why the rules decide about a contact as they do: rule by rule, condition by condition. Any thread; the first call
     * takes a second or so.
     */
    public Explanation explain(Contact contact) {
        return explainer.explain(contact);
    }

    /** A decision, with the rules that fired for it. */
    record Evaluation(Decision decision, List<LiveRule> live) {
        Set<RuleText> fired() {
            return live.stream().map(LiveRule::text).collect(Collectors.toSet());
        }
    }

    Evaluation evaluate(Contact contact) {
        try {
            return evaluated(contact);
        } finally {
            // Otherwise the last question could outlive the set.
            Reference.reachabilityFence(this);
        }
    }

    private Evaluation evaluated(Contact contact) {
        Trail trail = new Trail(firstFiring);
        ContactFact fact = facts.of(contact, trail);
        List<Decision.RuleError> errors = new ArrayList<>();
        Decision.Scope scope = scope(fact, trail, errors);
        boolean attributesKnown = scope == Decision.Scope.IN && asked(mappings, fact, trail, errors);
        boolean consentsKnown =
                scope != Decision.Scope.UNDECIDED && contact.labelsComplete() && asked(consents, fact, trail, errors);
        Decision decision = new Decision(
                scope,
                scope == Decision.Scope.OUT ? trail.denials : List.of(),
                FrozenMap.of(trail.attributes),
                attributesKnown,
                answers(consentsKnown, trail),
                consentsKnown ? FrozenMap.of(trail.optIns) : Map.of(),
                errors);
        return new Evaluation(decision, trail.fired);
    }

    private Decision.Scope scope(ContactFact fact, Trail trail, List<Decision.RuleError> errors) {
        if (!asked(conditions, fact, trail, errors)) {
            return Decision.Scope.UNDECIDED;
        }
        return trail.denials.isEmpty() ? Decision.Scope.IN : Decision.Scope.OUT;
    }

    private static boolean asked(RuleBase base, ContactFact fact, Trail trail, List<Decision.RuleError> errors) {
        Optional<Decision.RuleError> error = base.ask(fact, trail);
        error.ifPresent(errors::add);
        return error.isEmpty();
    }

    private Map<ManagedConsent, Decision.Answer> answers(boolean known, Trail trail) {
        if (!known || trail.optIns.isEmpty()) {
            return known ? noOptIns : unknown;
        }
        Map<ManagedConsent, Decision.Answer> answers = new HashMap<>(2 * consented.size());
        for (ManagedConsent consent : consented) {
            Decision.Answer answer =
                    trail.optIns.containsKey(consent) ? Decision.Answer.OPT_IN : Decision.Answer.NO_OPT_IN;
            answers.put(consent, answer);
        }
        return FrozenMap.of(answers);
    }

    ClassLoader loader() {
        return built.contact().getClassLoader();
    }

    /** Whether every file's rules look at the contacts this rule set makes. */
    boolean seesItsContacts() {
        return conditions.sees(built.contact()) && mappings.sees(built.contact()) && consents.sees(built.contact());
    }

    @Override
    public void close() {
        explainer.close();
        conditions.close();
        mappings.close();
        consents.close();
        built.close();
    }
}
