package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgettingTest {
    private static final String KEY = "person-1";
    private static final String OTHER = "person-2";
    private static final Set<String> NAMES_OF_KEYS = Set.of("contact_key", "profile_key", "subject_id");

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("kith.db"), clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Also of tables that come later: a new one with a contact's key has to be named in {@link Forgetting}. */
    @Test
    void noTableKnowsAForgottenContactAnyMore() throws SQLException {
        fill();
        assertThat(tablesWith(KEY)).contains("link", "run_difference", "run_issue", "inbox_event", "consent_ledger");
        Set<String> others = tablesWith(OTHER);

        Forgotten forgotten =
                store.forgetting().forget("tribe", KEY, "cli", "asked for it").orElseThrow();

        assertThat(tablesWith(KEY)).isEmpty();
        assertThat(tablesWith(OTHER)).isEqualTo(others);
        assertThat(forgotten.removed())
                .containsKeys("link", "link_left_out", "label_change", "run_difference", "import_row", "held_address");
        assertThat(forgotten.kept()).containsOnlyKeys("run_issue", "inbox_event", "consent_ledger");
        assertThat(store.ledger().of("tribe", KEY)).hasSize(1);
        AuditEntry audit = store.audit().of("tribe", 10).get(0);
        assertThat(audit.action()).isEqualTo("contact.forget");
        assertThat(audit.subject()).isEqualTo(forgotten.knownAs()).doesNotContain(KEY);
    }

    @Test
    void aContactWithTheSameKeyOfAnotherIntegrationStays() throws SQLException {
        fill();
        assertThat(store.forgetting().forget("other", KEY, "cli", "")).isEmpty();
        assertThat(store.links().find("tribe", KEY)).isPresent();
        assertThat(store.audit().of("other", 10)).isEmpty();
    }

    @Test
    void theHistoryOfAContactThatIsForgottenTwiceIsOne() throws SQLException {
        fill();
        store.forgetting().forget("tribe", KEY, "cli", "");
        fill();
        store.forgetting().forget("tribe", KEY, "cli", "");
        assertThat(store.ledger().of("tribe", KEY)).hasSize(2);
    }

    @Test
    void deadEventsAreDroppedAndTheEquationHolds() {
        long event = add();
        sql("update inbox_event set state = 'dead' where id = " + event);
        sql("update inbox_count set events = 0 where name = 'pending'");
        sql("insert into inbox_count (integration, name, events) values ('tribe', 'dead', 1)");

        store.forgetting().forget("tribe", KEY, "cli", "");

        assertThat(store.inboxReads().find("tribe", event).orElseThrow().state())
                .isEqualTo(EventState.DROPPED);
        assertThat(store.inboxReads().counts("tribe"))
                .isEqualTo(store.inboxReads().countedAnew("tribe"));
    }

    @Test
    void nothingIsForgottenWhileAnEventOfTheContactWaits() {
        add();
        assertThatThrownBy(() -> store.forgetting().forget("tribe", KEY, "cli", ""))
                .isInstanceOf(ForgetRefused.class)
                .hasMessage("Events of the contact wait in the inbox of integration \"tribe\" (1). Wait until they are"
                        + " worked through, or drop them.");
    }

    @Test
    void nothingIsForgottenWhileARunMayWorkOnTheContact() throws SQLException {
        fill();
        Run run = Samples.runningRun(store);
        assertThatThrownBy(() -> store.forgetting().forget("tribe", KEY, "cli", ""))
                .isInstanceOf(ForgetRefused.class)
                .hasMessage("Run " + run.id() + " of integration \"tribe\" has not ended, and may work on the contact."
                        + " Wait for its end or cancel it.");
        assertThat(store.links().find("tribe", KEY)).isPresent();
    }

    @Test
    void anotherHomeGivesTheSameContactAnotherName() throws IOException {
        ForgetKey here = new ForgetKey(folder.resolve("kith.db"));
        ForgetKey again = new ForgetKey(folder.resolve("kith.db"));
        assertThat(here.hash("tribe", KEY)).isEqualTo(again.hash("tribe", KEY)).doesNotContain(KEY);
        assertThat(here.hash("tribe", KEY)).isNotEqualTo(here.hash("other", KEY));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        assertThat(new ForgetKey(elsewhere.resolve("kith.db")).hash("tribe", KEY))
                .isNotEqualTo(here.hash("tribe", KEY));
    }

    private long add() {
        store.inbox()
                .add(
                        "tribe",
                        List.of(new NewEvent(
                                EventSubject.contact(KEY), Set.of(), EventSource.WEBHOOK, clock.instant())));
        return store.inboxReads()
                .list("tribe", Optional.empty(), 1, Long.MAX_VALUE)
                .get(0)
                .id();
    }

    /** A row of both contacts in each table that has a column for a contact's key, of a run that ended. */
    private void fill() throws SQLException {
        for (String table : tables()) {
            Map<String, String> columns = columns(table);
            if (columns.keySet().stream().anyMatch(NAMES_OF_KEYS::contains)) {
                insert(table, columns, KEY, 1);
                insert(table, columns, OTHER, 2);
            }
        }
        sql(
                "insert or ignore into run (id, integration, kind, state, force, rule_set_version, created_at)"
                        + " values (101, 'tribe', 'full', 'completed', 0, 'v', 0), (102, 'tribe', 'full', 'completed', 0, 'v', 0)");
    }

    private void insert(String table, Map<String, String> columns, String key, int number) throws SQLException {
        String names = String.join(", ", columns.keySet());
        String marks = columns.keySet().stream().map(name -> "?").collect(Collectors.joining(", "));
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert or replace into " + table + " (" + names + ") values (" + marks + ")")) {
            int at = 1;
            for (Map.Entry<String, String> column : columns.entrySet()) {
                insert.setObject(at++, value(column.getKey(), column.getValue(), key, number));
            }
            insert.executeUpdate();
        }
    }

    private static Object value(String column, String type, String key, int number) {
        if (NAMES_OF_KEYS.contains(column)) {
            return key;
        }
        return switch (column) {
            case "integration" -> "tribe";
            case "state" -> "applied";
            case "channel" -> "EMAIL";
            case "run" -> 100 + number;
            case "cause" -> "It failed for " + key;
            case "delivered", "left_out", "consents", "attributes", "changes" -> "{}";
            default -> type.equals("text") ? "text" : (Object) number;
        };
    }

    private Set<String> tablesWith(String text) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String table : tables()) {
            try (Connection connection = connect();
                    Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("select * from " + table)) {
                while (rows.next()) {
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        if (String.valueOf(rows.getString(column)).contains(text)) {
                            found.add(table);
                        }
                    }
                }
            }
        }
        return Set.copyOf(found);
    }

    private List<String> tables() throws SQLException {
        try (Connection connection = connect();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select name from sqlite_master where type = 'table'"
                        + " and name not like 'sqlite%' and name not like 'flyway%'")) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }

    private Map<String, String> columns(String table) throws SQLException {
        try (Connection connection = connect();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("pragma table_info(" + table + ")")) {
            Map<String, String> columns = new LinkedHashMap<>();
            while (rows.next()) {
                columns.put(rows.getString("name"), rows.getString("type"));
            }
            return columns;
        }
    }

    private void sql(String statement) {
        try (Connection connection = connect();
                Statement update = connection.createStatement()) {
            update.executeUpdate(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("kith.db"));
    }
}
