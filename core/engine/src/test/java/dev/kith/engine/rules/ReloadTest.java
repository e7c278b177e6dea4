package dev.kith.engine.rules;

import static dev.kith.engine.rules.Texts.contact;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

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
    void reloadsLeaveTheNumberOfLoadedClassesFlat() {
        reload(3);
        long before = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        reload(1);
        long ofOne = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - before;
        reload(RELOADS);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            long now = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            return now - before <= 3 * Math.max(ofOne, 100);
        });
    }

    private static void reload(int times) {
        for (int i = 0; i < times; i++) {
            use("Reload " + i);
        }
    }

    private static WeakReference<ClassLoader> use(String reason) {
        RuleSet rules =
                RuleSets.compile(Texts.of(Texts.rule("R", "vip == true", "contact.deny(\"" + reason + "\");"), "", ""));
        assertThat(rules.decide(contact(Map.of("vip", true))).denials()).hasSize(1);
        return new WeakReference<>(rules.loader());
    }

    private static WeakReference<ClassLoader> useAndClose(String reason) {
        RuleFiles files = Texts.of(Texts.rule("R", "vip == true", "contact.deny(\"" + reason + "\");"), "", "");
        try (RuleSet rules = RuleSets.compile(files)) {
            Decision decision = rules.decide(contact(Map.of("vip", true)));
            assertThat(decision.denials()).containsExactly(new Decision.Denial("R", reason));
            return new WeakReference<>(rules.loader());
        }
    }
}
