package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test // T16
    void sendsASpaceAsPercent20AndAPlusAsPercent2B() {
        Query query = Query.of("Label").with("$filter", "CreationDate ge 2025-01-01T00:00:00+01:00");
        assertThat(query.pathAndQuery()).isEqualTo("Label?$filter=CreationDate%20ge%202025-01-01T00:00:00%2B01:00");
    }

    @Test
    void encodesWhatWouldEndTheOption() {
        assertThat(Query.of("Label").with("$filter", "Name eq 'R&D #1 é%'").pathAndQuery())
                .isEqualTo("Label?$filter=Name%20eq%20'R%26D%20%231%20%C3%A9%25'");
    }

    @Test // T41
    void sendsGuidsUnquoted() {
        assertThat(Query.of("Label").whereIn("ID", List.of("a-1", "b-2")).options())
                .containsEntry("$filter", "ID eq a-1 or ID eq b-2");
    }

    @Test // T6
    void asksForEveryPageInAnOrderAndWithACount() {
        assertThat(Query.of("Label").page("ID", 99, 100).pathAndQuery())
                .isEqualTo("Label?$orderby=ID&$top=100&$skip=99&$count=true");
    }

    @Test
    void encodesAllButLettersDigitsAndFourMarksInAForm() {
        assertThat(Escape.form("a+b &=/~é")).isEqualTo("a%2Bb%20%26%3D%2F~%C3%A9");
    }
}
