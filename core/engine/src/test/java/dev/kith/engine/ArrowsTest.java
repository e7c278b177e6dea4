package dev.kith.engine;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows inside the engine: {@code sync -> {rules, plugin, store, home, schedule}}, and one package for each library. */
@AnalyzeClasses(packages = "dev.kith", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule nothingLooksBackAtSync = noClasses()
            .that()
            .resideInAnyPackage("dev.kith.engine.rules..", "dev.kith.engine.plugin..", "dev.kith.engine.store..")
            .or()
            .resideInAnyPackage("dev.kith.engine.home..", "dev.kith.engine.schedule..", "dev.kith.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kith.engine.sync..")
            .because("data flows one way; pass the value in, or return it and let sync act");

    @ArchTest
    static final ArchRule thePartsKnowNotEachOther = slices().matching("dev.kith.engine.(*)..")
            .namingSlices("$1")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("dev.kith.engine.sync.."), alwaysTrue())
            .because("rules, plugin, store, home and schedule stand alone; sync brings them together");

    @ArchTest
    static final ArchRule droolsStaysInRules = onlyIn("dev.kith.engine.rules..", "org.kie..", "org.drools..");

    @ArchTest
    static final ArchRule pf4jStaysInPlugin = onlyIn("dev.kith.engine.plugin..", "org.pf4j..");

    @ArchTest
    static final ArchRule sqlStaysInStore = onlyIn(
            "dev.kith.engine.store..", "org.jdbi..", "java.sql..", "org.sqlite..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule theEngineServesNoHttp = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
            .because("the HTTP server belongs to web; give the engine a method to call instead");

    @ArchTest
    static final ArchRule theSpiNeedsOnlyTheJdk = noClasses()
            .that()
            .resideInAPackage("dev.kith.spi..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.kith.spi..", "java..", "org.jspecify..")
            .because("connector authors bring their own libraries; move the need to the host's side");

    @ArchTest
    static final ArchRule dbSchedulerStaysInSchedule = onlyIn("dev.kith.engine.schedule..", "com.github.kagkarlsson..");

    private static ArchRule onlyIn(String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because("one library, one package: hide it behind a small type of " + home);
    }
}
