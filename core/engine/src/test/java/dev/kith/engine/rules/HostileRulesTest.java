package dev.kith.engine.rules;

import static dev.kith.engine.rules.RuleKind.MAPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Rules that try to do more than decide: refused, and nothing of them runs. */
class HostileRulesTest {

    private static final String MARK = "kith.hostile";

    @AfterEach
    void nothingRan() {
        assertThat(System.getProperty(MARK)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(1);",
                "System.setProperty(\"kith.hostile\", \"1\");",
                "Runtime.getRuntime().exec(\"id\");",
                "new Thread().start();",
                "Thread.sleep(1000);",
                "Class.forName(\"java.lang.System\");",
                "\"\".getClass().getClassLoader();",
                "contact.getClass().getModule();",
                "java.nio.file.Files.delete(java.nio.file.Path.of(\"x\"));",
                "while (true) { }",
                "for (;;) { }",
                "do { } while (true);",
                "\"x\".repeat(2000000000);",
                "byte[] b = new byte[2000000000];",
                "Object[] o = {1};",
                "java.util.stream.Stream.iterate(1, i -> i).count();",
                "drools.getKieRuntime().halt();",
                "drools.halt();",
                "kcontext.getKieRuntime();",
                "insert(contact);",
                "update(contact);",
                "retract(contact);",
                "modify(contact) { deny(\"x\") }",
                "execute(contact);",
                "class X { }",
                "try { } catch (Exception e) { }",
                "throw new RuntimeException();",
                "synchronized (contact) { }",
                "Runnable r = () -> { };",
                "java.time.Instant.now();",
                "Math.random();",
                "new java.util.Random();",
                "} static { } void zzz() {",
                "String s = \"a\"; s += s;",
                "dev.kith.spi.Channel.valueOf(\"x\");",
                "org.mvel2.MVEL.eval(\"1\");"
            })
    void refusesAnActionThat(String action) {
        String rule = Texts.rule("R", "", action + " contact.set(\"City\", \"x\");");

        assertThat(Texts.problems(Texts.with(MAPPING, rule))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval(System.setProperty(\"kith.hostile\", \"1\") == null)",
                "System.setProperty(\"kith.hostile\", \"1\") == null",
                "city == System.getenv(\"HOME\")",
                "this.getClass() != null",
                "city matches \"(a+)+b\"",
                "city str[startsWith] \"a\"",
                "/labels",
                "class.name == \"x\"",
                "city == new String(\"x\")",
                "city soundslike \"x\"",
                "city.getClass() != null",
                "hobbies[0] == \"x\"",
                "contact.city == \"x\""
            })
    void refusesAConditionThat(String constraint) {
        String rule = Texts.rule("R", constraint, "contact.set(\"City\", \"x\");");

        assertThat(Texts.problems(Texts.with(MAPPING, rule))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rule \"R\" salience (System.setProperty(\"kith.hostile\", \"1\") == null ? 1 : 2) when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\" enabled (System.setProperty(\"kith.hostile\", \"1\") == null) when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\" timer (int: 1s) when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\" duration 100 when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\" agenda-group \"x\" when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\" lock-on-active when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\" @watch(*) when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\" when contact : Contact() String() from System.getenv(\"x\") then contact.set(\"City\", \"x\"); end",
                "rule \"R\" when contact : Contact() other : Contact() then other.set(\"City\", \"x\"); end",
                "rule \"R\" when contact : Object() then contact.toString(); end",
                "rule \"R\" when exists Contact() then end",
                "rule \"R\" when forall(Contact()) then end",
                "rule \"R\" when contact : Contact() over window:length(1) then contact.set(\"City\", \"x\"); end",
                "rule \"R\" when contact : Contact() collect(Contact()) then end",
                "rule \"R*/ static { }\" when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\\\" + System.setProperty(\\\"kith.hostile\\\", \\\"1\\\") + \\\"\" when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "rule \"R\" activation-group \"g\\\" + 1 + \\\"\" when contact : Contact() then contact.set(\"City\", \"x\"); end",
                "function void f() { System.setProperty(\"kith.hostile\", \"1\"); }",
                "declare X a : String = System.setProperty(\"kith.hostile\", \"1\") end",
                "declare enum E A(1); n : int end",
                "global java.util.List list",
                "query \"q\" Contact() end",
                "dialect \"mvel\"",
                "import java.lang.Runtime"
            })
    void refusesAFileThatHas(String text) {
        assertThat(Texts.problems(Texts.with(MAPPING, text + "\n"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x strsim \"A\";", "with (contact) { };", "until (true) { };"})
    void refusesAnMvelActionBeforeItIsBuilt(String action) {
        String problem =
                "mappings.drl, line 10, rule \"R\": The action can't be read at or just before this line. Each step"
                        + " ends with ); and looks like: contact.set(\"First name\", contact.getFirstName());";

        assertThat(Texts.problems(Texts.with(MAPPING, mvel(action)))).containsExactly(problem);
    }

    // The syntax tree is checked first; these go around it, to show that the build refuses them by itself.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.setProperty(\"kith.hostile\", \"1\"); x strsim \"A\";",
                "System.setProperty(\"kith.hostile\", \"1\"); with (contact) { };",
                "System.setProperty(\"kith.hostile\", \"1\"); until (true) { };"
            })
    void refusesAnMvelActionWhileItIsBuilt(String action) {
        assertThat(buildUnchecked(mvel(action))).isNotEmpty();
    }

    @Test
    void refusesEveryUseOfByteCodeThatIsNotOnTheList() {
        List<String> problems = buildUnchecked(rules(
                "\"\".getClass().forName(\"java.lang.System\");",
                "while (contact.getCity() == null) { }",
                "\"x\".repeat(2000000000);",
                "Object[] many = new Object[2000000000];",
                "byte[] bytes = new byte[2000000000];",
                "drools.getKieRuntime().halt();",
                "java.time.LocalDate.now();",
                "Math.random();",
                "String.format(\"%1000000000d\", 1);",
                "java.util.Collections.nCopies(2000000000, 1);",
                "contact.hashCode();",
                "try { contact.getCity().length(); } catch (RuntimeException e) { }"));

        assertThat(problems).allMatch(problem -> problem.startsWith("mappings.drl: A rule uses "));
        for (String use : List.of(
                "java.lang.Class.forName",
                "a loop",
                "java.lang.String.repeat",
                "an array",
                "java.time.LocalDate.now",
                "java.lang.Math.random",
                "java.lang.String.format",
                "java.util.Collections.nCopies",
                "java.lang.Object.hashCode",
                "try",
                "halt")) {
            assertThat(problems).as(use).anyMatch(problem -> problem.contains(use));
        }
    }

    @Test
    void refusesEveryClassThatRulesMayNotSee() {
        List<String> problems = buildUnchecked(rules(
                "System.setProperty(\"kith.hostile\", \"1\");",
                "Runtime.getRuntime();",
                "new Thread();",
                "new java.io.File(\"x\");",
                "dev.kith.engine.rules.RuleSets.check(null);"));

        assertThat(problems).hasSize(5);
        assertThat(problems)
                .allMatch(problem ->
                        problem.matches("mappings.drl, line \\d+, rule \"R\\d\": \".+\" is unknown here\\..*"));
    }

    private static String rules(String... actions) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < actions.length; i++) {
            rules.append(Texts.rule("R" + i, "points == " + i, actions[i]));
        }
        return rules.toString();
    }

