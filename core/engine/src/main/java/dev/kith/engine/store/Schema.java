package dev.kith.engine.store;

import dev.kith.engine.store.StoreException.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables of a database to what this Kith needs. */
final class Schema {
    private Schema() {}

    static void migrate(DataSource source, Path file) {
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/common")
                .failOnMissingLocations(true)
                .load();
        refuseNewer(flyway.info().applied(), file);
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                    ? foreign(file, e)
                    : StoreFault.of(file, e);
        }
    }

    private static StoreException foreign(Path file, FlywayException failure) {
        return new StoreException(
                Kind.OTHER,
                "Database " + file + " holds tables of another program. Move it away, or give Kith a file of its own.",
                failure);
    }

    private static void refuseNewer(MigrationInfo[] applied, Path file) {
        Arrays.stream(applied).filter(Schema::isNewer).findFirst().ifPresent(newer -> {
            throw new StoreException(
                    Kind.OTHER,
                    "Database %s was written by a newer Kith (it has change %s, \"%s\"). Start that version, or restore a backup."
                            .formatted(file, newer.getVersion(), newer.getDescription()),
                    null);
        });
    }

    private static boolean isNewer(MigrationInfo migration) {
        return migration.getState() == MigrationState.FUTURE_SUCCESS
                || migration.getState() == MigrationState.FUTURE_FAILED;
    }
}
