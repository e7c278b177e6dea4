package dev.kith.engine.store;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** The database of one home, open: the way to everything Kith remembers. Safe for use by many threads. */
public final class Store implements AutoCloseable {
    private final HomeLock lock;
    private final Database database;
    private final Links links;
    private final Runs runs;
    private final RunReads runReads;
    private final RuleSetVersions ruleSetVersions;
    private final Ledger ledger;
    private final Audit audit;
    private final ImportJobs importJobs;
    private final HeldAddresses heldAddresses;
    private final Inbox inbox;
    private final InboxReads inboxReads;
    private final IntegrationStates integrationStates;
    private final InertRuns inertRuns;
    private final Differences differences;
    private final FieldCounters fieldCounters;
    private final CrmReadings crmReadings;
    private final LabelChanges labelChanges;
    private final SavedLists savedLists;
    private final ListMembers listMembers;
    private final Retention retention;
    private final Forgetting forgetting;
    private final StagedActions staged;
    private final StagedVerdicts stagedVerdicts;
    private final HikariDataSource scheduling;

    private Store(HomeLock lock, Database database, HikariDataSource scheduling, ForgetKey hashes, Clock clock) {
        this.lock = lock;
        this.database = database;
        this.scheduling = scheduling;
        links = new Links(database);
        runs = new Runs(database, clock);
        runReads = new RunReads(database);
        ruleSetVersions = new RuleSetVersions(database, clock);
        ledger = new Ledger(database, hashes);
        forgetting = new Forgetting(database, hashes, clock);
        audit = new Audit(database);
        importJobs = new ImportJobs(database);
        heldAddresses = new HeldAddresses(database);
        labelChanges = new LabelChanges(database, clock);
        savedLists = new SavedLists(database);
        listMembers = new ListMembers(database, clock);
        retention = new Retention(database, clock);
        staged = new StagedActions(database, clock);
        stagedVerdicts = new StagedVerdicts(database, clock);
        inbox = new Inbox(database, hashes, clock);
        inboxReads = new InboxReads(database, clock);
        integrationStates = new IntegrationStates(database);
        inertRuns = new InertRuns(database, clock);
        differences = new Differences(database);
        fieldCounters = new FieldCounters(database);
        crmReadings = new CrmReadings(database, clock);
    }

    /**
     * Opens the database and makes or updates its tables; folders and file are made when missing.
     *
     * @throws StoreException when another host has it open, or it cannot be used
     */
    public static Store open(Path file, Clock clock) throws StoreException {
        return open(file, clock, source -> {});
    }

    static Store open(Path file, Clock clock, Consumer<SQLiteDataSource> tuning) {
        HomeLock lock = HomeLock.take(file);
        try {
            Connections connections = new Connections(file, tuning);
            Schema.migrate(connections.migrator(), file);
            return new Store(
                    lock, Database.open(file, connections), connections.scheduler(), new ForgetKey(file), clock);
        } catch (RuntimeException e) {
            lock.close();
            throw StoreFault.of(file, e);
        }
    }

    public Links links() {
        return links;
    }

    public Runs runs() {
        return runs;
    }

    public RunReads runReads() {
        return runReads;
    }

    public CrmReadings crmReadings() {
        return crmReadings;
    }

    public RuleSetVersions ruleSetVersions() {
        return ruleSetVersions;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Audit audit() {
        return audit;
    }

    public ImportJobs importJobs() {
        return importJobs;
    }

    public HeldAddresses heldAddresses() {
        return heldAddresses;
    }

    public LabelChanges labelChanges() {
        return labelChanges;
    }

    public StagedActions staged() {
        return staged;
    }

    public StagedVerdicts stagedVerdicts() {
        return stagedVerdicts;
    }

    public SavedLists savedLists() {
        return savedLists;
    }

    public ListMembers listMembers() {
        return listMembers;
    }

    public Retention retention() {
        return retention;
    }

    public Forgetting forgetting() {
        return forgetting;
    }

    /** Connections of the scheduler, which keeps its own table; they end with the store. */
    public DataSource scheduling() {
        return scheduling;
    }

    public Inbox inbox() {
        return inbox;
    }

    public InboxReads inboxReads() {
        return inboxReads;
    }

    public IntegrationStates integrationStates() {
        return integrationStates;
    }

    public InertRuns inertRuns() {
        return inertRuns;
    }

    public Differences differences() {
        return differences;
    }

    public FieldCounters fieldCounters() {
        return fieldCounters;
    }

    Database database() {
        return database;
    }

    /** Finishes the writes that were handed in, then lets go of the file. */
    @Override
    public void close() {
        try {
            scheduling.close();
            database.close();
        } finally {
            lock.close();
        }
    }
}
