package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kith.spi.Contact;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a decision takes that does not depend on how busy the machine is: the bytes it allocates. */
class SpeedTest {

    private static final int CONTACTS = 5_000;
    private static final long MOST_BYTES = 14_000;

    @Test
    void aDecisionOfTheShippedRulesAllocatesLittle() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        try (RuleSet rules = RuleSets.compile(RuleFiles.read(Texts.SHIPPED))) {
            Contact contact = Cases.contact(
                            rules, Texts.SHIPPED.resolve("cases"), "A full contact gets every attribute")
                    .orElseThrow();
            decide(rules, contact);

            long before = threads.getThreadAllocatedBytes(thread);
            decide(rules, contact);
            long bytes = (threads.getThreadAllocatedBytes(thread) - before) / CONTACTS;

            assertThat(bytes).isBetween(1_000L, MOST_BYTES);
        }
    }

    private static void decide(RuleSet rules, Contact contact) {
        for (int i = 0; i < CONTACTS; i++) {
            assertThat(rules.decide(contact).scope() == Decision.Scope.IN).isTrue();
        }
    }

    @Test
    void aContactLeavesNoTraceForTheNext() {
        try (RuleSet rules = RuleSets.compile(Texts.with(
                RuleKind.MAPPING,
                Texts.rule("Long", "city.length() > 3", "contact.set(\"City\", contact.getCity().substring(0, 4));")
                        + Texts.rule("Points", "points > 5", "contact.set(\"Points\", contact.getPoints());")))) {
            Contact failing = Texts.contact(Map.of("points", 7L));
            Contact plain = Texts.contact(Map.of("city", "Gent"));

            for (int i = 0; i < 100; i++) {
                assertThat(rules.decide(failing).errors()).hasSize(1);
                Decision decision = rules.decide(plain);
                assertThat(decision.errors()).isEmpty();
                assertThat(decision.attributes().keySet()).containsExactly("City");
            }
        }
    }
}
