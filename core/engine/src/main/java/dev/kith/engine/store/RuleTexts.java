package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;

/** The texts of a rule set, as they are kept with an active version and with a run that decides by others. */
public record RuleTexts(String conditions, String mappings, String consents, String schema) {
    public RuleTexts {
        requireNonNull(conditions, "conditions");
        requireNonNull(mappings, "mappings");
        requireNonNull(consents, "consents");
        requireNonNull(schema, "schema");
    }

    static RuleTexts of(ResultSet row) throws SQLException {
        return new RuleTexts(
                row.getString("conditions"),
                row.getString("mappings"),
                row.getString("consents"),
                row.getString("schema_yaml"));
    }

    <S extends SqlStatement<S>> S bindTo(S statement) {
        return statement
                .bind("conditions", conditions)
                .bind("mappings", mappings)
                .bind("consents", consents)
                .bind("schema", schema);
    }
}
