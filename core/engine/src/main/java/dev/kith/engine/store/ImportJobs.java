package dev.kith.engine.store;

import java.util.List;
import java.util.Map;

/** The imports of runs that haven't settled them yet. Only the owner of a run can change them. */
public final class ImportJobs {
    private final Database database;

    ImportJobs(Database database) {
        this.database = database;
    }

    /**
     * Stores an import that the audience has accepted, before its rows are sent. The job comes last: rows without one
     * don't count.
     *
     * @throws StoreException when the run is not running under this owner
     */
    public void add(long run, String owner, StoredImport stored, List<ImportRow> rows) {
        for (int from = 0; from < rows.size(); from += Settlement.MAX_CONTACTS) {
            List<ImportRow> part = rows.subList(from, Math.min(rows.size(), from + Settlement.MAX_CONTACTS));
            database.write(handle -> {
                ImportTable.addRows(handle, run, part);
                return Fence.hold(handle, run, owner);
            });
        }
        database.write(handle -> {
            ImportTable.addJob(handle, run, stored);
            return Fence.hold(handle, run, owner);
        });
    }

    /**
     * Notes how far an import has come.
     *
     * @throws StoreException when the run is not running under this owner
     */
    public void advance(long run, String owner, String job, ImportState state) {
        database.write(handle -> {
            handle.createUpdate("update import_job set state = :state where run = :run and job = :job")
                    .bind("state", state.word())
                    .bind("run", run)
                    .bind("job", job)
                    .execute();
            return Fence.hold(handle, run, owner);
        });
    }

    /** The imports of a run that weren't forgotten, in the order they were asked for. */
    public List<StoredImport> of(long run) {
        return database.read(
                handle -> handle.createQuery("select * from import_job where run = :run order by requested_at, job")
                        .bind("run", run)
                        .map(ImportTable::read)
                        .list());
    }

    /** The rows of these imports by contact key. */
    public Map<String, ImportRow> rows(long run) {
        return database.read(handle -> ImportTable.rows(handle, run));
    }

    /**
     * Forgets the imports of a run, whose contacts are all settled or are to be written anew.
     *
     * @throws StoreException when the run is not running under this owner
     */
    public void forget(long run, String owner) {
        database.write(handle -> {
            ImportTable.forget(handle, run);
            return Fence.hold(handle, run, owner);
        });
    }
}
