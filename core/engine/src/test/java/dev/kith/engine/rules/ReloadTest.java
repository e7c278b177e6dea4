package dev.kith.engine.rules;

import static dev.kith.engine.rules.Texts.contact;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class ReloadTest {

    private static final int RELOADS = 30;

    @Test
    void closedRuleSetsLeaveMemory() {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < RELOADS; i++) {
            loaders.add(useAndClose("Reason " + i));
        }

        // One may be held for a while by a cache of Drools that keeps the last module.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return loaders.stream().filter(loader -> loader.get() != null).count() <= 1;
        });
    }

    @Test
    void ruleSetsThatNobodyUsesAnyMoreLeaveMemoryWithoutBeingClosed() {
        use("warm up");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < RELOADS; i++) {
            loaders.add(use("Reason " + i));
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return loaders.stream().filter(loader -> loader.get() != null).count() <= 1;
        });
    }

    @Test
    void thirtyReloadsLeaveMetaspaceAndTheNumberOfLoadedClassesFlat(TestReporter reporter) {
        assertFlat(RELOADS, reporter);
    }

    @Test
    @Tag("long")
    void twoHundredReloadsLeaveMetaspaceAndTheNumberOfLoadedClassesFlat(TestReporter reporter) {
        assertFlat(200, reporter);
    }

    /** However many reloads there were, no more is left than a few rule sets take: those that caches still hold. */
    private static void assertFlat(int times, TestReporter reporter) {
        reload(3);
        Held before = Held.afterCollection();
        RuleSet one = compiled("one more");
        Held ofOne = Held.now().minus(before);
        assertThat(one.decide(contact(Map.of("vip", true))).denials()).hasSize(1);
        reload(times);

        Held after = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(Held::afterCollection, now -> now.minus(before).isWithin(3, ofOne));
        reporter.publishEntry(Map.of(
                "reloads", "" + times, "before", "" + before, "of one rule set", "" + ofOne, "after", "" + after));
        one.close();
    }

    /** What classes take: their number, and the bytes of metaspace with the space for compressed class pointers. */
    private record Held(long classes, long bytes) {
        static Held now() {
            long bytes = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool ->
                            pool.getName().equals("Metaspace") || pool.getName().equals("Compressed Class Space"))
                    .filter(pool -> pool.getType() == MemoryType.NON_HEAP)
                    .mapToLong(pool -> pool.getUsage().getUsed())
                    .sum();
            assertThat(bytes).isPositive();
            return new Held(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(), bytes);
        }

        static Held afterCollection() {
            System.gc();
            return now();
        }

        Held minus(Held other) {
            return new Held(classes - other.classes, bytes - other.bytes);
        }

        boolean isWithin(int times, Held one) {
            return classes <= times * Math.max(one.classes, 50) && bytes <= times * Math.max(one.bytes, 400_000);
        }
    }

    private static void reload(int times) {
        for (int i = 0; i < times; i++) {
            use("Reload " + i);
        }
    }

    private static RuleSet compiled(String reason) {
        return RuleSets.compile(Texts.of(Texts.rule("R", "vip == true", "contact.deny(\"" + reason + "\");"), "", ""));
    }

    private static WeakReference<ClassLoader> use(String reason) {
        RuleSet rules = compiled(reason);
        assertThat(rules.decide(contact(Map.of("vip", true))).denials()).hasSize(1);
        return new WeakReference<>(rules.loader());
    }

    private static WeakReference<ClassLoader> useAndClose(String reason) {
        try (RuleSet rules = compiled(reason)) {
            Decision decision = rules.decide(contact(Map.of("vip", true)));
            assertThat(decision.denials()).containsExactly(new Decision.Denial("R", reason));
            return new WeakReference<>(rules.loader());
        }
    }
}
