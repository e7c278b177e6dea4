package dev.kith.apsisone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.spi.ProfileTagger;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Sets tags (section 9). How a body names them is not documented: by version id, and where that is refused by
 * discriminator (A25).
 */
final class Tags implements ProfileTagger {
    private final Api api;
    private final DefinitionCalls definitions;

    Tags(Api api, DefinitionCalls definitions) {
        this.api = api;
        this.definitions = definitions;
    }

    @Override
    public void tag(String profileKey, Set<String> set, Set<String> remove) {
        Map<String, String> versions = definitions.tagVersions();
        Call byVersion = call(profileKey, body(set, remove, id -> versions.getOrDefault(id, id)));
        Answer answer = api.call(byVersion);
        if (answer.status() == 400) {
            answer = api.call(call(profileKey, body(set, remove, id -> id)));
        }
        if (!answer.isOk()) {
            throw api.refusal(byVersion, answer);
        }
    }

    private Call call(String profileKey, ObjectNode body) {
        return Call.patch("Setting tags", api.account().profileInSection(profileKey) + "/tags", Json.write(body));
    }

    private static ObjectNode body(Set<String> set, Set<String> remove, UnaryOperator<String> name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        new TreeSet<>(remove).forEach(id -> body.putNull(name.apply(id)));
        new TreeSet<>(set).forEach(id -> body.put(name.apply(id), true));
        return body;
    }
}
