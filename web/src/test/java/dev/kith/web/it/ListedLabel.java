package dev.kith.web.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.ListImport;
import dev.kith.engine.store.Run;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The saved list of the label Newsletter, by REST, and what profiles have of it. */
final class ListedLabel {
    static final String LABEL = "Newsletter";
    static final String OVERVIEW = "{\"kind\":\"overview\",\"attribute\":\"VIP\"}";
    static final String RECURRING = "{\"kind\":\"overview\",\"attribute\":\"VIP\",\"recurring\":true}";
    static final String SELECTION = "{\"kind\":\"selection\",\"attribute\":\"VIP\"}";
    static final String TAGGED = "{\"kind\":\"overview\",\"tag\":\"Key account\"}";
    static final String OFF = "{\"kind\":\"off\"}";

    private static final Pattern VIP = Pattern.compile("\"usercreated\\.attributes\\.vip-[^\"]*\":true");
    private static final Pattern KEY_ACCOUNT = Pattern.compile("\"usercreated\\.tags\\.key_account-");

    private final Stage stage;

    ListedLabel(Stage stage) {
        this.stage = requireNonNull(stage, "stage");
    }

    /** Of rules that let everybody in and map nothing: one person with the label, and nobody else; returns the id. */
    String onlyMember() {
        stage.realTime("immediately").conditions().mappings().consents();
        stage.persons().forEach(person -> stage.unlabel(person.path("id").asText(), LABEL));
        String member = stage.person(Persons.ADA);
        stage.label(member, LABEL);
        return member;
    }

    void configure(String json) {
        Answer answer = put(key(), json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    Answer put(String key, String json) {
        String path = "/api/v1/integrations/tribe/saved-lists/" + URLEncoder.encode(key, StandardCharsets.UTF_8);
        return stage.kith().rest().send("PUT", path, json);
    }

    long start() {
        return start(false);
    }

    private long start(boolean force) {
        return stage.kith().startRun("{\"kind\":\"list-import\",\"list\":\"" + key() + "\",\"force\":" + force + "}");
    }

    /** Imports the list, which must complete. */
    ListImport imported() {
        return completed(start());
    }

    ListImport importedWithForce() {
        return completed(start(true));
    }

    private ListImport completed(long started) {
        Run run = stage.kith().awaitEnd(started);
        assertThat(run.cause()).isEmpty();
        assertThat(run.state().word()).isEqualTo("completed");
        return run.list().orElseThrow();
    }

    String key() {
        return status().path("key").asText();
    }

    JsonNode status() {
        for (JsonNode list : stage.kith().get("/saved-lists").json().path("savedLists")) {
            if (list.path("title").asText().equals("Label: " + LABEL)) {
                return list;
            }
        }
        throw new AssertionError("the label isn't offered as a list");
    }

    boolean vip(String person) {
        return VIP.matcher(profile(person)).find();
    }

    boolean tagged(String person) {
        return KEY_ACCOUNT.matcher(profile(person)).find();
    }

    private String profile(String person) {
        return Optional.ofNullable(stage.kith().apsisDump().get(person))
                .map(JsonNode::toString)
                .orElse("");
    }
}