    @Test
    void letsRulesSeeNothingButWhatTheyNeed() {
        assertThat(List.of(
                        "java.lang.System",
                        "java.lang.Thread",
                        "java.lang.ProcessBuilder",
                        "java.lang.Runtime$Version",
                        "java.lang.reflect.Method",
                        "java.io.File",
                        "java.net.URL",
                        "java.util.concurrent.Executors",
                        "java.util.ServiceLoader",
                        "org.mvel2.MVEL",
                        "com.github.javaparser.JavaParser",
                        "dev.kith.engine.rules.RuleSets"))
                .noneMatch(FilterLoader::allows);
        assertThat(List.of("java.lang.String", "java.util.List", "dev.kith.rules.Fn", "dev.kith.rules.ContactFact"))
                .allMatch(FilterLoader::allows);
    }

    @Test
    void aDeepOrLongConditionDoesNotHangOrCrash() {
        String many = "city == \"x\"" + " || city == \"y\"".repeat(3_000);
        String deep = "(".repeat(5_000) + "city == \"x\"" + ")".repeat(5_000);
        String deepAction = "contact.set(\"City\", " + "trim(".repeat(9) + "\"x\"" + ")".repeat(9) + ");";

        assertThat(Texts.problems(Texts.with(MAPPING, Texts.rule("R", many, "contact.set(\"City\", \"x\");"))))
                .singleElement()
                .asString()
                .contains("more than 100 of && and ||");
        assertThat(Texts.problems(Texts.with(MAPPING, Texts.rule("R", deep, "contact.set(\"City\", \"x\");"))))
                .singleElement()
                .asString()
                .contains("More than 10 parentheses");
        assertThat(Texts.problems(Texts.with(MAPPING, Texts.rule("R", "", deepAction))))
                .isEmpty();
        assertThat(Texts.problems(Texts.withText(MAPPING, "package a.b\n" + " ".repeat(300_000) + "x")))
                .containsExactly("mappings.drl: The file is larger than 256 kB. Split the rule set.");
    }

