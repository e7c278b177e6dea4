package dev.kith.tribe.sim.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One record. Not safe for threads: guarded by the lock of its {@link Crm}. */
public final class Row {
    /** The order of IDs as text. */
    public static final Comparator<Row> BY_ID = (a, b) -> compare(a.high, a.low, b.high, b.low);

    private final EntityType type;
    private final long high;
    private final long low;
    private final @Nullable Object[] slots;
    private boolean hidden;

    public Row(EntityType type, UUID id) {
        this.type = requireNonNull(type, "type");
        this.high = id.getMostSignificantBits();
        this.low = id.getLeastSignificantBits();
        this.slots = new Object[type.slots()];
    }

    static int compare(long highA, long lowA, long highB, long lowB) {
        int first = Long.compareUnsigned(highA, highB);
        return first != 0 ? first : Long.compareUnsigned(lowA, lowB);
    }

    public EntityType type() {
        return type;
    }

    public UUID id() {
        return new UUID(high, low);
    }

    /** True when the virtual user may not see it. */
    public boolean hidden() {
        return hidden;
    }

    void hide(boolean now) {
        hidden = now;
    }

    public @Nullable Object get(Property property) {
        Property.Computed computed = property.computed();
        return computed == null ? slots[property.slot()] : computed.of(this);
    }

    /** The value of a property; null also when the type has no such property. */
    public @Nullable Object get(String property) {
        return type.property(property).map(this::get).orElse(null);
    }

    /** The value of a text property, empty when it is null. */
    public String text(String property) {
        Object value = get(property);
        return value == null ? "" : value.toString();
    }

    public boolean flag(String property) {
        return Boolean.TRUE.equals(get(property));
    }

    /** Stores a value; the property must not be a computed one. */
    public Row set(String property, @Nullable Object value) {
        slots[type.property(property).orElseThrow().slot()] = value;
        return this;
    }

    /** The target of a to-one navigation. */
    public Optional<Row> one(Navigation nav) {
        return Optional.ofNullable((Row) slots[nav.slot()]);
    }

    /** The target of a to-one navigation; empty also when the type has no such navigation. */
    public Optional<Row> one(String nav) {
        return type.navigation(nav).flatMap(this::one);
    }

    /** The targets of a to-many navigation. */
    @SuppressWarnings("unchecked")
    public List<Row> many(Navigation nav) {
        Navigation.Computed computed = nav.computed();
        if (computed != null) {
            return computed.of(this);
        }
        List<Row> rows = (List<Row>) slots[nav.slot()];
        return rows == null ? List.of() : rows;
    }

    public List<Row> many(String nav) {
        return type.navigation(nav).map(this::many).orElse(List.of());
    }

    /** Sets a to-one link and keeps the way back in step. */
    public Row link(String name, @Nullable Row target) {
        Navigation nav = type.navigation(name).orElseThrow();
        one(nav).ifPresent(old -> old.drop(nav.inverse(), this));
        slots[nav.slot()] = target;
        if (target != null) {
            target.take(nav.inverse(), this);
        }
        return this;
    }

    /** Adds a to-many link, unless it is there, and keeps the way back in step. */
    public void add(String name, Row target) {
        Navigation nav = type.navigation(name).orElseThrow();
        if (!many(nav).contains(target)) {
            take(name, target);
            target.take(nav.inverse(), this);
        }
    }

    /** Removes a to-many link on both sides. */
    public void remove(String name, Row target) {
        Navigation nav = type.navigation(name).orElseThrow();
        drop(name, target);
        target.drop(nav.inverse(), this);
    }

    @SuppressWarnings("unchecked")
    private void take(@Nullable String name, Row other) {
        if (name == null) {
            return;
        }
        Navigation nav = type.navigation(name).orElseThrow();
        if (!nav.many()) {
            slots[nav.slot()] = other;
            return;
        }
        List<Row> rows = (List<Row>) slots[nav.slot()];
        if (rows == null) {
            rows = new ArrayList<>(2);
            slots[nav.slot()] = rows;
        }
        rows.add(other);
    }

    @SuppressWarnings("unchecked")
    private void drop(@Nullable String name, Row other) {
        if (name == null) {
            return;
        }
        Navigation nav = type.navigation(name).orElseThrow();
        if (!nav.many()) {
            slots[nav.slot()] = null;
            return;
        }
        List<Row> rows = (List<Row>) slots[nav.slot()];
        if (rows != null) {
            rows.remove(other);
        }
    }

    int compareTo(UUID id) {
        return compare(high, low, id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
