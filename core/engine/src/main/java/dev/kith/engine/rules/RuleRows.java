package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Attribute;
import dev.kith.spi.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a rule set as the rows of a form: a rule of a simple shape is a row, any other is left as it is. Immutable.
 * What a row holds is data, whatever it is: it is written as a literal, read again, and must be the same row.
 */
public final class RuleRows {

    /** The helpers that a mapping's row can name: they take one value, and answer no value for none. */
    public static final List<String> HELPERS = List.of(
            "trim",
            "lower",
            "upper",
            "capitalize",
            "text",
            "date",
            "year",
            "number",
            "decimal",
            "round",
            "digits",
            "phone",
            "country");

    private static final Set<Attribute.Purpose> FOR_RULES =
            Set.of(Attribute.Purpose.MAPPED, Attribute.Purpose.MAPPED_KEY);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RuleFiles files;
    private final Schema schema;
    private final Map<RuleKind, List<PlacedRule>> rules;

    private RuleRows(RuleFiles files, Schema schema, Map<RuleKind, List<PlacedRule>> rules) {
        this.files = files;
        this.schema = schema;
        this.rules = rules;
    }

    /** A rule in its file; {@code row} is empty for one that is no row. */
    public record Item(RuleText rule, Optional<Row> row) {
        public Item {
            requireNonNull(rule, "rule");
            requireNonNull(row, "row");
        }
    }

    /** A field that a row can name. */
    public record Field(String name, String title, FieldType type, List<RowOperator> operators) {
        public Field {
            requireNonNull(name, "name");
            requireNonNull(title, "title");
            requireNonNull(type, "type");
            operators = List.copyOf(operators);
        }
    }

    /** Reads the rows; throws with everything that keeps the files from being read as rules. */
    public static RuleRows read(RuleFiles files) {
        return CompileThread.call(() -> parsed(files), unwanted -> {}, LIMIT);
    }

    private static RuleRows parsed(RuleFiles files) {
        Problems problems = new Problems();
        Optional<Schema> schema = Schema.parse(files.schema(), problems);
        Map<RuleKind, ParsedFile> parsed = new EnumMap<>(RuleKind.class);
        for (RuleKind kind : RuleKind.values()) {
            DrlReader.read(new SourceText(kind, files.text(kind)), problems).ifPresent(file -> parsed.put(kind, file));
        }
        if (!problems.none() || schema.isEmpty()) {
            throw new RuleSetException(problems.all());
        }
        Map<RuleKind, List<PlacedRule>> rules = new EnumMap<>(RuleKind.class);
        parsed.forEach((kind, file) -> rules.put(
                kind,
                file.rules().stream()
                        .map(rule -> PlacedRule.of(rule, files.text(kind), schema.get()))
                        .toList()));
        return new RuleRows(files, schema.get(), rules);
    }

    /** The rules of a kind, in the order of their file. */
    public List<Item> items(RuleKind kind) {
        return placed(kind).stream()
                .map(rule -> new Item(rule.text(), rule.row()))
                .toList();
    }

    /** The files they were read from. */
    public RuleFiles files() {
        return files;
    }

    public Schema schema() {
        return schema;
    }

    /** The fields that conditions and mappings can name. */
    public List<Field> fields() {
        return schema.properties().stream()
                .map(property ->
                        new Field(property.name(), title(property), property.type(), RowOperator.of(property.type())))
                .toList();
    }

    private String title(Property property) {
        return schema.field(property.field()).map(field -> field.title()).orElse(property.name());
    }

    /** The attributes that mappings can name: those that a rule may set. */
    public List<Attribute> attributes() {
        return schema.attributes().stream()
                .filter(attribute -> attribute.writable() && FOR_RULES.contains(attribute.purpose()))
                .toList();
    }

    /**
     * The files with these rows instead of those they have. Rows that say the same stay as they are written, changed ones
     * are written in their place, new ones at the end; rules that are no rows, comments and order stay. A kind that isn't
     * named stays as it is. The result compiles; otherwise this throws with everything that is to be corrected.
     */
    public RuleFiles with(Map<RuleKind, List<WantedRow>> wanted) {
        Problems problems = new Problems();
        RuleFiles changed = new RuleFiles(
                text(RuleKind.CONDITION, wanted, problems),
                text(RuleKind.MAPPING, wanted, problems),
                text(RuleKind.CONSENT, wanted, problems),
                files.schema());
        List<RuleProblem> all = new ArrayList<>(problems.all());
        all.addAll(RuleSets.check(changed));
        if (!all.isEmpty()) {
            throw new RuleSetException(all);
        }
        return changed;
    }

    private String text(RuleKind kind, Map<RuleKind, List<WantedRow>> wanted, Problems problems) {
        List<WantedRow> rows = wanted.get(kind);
        return rows == null
                ? files.text(kind)
                : new RowChange(kind, new RowWriter(schema, problems), problems)
                        .apply(files.text(kind), placed(kind), rows);
    }

    private List<PlacedRule> placed(RuleKind kind) {
        return rules.getOrDefault(kind, List.of());
    }
}
