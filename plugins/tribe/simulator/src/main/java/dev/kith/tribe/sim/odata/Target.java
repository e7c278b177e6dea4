package dev.kith.tribe.sim.odata;

import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Schema;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the path of a request leads to: a set, a row of it, or what that row is linked to. */
record Target(EntityType type, Optional<UUID> id, Optional<Navigation> navigation) {
    private static final Pattern SEGMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?:\\((.*)\\))?");

    static Target parse(Schema schema, String path) {
        String[] segments = path.split("/", -1);
        Matcher first = SEGMENT.matcher(segments[0]);
        if (!first.matches() || segments[segments.length - 1].isEmpty()) {
            throw Refusals.malformed();
        }
        String set = first.group(1);
        EntityType type = schema.find(set).orElseThrow(() -> Refusals.unknownSet(set));
        Optional<UUID> id = Optional.ofNullable(first.group(2)).map(Target::key);
        if (segments.length == 1) {
            return new Target(type, id, Optional.empty());
        }
        if (segments.length > 2
                || segments[1].startsWith("$")
                || type.property(segments[1]).isPresent()) {
            throw Refusals.unsupported("the path '" + path + "'");
        }
        if (id.isEmpty()) {
            throw Refusals.malformed();
        }
        Navigation navigation =
                type.navigation(segments[1]).orElseThrow(() -> Refusals.unknownInPath(segments[1], type));
        return new Target(type, id, Optional.of(navigation));
    }

    /** GUIDs go unquoted (T41). */
    private static UUID key(String text) {
        String value = text.startsWith("ID=") ? text.substring(3) : text;
        if (!Literals.GUID.matcher(value).matches()) {
            throw Refusals.of(400, "The key value '" + text + "' is invalid.");
        }
        return UUID.fromString(value);
    }
}
