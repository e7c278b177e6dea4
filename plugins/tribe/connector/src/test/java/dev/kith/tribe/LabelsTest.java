package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.OptInLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private final List<String> gaps = new ArrayList<>();

    @Test
    void goByTheirOwnNameOrTheirAlias() {
        Labels labels = labels(Map.of("Newsletter", "Nieuwsbrief", "Events", "ID-2"));
        assertThat(labels.all())
                .containsExactly(
                        new OptInLabel("id-1", "Newsletter", true),
                        new OptInLabel("id-2", "Events", false),
                        new OptInLabel("id-3", "Kerst (id-3)", true),
                        new OptInLabel("id-4", "Kerst (id-4)", true));
        assertThat(gaps).isEmpty();
        assertThat(labels.nameOf(row("id-1", "Renamed since", false))).isEqualTo("Newsletter");
    }

    @Test
    void newOnesGoByTheirNameUnlessItIsTaken() {
        Labels labels = labels(Map.of());
        assertThat(labels.nameOf(row("id-9", "Golf", false))).isEqualTo("Golf");
        assertThat(labels.nameOf(row("id-9", "Nieuwsbrief", false))).isEqualTo("Nieuwsbrief (id-9)");
    }

    @Test
    void anAliasThatLeadsNowhereOrToSeveralIsAGap() {
        labels(Map.of("A", "Unknown", "B", "Kerst", "C", "Nieuwsbrief", "D", "id-1"));
        assertThat(gaps)
                .containsExactly(
                        "Setting \"labels\": \"A\": Tribe CRM has no label with the name or id \"Unknown\" that this"
                                + " user can see. Correct the setting, or make the label.",
                        "Setting \"labels\": \"B\": 2 labels have the name \"Kerst\". Give the id of one instead.",
                        "Setting \"labels\": \"C\" and \"D\" name the same label. Remove one of them.");
    }

    @Test
    void anAliasThatIsTheNameOfAnotherLabelNeverMeansBoth() {
        Labels labels = labels(Map.of("Nieuwsbrief", "id-2"));
        assertThat(labels.all())
                .extracting(OptInLabel::name)
                .contains("Nieuwsbrief (id-1)", "Nieuwsbrief (id-2)")
                .doesNotContain("Nieuwsbrief");
    }

    private Labels labels(Map<String, String> aliases) {
        List<JsonNode> rows = List.of(
                row("id-1", " Nieuwsbrief ", false),
                row("id-2", "Evenementen", true),
                row("id-3", "Kerst", false),
                row("id-4", "Kerst", false));
        return Labels.of(rows, aliases, gaps);
    }

    static JsonNode row(String id, String name, boolean inactive) {
        return Json.MAPPER.createObjectNode().put("ID", id).put("Name", name).put("IsInactive", inactive);
    }
}
