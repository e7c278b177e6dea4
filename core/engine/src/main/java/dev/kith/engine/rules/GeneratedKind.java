package dev.kith.engine.rules;

import java.util.Set;

/** The kinds of class that a build generates, each with a list of its own of what it may use. */
enum GeneratedKind {
    /** The contact. */
    CONTACT,
    /** A condition, action or value of a rule: text of the author is in it. */
    LAMBDA,
    /** The glue that describes rules to Drools. */
    GLUE,
    /** Anything else: refused. */
    UNKNOWN;

    /** @param packages of the rule files, with slashes */
    static GeneratedKind of(String file, Set<String> packages) {
        if (file.equals("crm/Contact.class")) {
            return CONTACT;
        }
        int slash = file.lastIndexOf('/');
        String folder = slash < 0 ? "" : file.substring(0, slash);
        String name = file.substring(slash + 1);
        boolean lambda = name.matches("Lambda(Predicate|Consequence|Extractor)[0-9A-F]{32}\\.class");
        if (lambda && folderOf(packages, folder)) {
            return LAMBDA;
        }
        boolean rules = name.matches(
                "(Rules[0-9A-F]{32}(RuleMethods[0-9]+)?|DomainClassesMetadata[0-9A-F]{32}(\\$[0-9A-Za-z_]{1,100}_Metadata)?)\\.class");
        boolean project =
                folder.startsWith("org/drools/project/model") && name.matches("ProjectModel[0-9A-Za-z_]*\\.class");
        return (rules && packages.contains(folder)) || project ? GLUE : UNKNOWN;
    }

    /** A lambda is in its rule's package, or in one below it named by a hash. */
    private static boolean folderOf(Set<String> packages, String folder) {
        return packages.stream().anyMatch(one -> folder.equals(one) || folder.matches(one + "/P[0-9A-F]{2}"));
    }
}
