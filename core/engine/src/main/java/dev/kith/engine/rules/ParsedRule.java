package dev.kith.engine.rules;

import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A rule of a file as the parser read it.
 *
 * @param actionLine the line on which its action starts
 */
record ParsedRule(RuleText source, int actionLine, String action, RuleDescr tree) {

    String name() {
        return source.name();
    }

    RuleKind kind() {
        return source.kind();
    }

    boolean mvel() {
        return tree.getAttributes().containsKey("dialect")
                && tree.getAttributes().get("dialect").getValue().equals("mvel");
    }

    boolean grouped() {
        return tree.getAttributes().containsKey("activation-group");
    }

    /** Its activation group; empty for none. */
    String group() {
        AttributeDescr group = tree.getAttributes().get("activation-group");
        return group == null ? "" : group.getValue();
    }

    void problem(Problems problems, int line, String message) {
        problems.add(source.file(), line, source.name(), message);
    }

    void problem(Problems problems, String message) {
        problem(problems, source.line(), message);
    }
}
