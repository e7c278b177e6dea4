package dev.kith.engine.rules;

import dev.kith.rules.Fn;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

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

    private Vocabulary() {}
}
