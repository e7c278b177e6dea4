package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Where a reading of several queries stands: at which of them, and where in it. As text the host keeps it over a crash. */
record Place(int phase, Optional<Cursor> cursor) {
    static final Place START = new Place(0, Optional.empty());

    Place {
        requireNonNull(cursor, "cursor");
    }

    Place at(Cursor next) {
        return new Place(phase, Optional.of(next));
    }

    /** The next query; empty after the last. */
    Optional<Place> after(int phases) {
        return phase + 1 < phases ? Optional.of(new Place(phase + 1, Optional.empty())) : Optional.empty();
    }

    String text() {
        return phase + "/" + cursor.map(Cursor::text).orElse("");
    }

    static Place parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash > 3 || !text.substring(0, slash).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Cursor.notUnderstood();
        }
        String cursor = text.substring(slash + 1);
        return new Place(
                Integer.parseInt(text.substring(0, slash)),
                cursor.isEmpty() ? Optional.empty() : Optional.of(Cursor.parse(cursor)));
    }
}
