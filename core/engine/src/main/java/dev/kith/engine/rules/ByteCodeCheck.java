package dev.kith.engine.rules;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.objectweb.asm.ClassReader;

/** Reads the byte code of every class generated from a rule set and refuses any use that is not on a list. */
final class ByteCodeCheck {

    private final InternalKieModule module;
    private final List<ParsedFile> files;
    private final Problems problems;

    ByteCodeCheck(InternalKieModule module, List<ParsedFile> files, Problems problems) {
        this.module = module;
        this.files = files;
        this.problems = problems;
    }

    void check() {
        List<String> classes = module.getFileNames().stream()
                .filter(name -> name.endsWith(".class"))
                .toList();
        Set<String> generated = classes.stream()
                .map(name -> name.substring(0, name.length() - ".class".length()))
                .collect(Collectors.toSet());
        Set<String> packages =
                files.stream().map(file -> file.packageName().replace('.', '/')).collect(Collectors.toSet());
        for (String name : classes) {
            Set<String> refused = new TreeSet<>();
            GeneratedKind kind = GeneratedKind.of(name, packages);
            if (kind == GeneratedKind.UNKNOWN) {
                refused.add("a class of its own");
            } else {
                new ClassReader(module.getBytes(name)).accept(new ClassCheck(kind, generated, refused), 0);
            }
            refused.forEach(use -> problem(name, use));
        }
    }

    private void problem(String className, String use) {
        String file = files.stream()
                .filter(one -> className.startsWith(one.packageName().replace('.', '/') + "/"))
                .map(one -> one.source().file())
                .findFirst()
                .orElse("");
        problems.add(
                file, 0, "A rule uses " + use + ", which is not allowed. Use fields of the contact and helpers only.");
    }
}
