package dev.kith.engine.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in plain words what the Java compiler found in a rule. */
final class CompilerAdvice {

    private static final Pattern NOT_APPLICABLE = Pattern.compile(
            "The method (\\w+)\\(([^)]*)\\) in the type [\\w<>, ]+ is not applicable for the arguments \\(([^)]*)\\)");
    private static final Pattern UNDEFINED =
            Pattern.compile("The method (\\w+)\\(([^)]*)\\) is undefined for the type (\\w+)");
    private static final Pattern MISMATCH = Pattern.compile("Type mismatch: cannot convert from (\\w+) to (\\w+)");
    private static final Pattern UNRESOLVED = Pattern.compile("^([\\w.]+) cannot be resolved");
    private static final Pattern OPERATOR =
            Pattern.compile("The operator (\\S+) is undefined for the argument type\\(s\\) ([\\w.]+)(?:, ([\\w.]+))?");
    private static final Pattern TWICE = Pattern.compile("Duplicate attribute definition: ([\\w-]+)");
    private static final Pattern EXPRESSION = Pattern.compile("Unable to parse left part of expression: (.*)");

    private CompilerAdvice() {}

    static String about(String text) {
        Matcher applicable = NOT_APPLICABLE.matcher(text);
        if (applicable.find()) {
            boolean moment = applicable.group(2).contains("LocalDate")
                    && applicable.group(3).contains("Instant");
            return "\"" + applicable.group(1) + "\" takes (" + plain(applicable.group(2)) + ") and was given ("
                    + plain(applicable.group(3)) + "). "
                    + (moment ? "Make a date of the moment: date(...)." : "Give it that, or use text(...).");
        }
        Matcher undefined = UNDEFINED.matcher(text);
        if (undefined.find()) {
            return "\"" + undefined.group(1) + "\" can't be called with (" + plain(undefined.group(2)) + ") on "
                    + plain(undefined.group(3)) + ".";
        }
        Matcher mismatch = MISMATCH.matcher(text);
        if (mismatch.find()) {
            boolean known = plain(mismatch.group(2)).equals("text");
            return "A value (" + plain(mismatch.group(1)) + ") is given where this is needed: "
                    + (known ? "text." : mismatch.group(2) + ". A variable can have the type: var");
        }
        Matcher unresolved = UNRESOLVED.matcher(text);
        if (unresolved.find()) {
            return "\"" + unresolved.group(1) + "\" is unknown here. Use fields of the contact and helpers only.";
        }
        Matcher operator = OPERATOR.matcher(text);
        if (operator.find()) {
            return operator(operator);
        }
        Matcher twice = TWICE.matcher(text);
        if (twice.find()) {
            return "\"" + twice.group(1) + "\" stands twice. Keep one of them.";
        }
        if (text.contains("on the primitive type")) {
            return "A method is called on what has none: a number, true or false, or an answer. Take it out.";
        }
        Matcher expression = EXPRESSION.matcher(text);
        if (expression.find()) {
            return "This condition can't be understood: " + expression.group(1).strip();
        }
        return text.lines().findFirst().orElse(text).strip();
    }

    private static String operator(Matcher operator) {
        String other = operator.group(3) == null ? "" : " and " + plain(simple(operator.group(3)));
        return "\"" + operator.group(1) + "\" can't be used with " + plain(simple(operator.group(2))) + other
                + ". Use a helper or a method, such as same(a, b), round(decimal) or date.isBefore(other).";
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String plain(String types) {
        return types.replaceAll("\\b(int|long)\\b", "whole number")
                .replaceAll("\\b(double|float)\\b", "decimal number")
                .replace("boolean", "true or false")
                .replace("String", "text")
                .replace("BigDecimal", "decimal number")
                .replace("Long", "whole number")
                .replace("LocalDate", "date")
                .replace("Instant", "moment");
    }
}
