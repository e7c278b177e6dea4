package dev.kith.tribe.sim.model;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All rows, listed for each type (derived types included) in the order of their IDs. Every access goes through {@link
 * #reading} or {@link #changing}.
 */
public final class Crm {
    private final Schema schema = new Schema(view -> Views.members(view, rows(Schema.PERSON)));
    private final Clock clock;
    private final Switches switches = new Switches();
    private Consumer<Change> listener = change -> {};
    private final Map<EntityType, List<Row>> lists = new HashMap<>();
    private final List<Row> unseen = new ArrayList<>();
    private final Set<UUID> blocked = new HashSet<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private long version;
    private long seed;

    public Crm(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
        schema.types().forEach(type -> lists.put(type, new ArrayList<>()));
    }

    public Schema schema() {
        return schema;
    }

    public Switches switches() {
        return switches;
    }

    /** Whom to tell of every change, while the data is locked. Called once, before the first change. */
    public void onChange(Consumer<Change> told) {
        listener = requireNonNull(told, "told");
    }

    public <T> T reading(Supplier<T> action) {
        lock.readLock().lock();
        try {
            return action.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    public <T> T changing(Supplier<T> action) {
        lock.writeLock().lock();
        try {
            version++;
            return action.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Grows with every change. */
    public long version() {
        return version;
    }

    /** The seed the data was made from. */
    public long seed() {
        return seed;
    }

    /** Replaces everything by these rows. */
    public void fill(long newSeed, List<Row> rows) {
        seed = newSeed;
        unseen.clear();
        blocked.clear();
        lists.values().forEach(List::clear);
        for (Row row : rows) {
            if (row.hidden()) {
                unseen.add(row);
            } else {
                listsOf(row).forEach(list -> list.add(row));
            }
        }
        lists.values().forEach(list -> list.sort(Row.BY_ID));
    }

    /** The visible rows of a type, in the order of their IDs. */
    public List<Row> rows(EntityType type) {
        return Collections.unmodifiableList(requireNonNull(lists.get(type), "list"));
    }

    public List<Row> rows(String type) {
        return rows(schema.type(type));
    }

    /** The rows that the virtual user may not see. */
    public List<Row> hiddenRows() {
        return Collections.unmodifiableList(unseen);
    }

    /** The visible row of a type, or of one derived from it, with an ID. */
    public Optional<Row> find(EntityType type, UUID id) {
        List<Row> list = rows(type);
        int at = position(type, id);
        return at < list.size() && list.get(at).compareTo(id) == 0 ? Optional.of(list.get(at)) : Optional.empty();
    }

    /** Where the first row stands whose ID isn't before this one. */
    public int position(EntityType type, UUID id) {
        List<Row> list = rows(type);
        int low = 0;
        int high = list.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (list.get(middle).compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Adds a new row, created now. */
    public Row create(EntityType type) {
        Row row = new Row(type, UUID.randomUUID());
        row.set("CreationDate", clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (switches.is("T10", "equal")) {
            row.set("LastMutationDate", row.get("CreationDate"));
        }
        insert(row);
        tell(row, Change.Kind.CREATED);
        return row;
    }

    /** Marks a row as changed now; a person takes its relationships along. */
    public void touch(Row row) {
        row.set("LastMutationDate", clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (row.type().name().equals(Schema.PERSON)) {
            row.many("Relationships").forEach(this::touch);
        }
        tell(row, Change.Kind.UPDATED);
    }

    /** Notes that labels were put on a row or taken off, which by default leaves its date (T24). */
    public void labelled(Row row) {
        if (switches.is("T24", "bumped")) {
            row.set("LastMutationDate", clock.instant().truncatedTo(ChronoUnit.SECONDS));
        }
        tell(row, Change.Kind.LABELLED);
    }

    private void tell(Row row, Change.Kind kind) {
        if (!row.hidden()) {
            listener.accept(new Change(row.type(), row.id(), kind));
        }
    }

    /** Links a row to another one; depending on the switch it is a new row with a new ID then (T38). */
    public void move(Row row, String navigation, Row target) {
        if (switches.is("T38", "kept")) {
            row.link(navigation, target);
            touch(row);
            return;
        }
        Row copy = create(row.type());
        row.type().properties().forEach(p -> {
            if (p.computed() == null && !p.name().equals("ID") && !p.name().equals("CreationDate")) {
                copy.set(p.name(), row.get(p));
            }
        });
        row.type().navigations().forEach(nav -> {
            if (!nav.many() && !nav.name().equals(navigation)) {
                copy.link(nav.name(), row.one(nav).orElse(null));
            }
        });
        copy.link(navigation, target);
        delete(row);
    }

    /** Gives a row activities, which keep it from being deleted through the API (T36). */
    public void block(Row row) {
        blocked.add(row.id());
    }

    public void block(UUID id) {
        blocked.add(id);
    }

    /** The ids of the rows with activities. */
    public Set<UUID> blocked() {
        return Collections.unmodifiableSet(blocked);
    }

    public boolean isBlocked(Row row) {
        return blocked.contains(row.id());
    }

    /** Removes a row with all its links; a relation takes its relationships along. */
    public void delete(Row row) {
        List.copyOf(row.many("Relationships")).forEach(this::delete);
        for (Navigation nav : row.type().navigations()) {
            if (nav.many() && nav.owned()) {
                List.copyOf(row.many(nav)).forEach(target -> row.remove(nav.name(), target));
            } else if (!nav.many()) {
                row.link(nav.name(), null);
            }
        }
        if (row.type().name().equals("Label")) {
            List.copyOf(row.many("Entities")).forEach(entity -> entity.remove("Labels", row));
        }
        tell(row, Change.Kind.DELETED);
        take(row);
    }

    /** Hides a row, and a person's relationships with it, from the virtual user, or shows them again. */
    public void hide(Row row, boolean hidden) {
        row.many("Relationships").forEach(relationship -> hide(relationship, hidden));
        if (row.hidden() == hidden) {
            return;
        }
        take(row);
        row.hide(hidden);
        insert(row);
    }

    /** Sets the mark of a row that isn't listed yet. */
    public static Row hidden(Row row) {
        row.hide(true);
        return row;
    }

    private void insert(Row row) {
        if (row.hidden()) {
            unseen.add(row);
            return;
        }
        for (List<Row> list : listsOf(row)) {
            int at = Collections.binarySearch(list, row, Row.BY_ID);
            list.add(at < 0 ? -at - 1 : at, row);
        }
    }

    private void take(Row row) {
        if (row.hidden()) {
            unseen.remove(row);
            return;
        }
        for (List<Row> list : listsOf(row)) {
            int at = Collections.binarySearch(list, row, Row.BY_ID);
            if (at >= 0) {
                list.remove(at);
            }
        }
    }

    private List<List<Row>> listsOf(Row row) {
        List<List<Row>> result = new ArrayList<>();
        Optional<EntityType> type = Optional.of(row.type());
        while (type.isPresent()) {
            result.add(requireNonNull(lists.get(type.get()), "list"));
            type = type.get().base();
        }
        return result;
    }
}
