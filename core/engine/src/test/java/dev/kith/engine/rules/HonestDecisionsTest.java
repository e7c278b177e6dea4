package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.rules.Decision.Denial;
import dev.kith.spi.Choice;
import dev.kith.spi.Contact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conditions as people write them, and what they must say of a contact. Its texts are no literals of a rule. */
class HonestDecisionsTest {

    private static final List<String> TRUE = List.of(
            "city == \"Utrecht\"",
            "\"Utrecht\" == city",
            "city in (firstName, \"Utrecht\")",
            "!(city in (\"Gent\", \"Oslo\"))",
            "(city == \"Gent\" || vip == true) && !(customerType == \"B\")",
            "city.trim() == \"Utrecht\"",
            "upper(left(city, 2)) == \"UT\"",
            "same(city, \"utrecht\") == true",
            "city + \"x\" == \"Utrechtx\"",
            "city.equals(\"Utrecht\"), city.charAt(0) == \"U\"",
            "town : city, town == \"Utrecht\"",
            "city contains \"recht\", lower(email) contains \"example\"",
            "customerType == \"A\", customerTypeName == \"Återförsäljare\", customerTypeId == \"7\"",
            "points == 42, points == 42.0, points in (41, 42), points * 2 > 80",
            "points > 10 && < 100",
            "credit == 12.5, credit < points",
            "vip, vip != false, yes(vip)",
            "birthDate == date(\"17-5-1985\"), year(birthDate) == 1985",
            "birthDate >= date(\"1985-05-17\") && birthDate.plusYears(18) < date(\"2024-01-01\")",
            "date(createdAt) == date(\"2023-12-31\")",
            "labels contains \"Newsletter\", labels not contains \"Events\", allLabels contains \"Events\"",
            "\"Newsletter\" memberOf labels, $l : labels, $l contains \"Newsletter\"",
            "hobbies contains \"chess\", hobbies.size() == 2, hobbies.get(0) == \"chess\"",
            "lastName == null, empty(lastName), first(lastName, city) == \"Utrecht\"",
            "text(points) == \"42\", number(text(points)) == points");
    private static final List<String> FALSE = List.of(
            "city != \"Utrecht\"",
            "city == \"utrecht\"",
            "lastName == \"\", lastName != null",
            "lastName == firstName",
            "points < 42 || points > 42",
            "credit > 1000.00",
            "vip == null",
            "birthDate < date(\"1985-05-17\")",
            "labels.isEmpty()",
            "hobbies contains \"Chess\"");

    private static Contact contact() {
        Map<String, Object> values = Map.of(
                "firstName",
                new String("Anna"),
                "city",
                new String("Utrecht"),
                "customerType",
                new Choice(new String("A"), "7", "Återförsäljare"),
                "points",
                42L,
                "credit",
                new BigDecimal("12.50"),
                "vip",
                true,
                "birthDate",
                LocalDate.of(1985, 5, 17),
                "createdAt",
                Instant.parse("2023-12-31T23:30:00Z"),
                "hobbies",
                List.of(new String("chess"), "Tennis"));
        return new Contact(
                "1",
                Optional.of("anna@example.com"),
                values,
                List.of(new String("Newsletter")),
                List.of("Newsletter", "Events"),
                true);
    }

    @Test
    void saysOfEachConditionWhatItsAuthorMeans() {
        StringBuilder rules = new StringBuilder();
        List<String> all =
                java.util.stream.Stream.concat(TRUE.stream(), FALSE.stream()).toList();
        IntStream.range(0, all.size())
                .forEach(i -> rules.append(Texts.rule("Rule " + i, all.get(i), "contact.deny(\"" + i + "\");")));

        try (RuleSet compiled = RuleSets.compile(Texts.with(RuleKind.CONDITION, rules.toString()))) {
            Decision decision = compiled.decide(contact());

            assertThat(decision.errors()).isEmpty();
            assertThat(decision.denials().stream()
                            .map(Denial::reason)
                            .map(Integer::valueOf)
                            .map(all::get))
                    .containsExactlyInAnyOrderElementsOf(TRUE);
        }
    }
}
