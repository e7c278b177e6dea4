package dev.kith.web.it;

import static dev.kith.web.it.ListedLabel.LABEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kith.web.it.Terminal.Said;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kith lists} beside the running host. */
class ListsCommandIT {
    private static final String TITLE = "Label: " + LABEL;

    @RegisterExtension
    private static final Stage stage = Stage.with(1);

    private final ListedLabel list = new ListedLabel(stage);
    private String ada = "";

    @BeforeEach
    void onlyAdaIsAMember() {
        ada = list.onlyMember();
        stage.open();
        stage.sync();
    }

    @Test
    void s37AnOverviewIsConfiguredImportedShownAndRemoved() {
        assertThat(well("list")).contains(TITLE + "  (label:", "not configured");
        assertThat(well("list", "--configured")).contains("No list is configured.");

        assertThat(well("configure", TITLE, "--attribute", "VIP"))
                .contains(TITLE + ": Overview, by hand, attribute \"VIP\": 0 with it");
        assertThat(well("import", TITLE)).contains("completed", "1 read, 1 added, 0 removed", "0 issues");
        assertThat(list.vip(ada)).isTrue();
        assertThat(well("import", list.key(), "--force")).contains("1 added");
        assertThat(well("list", "--configured"))
                .contains("1 with it", "run 3 completed")
                .doesNotContain("not configured");

        assertThat(well("remove", TITLE)).contains("switched off", "1 profile loses the membership soon");
        await().until(() -> !list.vip(ada));
        assertThat(well("list", "--configured")).contains("switched off");
    }

    @Test
    void aTagEachMorningAndASelectionAsJson() throws JsonProcessingException {
        JsonNode recurring = json("configure", TITLE, "--tag", "Key account", "--recurring");
        assertThat(recurring.path("kind").asText()).isEqualTo("overview");
        assertThat(recurring.path("nextImport").asText()).isNotEmpty();
        assertThat(well("list", "--configured")).contains("Overview, each morning, next 2", "tag \"Key account\"");
        JsonNode run = json("import", TITLE);
        assertThat(run.path("list").path("added").asLong()).isEqualTo(1);
        assertThat(list.tagged(ada)).isTrue();

        assertThat(json("configure", TITLE, "--attribute", "VIP", "--in-step")
                        .path("kind")
                        .asText())
                .isEqualTo("selection");
        await().until(() -> list.vip(ada) && !list.tagged(ada));
        assertThat(json("list", "--configured")).hasSize(1);
        assertThat(json("remove", TITLE).path("kind").asText()).isEqualTo("off");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(failed("import", TITLE)).contains("isn't configured", "kith lists configure");
        assertThat(failed("remove", TITLE)).contains("isn't configured");
        assertThat(failed("import", "None")).contains("There is no list \"None\"", TITLE);
        assertThat(failed("configure", TITLE, "--attribute", "Nope")).contains("True/False", "It has: ");
        assertThat(lists("configure", TITLE, "--attribute", "VIP", "--tag", "Key account")
                        .code())
                .isEqualTo(2);
        assertThat(lists("configure", TITLE, "--tag", "Key account", "--recurring", "--in-step")
                        .code())
                .isEqualTo(2);
        assertThat(lists("configure", TITLE).code()).isEqualTo(2);
    }

    private static Said lists(String command, String... more) {
        List<String> args = new ArrayList<>(List.of("lists", command, "tribe"));
        args.addAll(List.of(more));
        return Terminal.ask(stage.kith(), args.toArray(String[]::new));
    }

    private static String well(String command, String... more) {
        return lists(command, more).well();
    }

    private static String failed(String command, String... more) {
        Said said = lists(command, more);
        assertThat(said.code()).as(said.out()).isEqualTo(1);
        return said.err();
    }

    private static JsonNode json(String command, String... more) throws JsonProcessingException {
        List<String> args = new ArrayList<>(List.of(more));
        args.add("--json");
        return new JsonMapper().readTree(well(command, args.toArray(String[]::new)));
    }
}
