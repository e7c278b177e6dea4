package dev.kith.engine.rules;

import dev.kith.spi.Contact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the cases of a rule set: contacts in, decisions out, without a connection to any system. */
public final class Cases {

    private Cases() {}

    /**
     * Runs every {@code *.yaml} of a folder, in the order of their names; none when there is no such folder. A file that
     * can't be read is one failed result for each problem in it.
     */
    public static List<CaseResult> run(RuleSet rules, Path dir) {
        List<CaseResult> results = new ArrayList<>();
        for (Path file : files(dir)) {
            String name = String.valueOf(file.getFileName());
            Problems problems = new Problems();
            List<CaseOf> cases = read(file, name, rules.schema(), problems);
            problems.all().forEach(problem -> results.add(new CaseResult(name, "", false, problem.toString())));
            cases.forEach(one -> results.add(result(rules, name, one)));
        }
        return results;
    }

    /** The contacts of all cases, for coverage. */
    static List<Contact> contacts(RuleSet rules, Path dir) {
        return files(dir).stream()
                .flatMap(
                        file -> read(file, String.valueOf(file.getFileName()), rules.schema(), new Problems()).stream())
                .map(CaseOf::contact)
                .toList();
    }

    private static CaseResult result(RuleSet rules, String file, CaseOf one) {
        List<String> differences = one.expectation().differences(rules.decide(one.contact()));
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
