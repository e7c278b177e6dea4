package dev.kith.apsisone;

import dev.kith.spi.BulkPlan;
import dev.kith.spi.ProfileWrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sorts writes into imports. Rows that empty nothing share one import, in which an empty cell means nothing. Where an
 * empty cell empties, every row must name every column: so those rows share an import only with rows of the same
 * attributes.
 */
final class BulkPlanner {
    private static final int FEWEST_CLEARING = 20;
    /** Well under APSIS One's limit of 50 MB. */
    private static final long MOST_BYTES = 40_000_000;

    private final Map<String, Definition> definitions;
    private final List<BulkPlan.Import> imports = new ArrayList<>();
    private final List<BulkPlan.Single> singles = new ArrayList<>();

    BulkPlanner(Map<String, Definition> definitions) {
        this.definitions = definitions;
    }

    BulkPlan plan(List<ProfileWrite> writes, RowCheck check) {
        List<ProfileWrite> plain = new ArrayList<>();
        Map<Set<String>, List<ProfileWrite>> clearing = new LinkedHashMap<>();
        for (ProfileWrite write : writes) {
            String refusal = check.refusal(write).orElse("");
            if (!refusal.isEmpty()) {
                singles.add(new BulkPlan.Single(write, refusal));
            } else if (write.clear().isEmpty()) {
                plain.add(write);
            } else {
                clearing.computeIfAbsent(touched(write), t -> new ArrayList<>()).add(write);
            }
        }
        addImports(plain, false);
        clearing.values().forEach(this::addClearing);
        return new BulkPlan(imports, singles);
    }

    private static Set<String> touched(ProfileWrite write) {
        Set<String> ids = new TreeSet<>(write.set().keySet());
        ids.addAll(write.clear());
        return ids;
    }

    private void addClearing(List<ProfileWrite> rows) {
        if (rows.size() >= FEWEST_CLEARING) {
            addImports(rows, true);
            return;
        }
        rows.forEach(row -> singles.add(new BulkPlan.Single(row, "few profiles have the same attributes emptied")));
    }

    private void addImports(List<ProfileWrite> rows, boolean clears) {
        if (rows.isEmpty()) {
            return;
        }
        Shape shape = Shape.of(rows, definitions, clears);
        ImportRow csv = new ImportRow(shape);
        List<ProfileWrite> part = new ArrayList<>();
        long bytes = csv.header().length;
        for (ProfileWrite row : rows) {
            int length = csv.of(row).length;
            if (bytes + length > MOST_BYTES) {
                imports.add(new BulkPlan.Import(shape.text(), part));
                part = new ArrayList<>();
                bytes = csv.header().length;
            }
            part.add(row);
            bytes += length;
        }
        imports.add(new BulkPlan.Import(shape.text(), part));
    }
}
