package dev.kith.engine.rules;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names that stand alone in an action: variables, channels, and the contact only where something is called on it. */
final class NameCheck {

    private final String contact;
    private final Schema schema;
    private final Set<String> known;

    /** @param known what a name may be; grows while the action is read */
    NameCheck(String contact, Schema schema, Set<String> known) {
        this.contact = contact;
        this.schema = schema;
        this.known = known;
    }

    /** What is wrong with it. */
    Optional<String> problem(NameExpr name) {
        String text = name.getNameAsString();
        if (text.equals(contact)) {
            return Optional.of(
                    "The contact can't be handed on. Use a value of it, such as " + contact + ".getFirstName().");
        }
        return known.contains(text) || isChannelOfConsent(name)
                ? Optional.empty()
                : Optional.of("\"" + text + "\" is unknown here." + advice(name));
    }

    /** The call is a problem of its own in a file that isn't for consents. */
    private static boolean isChannelOfConsent(NameExpr name) {
        return Vocabulary.CHANNELS.contains(name.getNameAsString()) && isInOptIn(name);
    }

    private static boolean isInOptIn(NameExpr name) {
        return name.getParentNode()
                .filter(parent -> parent instanceof MethodCallExpr call
                        && call.getNameAsString().equals("optIn")
                        && call.getArguments().contains(name))
                .isPresent();
    }

    /** A name that a problem of its own tells of. */
    boolean isUnknown(Expression scope) {
        return scope instanceof NameExpr name && !known.contains(name.getNameAsString());
    }

    private String advice(NameExpr name) {
        String text = name.getNameAsString();
        Optional<Property> property = schema.property(text);
        if (isInOptIn(name) && Suggestion.nearest(text, Vocabulary.CHANNELS).isEmpty()) {
            return " The channel is EMAIL or SMS, without quotes.";
        }
        if (text.equalsIgnoreCase(contact) || isInOptIn(name)) {
            return Suggestion.text(text, text.equalsIgnoreCase(contact) ? List.of(contact) : Vocabulary.CHANNELS);
        }
        return property.map(field -> " Write: " + contact + "." + field.getter() + "()")
                .orElseGet(() -> Suggestion.text(text, known));
    }
}
