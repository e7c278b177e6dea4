package dev.kith.engine.rules;

import dev.kith.rules.Fn;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** The words of the rule language that do not come from a schema. */
final class Vocabulary {

    /** The helpers. */
    static final List<String> FUNCTIONS = Arrays.stream(Fn.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .distinct()
            .sorted()
            .toList();

    /** The constants of {@link Fn} that rules may name. */
    static final List<String> CHANNELS = List.of("EMAIL", "SMS");

    /** What may be called on a text, a number, a date or a list. */
    static final Set<String> METHODS = Set.of(
            "length",
            "isEmpty",
            "isBlank",
            "trim",
            "strip",
            "toLowerCase",
            "toUpperCase",
            "startsWith",
            "endsWith",
            "contains",
            "indexOf",
            "substring",
            "charAt",
            "equals",
            "equalsIgnoreCase",
            "toString",
            "size",
            "get",
            "longValue",
            "intValue",
            "booleanValue",
            "compareTo",
            "getYear",
            "getMonthValue",
            "getDayOfMonth",
            "isBefore",
            "isAfter",
            "plusDays",
            "plusMonths",
            "plusYears",
            "minusDays",
            "minusMonths",
            "minusYears");

    /** The same as properties, in conditions. */
    static final Set<String> PROPERTIES = Set.of("empty");

    /** Words and signs of comparisons. */
    static final Set<String> OPERATORS =
            Set.of("in", "not", "contains", "memberOf", "null", "true", "false", "excludes");

    private static final Pattern VARIABLE = Pattern.compile("[$]?[a-z][A-Za-z0-9_]{0,60}");

    /** Names that mean something of their own in the code that is generated from a rule. */
    private static final Set<String> TAKEN =
            Set.of("drools", "kcontext", "rule", "when", "then", "end", "var", "record");

    private Vocabulary() {}

    /** Whether an author may give this name to the contact or to a value. */
    static boolean isVariable(String name) {
        return VARIABLE.matcher(name).matches()
                && !TAKEN.contains(name)
                && !OPERATORS.contains(name)
                && !SourceVersion.isKeyword(name);
    }
}
