package dev.kith.engine.rules;

import dev.kith.spi.Contact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the cases of a rule set: contacts in, decisions out, without a connection to any system. */
public final class Cases {

    private Cases() {}

    /**
     * Runs every {@code *.yaml} of a folder, in the order of their names; none when there is no such folder. A file that
     * can't be read is one failed result for each problem in it.
     */
    public static List<CaseResult> run(RuleSet rules, Path dir) {
        return report(rules, dir).results();
    }

    /** Runs them like {@link #run}, and says which rules they reach. */
    public static CaseReport report(RuleSet rules, Path dir) {
        List<CaseResult> results = new ArrayList<>();
        CoverageCount coverage = new CoverageCount();
        for (Path file : files(dir)) {
            String name = String.valueOf(file.getFileName());
            Problems problems = new Problems();
            List<CaseOf> cases = read(file, name, rules.schema(), problems);
            problems.all().forEach(problem -> results.add(new CaseResult(name, "", false, problem.toString())));
            cases.forEach(one -> {
                RuleSet.Evaluation evaluation = rules.evaluate(one.contact());
                coverage.add(one.contact(), evaluation);
                results.add(result(name, one, evaluation.decision()));
            });
        }
        return new CaseReport(rules.version(), results, coverage.of(rules.rules()));
    }

    /** The contact of the first case of a name; empty when no file of the folder has one. */
    public static Optional<Contact> contact(RuleSet rules, Path dir, String name) {
        return files(dir).stream()
                .flatMap(
                        file -> read(file, String.valueOf(file.getFileName()), rules.schema(), new Problems()).stream())
                .filter(one -> one.name().equals(name))
                .map(CaseOf::contact)
                .findFirst();
    }

    private static CaseResult result(String file, CaseOf one, Decision decision) {
        List<String> differences = one.expectation().differences(decision);
        return new CaseResult(file, one.name(), differences.isEmpty(), String.join("; ", differences));
    }

    private static List<CaseOf> read(Path file, String name, Schema schema, Problems problems) {
        try {
            return CaseReader.read(name, Files.readString(file), schema, problems);
        } catch (IOException e) {
            problems.add(name, 0, "The file can't be read: " + e + ". Save it as UTF-8.");
            return List.of();
        }
    }

    private static List<Path> files(Path dir) {
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RuleSetException(
                    List.of(new RuleProblem(dir.toString(), 0, "", "The folder can't be read: " + e + ".")));
        }
    }

    /** One case of a file. */
    record CaseOf(String name, Contact contact, Expectation expectation) {}
}
