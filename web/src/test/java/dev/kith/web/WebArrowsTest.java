package dev.kith.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the web module: it knows the engine, and nothing behind it. */
@AnalyzeClasses(packages = "dev.kith.web", importOptions = DoNotIncludeTests.class)
class WebArrowsTest {
    @ArchTest
    static final ArchRule webKnowsNoConnector = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.kith.tribe..", "dev.kith.apsisone..", "dev.kith.testkit..")
            .because("connectors are plugins and simulators are processes; ask the engine, or their HTTP side");

    @ArchTest
    static final ArchRule librariesOfTheEngineStayThere = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.kie..", "org.drools..", "org.pf4j..", "org.jdbi..", "java.sql..", "org.flywaydb..")
            .because("one library, one package; add a method to the engine's type instead");
}
