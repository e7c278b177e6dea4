package dev.kith.tribe.sim;

import dev.kith.tribe.sim.model.Schema;
import java.util.List;
import java.util.Map;

/** A webhook as the state file has it; {@code type} is the set's name. */
record SavedHook(String id, String type, String url, Map<String, String> headers, String secret) {

    static List<SavedHook> of(Hooks hooks) {
        return hooks.all().stream()
                .map(h -> new SavedHook(h.id(), h.type().name(), h.url(), h.headers(), h.secret()))
                .toList();
    }

    Hooks.Hook hook(Schema schema) {
        return new Hooks.Hook(id, schema.type(type), url, headers, secret);
    }
}