    private static String mvel(String action) {
        return Texts.rule("R", "", action + " contact.set(\"City\", \"x\");").replace("when", "dialect \"mvel\"\nwhen");
    }

    private static List<String> buildUnchecked(String rules) {
        SourceText source = new SourceText(MAPPING, Texts.file(MAPPING, rules));
        List<ParsedFile> files = List.of(
                new ParsedFile(
                        new SourceText(RuleKind.CONDITION, Texts.file(RuleKind.CONDITION, "")),
                        "test.conditions",
                        List.of()),
                parsed(source),
                new ParsedFile(
                        new SourceText(RuleKind.CONSENT, Texts.file(RuleKind.CONSENT, "")),
                        "test.consents",
                        List.of()));
        String contact = ContactSource.of(Schema.parse(Texts.SCHEMA));
        RuleSetException refused = catchThrowableOfType(
                RuleSetException.class, () -> RuleBuild.build(files, contact).close());
        return refused == null
                ? List.of()
                : refused.problems().stream().map(RuleProblem::toString).toList();
    }

    private static ParsedFile parsed(SourceText source) {
        try {
            List<ParsedRule> rules = new DrlParser(LanguageLevelOption.DRL6)
                    .parse(false, source.text()).getRules().stream()
                            .map(rule -> parsed(source, rule))
                            .toList();
            return new ParsedFile(source, "test.mappings", rules);
        } catch (DroolsParserException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ParsedRule parsed(SourceText source, RuleDescr rule) {
        String action = String.valueOf(rule.getConsequence());
        RuleText text = new RuleText(MAPPING, source.file(), rule.getLine(), rule.getName(), action);
        return new ParsedRule(text, source.lineAt(source.text().indexOf(action)), action, rule);
    }

    @Test
    void aGeneratedClassOfAnotherKindIsRefused() {
        Set<String> packages = Set.of("test/mappings");

        assertThat(GeneratedKind.of("test/mappings/Evil.class", packages)).isEqualTo(GeneratedKind.UNKNOWN);
        assertThat(GeneratedKind.of("crm/Contact$1.class", packages)).isEqualTo(GeneratedKind.UNKNOWN);
        assertThat(GeneratedKind.of("other/LambdaConsequence0123456789ABCDEF0123456789ABCDEF.class", packages))
                .isEqualTo(GeneratedKind.UNKNOWN);
        assertThat(GeneratedKind.of(
                        "test/mappings/P01/LambdaConsequence0123456789ABCDEF0123456789ABCDEF.class", packages))
                .isEqualTo(GeneratedKind.LAMBDA);
    }
}
