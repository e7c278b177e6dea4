package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RowNames;
import dev.kith.engine.rules.RuleKind;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleRows;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.WantedRow;
import dev.kith.engine.sync.ActivationRequest;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.RowsSaved;
import dev.kith.engine.sync.Rulebook;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules as the rows of a form. What the form saves are the rule files themselves. */
public final class RowRoutes {
    private static final String ROWS = "/api/v1/integrations/{id}/rules/rows";

    private final Engine engine;

    public RowRoutes(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(Route.get(ROWS, this::show), Route.put(ROWS, this::save));
    }

    /**
     * The rows.
     *
     * @param version of the files; sent back when the rows are saved
     * @param active whether these rules are the ones that decide now
     * @param notActivated why rows that were just saved don't decide yet
     */
    record Rows(
            String version,
            boolean active,
            List<String> notActivated,
            List<RowsJson.Condition> conditions,
            List<RowsJson.Mapping> mappings,
            List<RowsJson.Consent> consents,
            RowChoices choices) {
        Rows {
            notActivated = List.copyOf(notActivated);
            conditions = List.copyOf(conditions);
            mappings = List.copyOf(mappings);
            consents = List.copyOf(consents);
        }

        static Rows of(Integration integration, RuleRows rows, List<String> notActivated) {
            String version = rows.files().version();
            return new Rows(
                    version,
                    integration
                            .ruleSet()
                            .filter(set -> set.version().equals(version))
                            .isPresent(),
                    notActivated,
                    rows.items(RuleKind.CONDITION).stream()
                            .map(RowsJson.Condition::of)
                            .toList(),
                    rows.items(RuleKind.MAPPING).stream()
                            .map(RowsJson.Mapping::of)
                            .toList(),
                    rows.items(RuleKind.CONSENT).stream()
                            .map(RowsJson.Consent::of)
                            .toList(),
                    RowChoices.of(rows));
        }
    }

    /** The body of a save: what {@link Rows} has, of which a kind that is left out stays as it is. */
    record Save(
            @Nullable String version,
            @Nullable Boolean active,
            @Nullable List<String> notActivated,
            @Nullable List<RowsJson.Condition> conditions,
            @Nullable List<RowsJson.Mapping> mappings,
            @Nullable List<RowsJson.Consent> consents,
            @Nullable Object choices) {
        Save {
            notActivated = notActivated == null ? null : List.copyOf(notActivated);
            conditions = conditions == null ? null : List.copyOf(conditions);
            mappings = mappings == null ? null : List.copyOf(mappings);
            consents = consents == null ? null : List.copyOf(consents);
        }
    }

    private void show(Context ctx) {
        Integration integration = Asked.integration(engine, ctx);
        try {
            Json.answer(ctx, Rows.of(integration, integration.rules().rows(), List.of()));
        } catch (RuleSetException e) {
            throw refused("The rule files can't be read as rows.", e);
        }
    }

    private void save(Context ctx) throws IOException {
        Integration integration = Asked.integration(engine, ctx);
        Save asked = Json.body(ctx, Save.class);
        if (asked.version() == null) {
            throw Refusal.badRequest("There is no \"version\". Send the one that GET answered with the rows.");
        }
        Rulebook rules = integration.rules();
        try {
            RuleRows now = rules.rows();
            if (!now.files().version().equals(asked.version())) {
                throw changed();
            }
            RowsSaved saved = rules.saveRows(
                            asked.version(), wanted(now, asked), new ActivationRequest(Asked.actor(ctx), "", false))
                    .orElseThrow(RowRoutes::changed);
            Json.answer(ctx, Rows.of(integration, saved.rows(), saved.reasons()));
        } catch (RuleSetException e) {
            throw refused("The rules can't be used like this; nothing is saved.", e);
        }
    }

    private static Map<RuleKind, List<WantedRow>> wanted(RuleRows now, Save asked) {
        Map<RuleKind, List<WantedRow>> wanted = new EnumMap<>(RuleKind.class);
        put(wanted, now, RuleKind.CONDITION, asked.conditions());
        put(wanted, now, RuleKind.MAPPING, asked.mappings());
        put(wanted, now, RuleKind.CONSENT, asked.consents());
        return wanted;
    }

    private static void put(
            Map<RuleKind, List<WantedRow>> wanted,
            RuleRows now,
            RuleKind kind,
            @Nullable List<? extends RowsJson.Item> items) {
        if (items == null) {
            return;
        }
        List<String> taken = new ArrayList<>();
        now.items(kind).forEach(item -> taken.add(item.rule().name()));
        items.stream().map(RowsJson.Item::name).filter(Objects::nonNull).forEach(taken::add);
        RowNames names = new RowNames(taken);
        List<WantedRow> rows = new ArrayList<>();
        for (RowsJson.Item item : items) {
            if (item.code() == null) {
                rows.add(item.wanted(names));
            } else {
                unchanged(now, kind, item);
            }
        }
        wanted.put(kind, rows);
    }

    /** A rule that is no row may be sent back, as it is. */
    private static void unchanged(RuleRows now, RuleKind kind, RowsJson.Item item) {
        boolean same = now.items(kind).stream()
                .anyMatch(rule -> rule.rule().name().equals(item.name())
                        && rule.rule().text().equals(item.code()));
        if (!same) {
            throw Refusal.badRequest("The rule \"" + item.name() + "\" is no row, and its code isn't what "
                    + kind.file() + " has. Change it in the file.");
        }
    }

    private static Refusal changed() {
        return new Refusal(
                409, "The rule files were changed since these rows were read; nothing is saved. Read them again.");
    }

    private static Refusal refused(String what, RuleSetException e) {
        return new Refusal(
                422,
                what,
                Map.of(
                        "problems",
                        e.problems().stream().map(RuleProblem::toString).toList()));
    }
}
