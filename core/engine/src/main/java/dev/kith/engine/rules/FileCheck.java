package dev.kith.engine.rules;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.FunctionImportDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** What a rule file may have around its rules: a package, the two imports, nothing else. */
final class FileCheck {

    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]{0,40}(\\.[a-z][a-z0-9_]{0,40}){0,5}");
    private static final List<String> TAKEN = List.of("java", "javax", "jdk", "sun", "com", "org", "dev", "crm");
    private static final String ONLY_RULES =
            " Only rules, \"import crm.Contact\" and \"import static dev.kith.rules.Fn.*\"" + " can be in the file.";

    private final SourceText source;
    private final Problems problems;

    private FileCheck(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    static void check(SourceText source, PackageDescr tree, Problems problems) {
        FileCheck check = new FileCheck(source, problems);
        check.packageName(tree.getName());
        check.imports(tree);
        check.refuse(tree.getGlobals(), "A global");
        check.refuse(tree.getFunctions(), "A function");
        check.refuse(tree.getTypeDeclarations(), "A declared type");
        check.refuse(tree.getEnumDeclarations(), "A declared enum");
        check.refuse(tree.getEntryPointDeclarations(), "An entry point");
        check.refuse(tree.getWindowDeclarations(), "A window");
        check.refuse(tree.getAccumulateImports(), "An accumulate import");
        check.refuse(tree.getAttributes(), "An attribute for the whole file (dialect, no-loop ...)");
        if (tree.getUnit() != null) {
            problems.add(source.file(), 1, "A rule unit is not allowed." + ONLY_RULES);
        }
        check.names(tree.getRules());
    }

    private void packageName(String name) {
        String example = "package tribe." + source.file().replace(".drl", "");
        if (name == null || name.isEmpty()) {
            problems.add(source.file(), 1, "The package line is missing. Write as the first line: " + example);
            return;
        }
        String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        if (!PACKAGE.matcher(name).matches() || !SourceVersion.isName(name) || TAKEN.contains(first)) {
            problems.add(
                    source.file(), 1, "The package name \"" + name + "\" can't be used. Write for example: " + example);
        }
    }

    private void imports(PackageDescr tree) {
        for (ImportDescr imported : tree.getImports()) {
            if (!imported.getTarget().equals("crm.Contact")) {
                String near = imported.getTarget().equalsIgnoreCase("crm.Contact")
                        ? " Did you mean crm.Contact?"
                        : ONLY_RULES;
                add(imported, "The import of " + imported.getTarget() + " is not allowed." + near);
            }
        }
        for (FunctionImportDescr imported : tree.getFunctionImports()) {
            if (!HelperImport.isTarget(imported.getTarget())) {
                add(imported, "The import of " + imported.getTarget() + " is not allowed." + ONLY_RULES);
            }
        }
        boolean contact =
                tree.getImports().stream().anyMatch(one -> one.getTarget().equals("crm.Contact"));
        if (!contact && !tree.getRules().isEmpty()) {
            problems.add(
                    source.file(),
                    1,
                    "The import of the contact is missing. Write below the package line:" + " import crm.Contact");
        }
    }

    private void refuse(Collection<? extends BaseDescr> found, String what) {
        found.forEach(one -> add(one, what + " is not allowed." + ONLY_RULES));
    }

    private void names(List<RuleDescr> rules) {
        Set<String> seen = new HashSet<>();
        for (RuleDescr rule : rules) {
            if (!rule.isRule()) {
                add(rule, "A query is not allowed." + ONLY_RULES);
            } else if (!seen.add(rule.getName().toLowerCase(Locale.ROOT))) {
                problems.add(
                        source.file(),
                        rule.getLine(),
                        rule.getName(),
                        "There is another rule of this name in the file." + " Give each rule its own name.");
            }
        }
    }

    private void add(BaseDescr where, String message) {
        problems.add(source.file(), Math.max(1, where.getLine()), message);
    }
}
