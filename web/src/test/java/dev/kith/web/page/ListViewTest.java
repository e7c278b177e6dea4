package dev.kith.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.sync.ListStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListViewTest {
    private static final Instant MORNING = Instant.parse("2026-03-02T04:00:00Z");

    @Test
    void aClickNamesTheListAlsoWithAKeyThatIsOdd() {
        ListView view = view("filter:\"'><b>", ListKind.OVERVIEW, false);
        assertThat(view.chosen()).isEqualTo("{\"list\":\"filter:\\\"'><b>\"}");
        assertThat(view.off()).isEqualTo("{\"list\":\"filter:\\\"'><b>\",\"when\":\"off\"}");
    }

    @Test
    void oddTitlesAndKeysAreTextOnThePage() {
        ListsView lists = new ListsView(
                "/integrations/tribe/lists",
                "APSIS One",
                true,
                List.of(view("filter:\"'><b>", ListKind.OVERVIEW, false)),
                "<i>note</i>");
        String html = new Templates().fragment("lists", Map.of("lists", lists));
        assertThat(html)
                .doesNotContain("<b>", "<i>", "<script>")
                .contains("&lt;script&gt;", "&lt;i&gt;note", "{&#34;list&#34;:&#34;filter:\\&#34;&#39;>&lt;b>&#34;}");
    }

    @Test
    void saysWhenAListIsImported() {
        assertThat(view("k", ListKind.OVERVIEW, false).when()).isEqualTo("by hand");
        assertThat(view("k", ListKind.OVERVIEW, true).when()).isEqualTo("each morning");
        assertThat(view("k", ListKind.OVERVIEW, true).next()).contains(MORNING);
        assertThat(view("k", ListKind.SELECTION, false).when()).startsWith("kept in step");
        assertThat(view("k", ListKind.OFF, false).isOn()).isFalse();
    }

    private static ListView view(String key, ListKind kind, boolean recurring) {
        ListSettings settings = new ListSettings(
                "tribe",
                key,
                "<script>alert(1)</script>",
                kind,
                new ListCarrier(ListCarrier.Type.TAG, "t"),
                "Key account",
                recurring);
        ListStatus status = new ListStatus(
                key,
                settings.title(),
                true,
                Optional.of(settings),
                0,
                0,
                Optional.empty(),
                Optional.of(MORNING).filter(any -> recurring));
        return ListView.of(status, MORNING);
    }
}
