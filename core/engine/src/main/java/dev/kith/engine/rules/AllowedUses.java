package dev.kith.engine.rules;

import java.util.Map;
import java.util.Set;

/**
 * The byte-code allow-list: what one method of a generated class may call, read or make. Anything else is refused.
 *
 * @param self the class, with slashes
 * @param bridge whether the compiler wrote the method to pass on to another one
 * @param generated every generated class, with slashes
 */
record AllowedUses(GeneratedKind kind, String self, String method, boolean bridge, Set<String> generated) {

    private static final Set<String> ENUM_METHODS = Set.of("<clinit>", "values", "valueOf", "$values");
    private static final Set<String> CONTACT = Set.of("deny", "set", "optIn");

    /** For text of rule authors. Nothing here loops, grows without bound, keeps state, or reads a clock. */
    private static final Map<String, Set<String>> RULES = Map.ofEntries(
            Map.entry("java/lang/Object", Set.of("equals", "toString")),
            Map.entry(
                    "java/lang/String",
                    Set.of(
                            "equals",
                            "equalsIgnoreCase",
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
                            "toString",
                            "hashCode",
                            "compareTo",
                            "valueOf",
                            "concat")),
            Map.entry("java/lang/StringBuilder", Set.of("<init>", "append", "toString")),
            Map.entry(
                    "java/lang/Integer", Set.of("valueOf", "intValue", "longValue", "equals", "compareTo", "toString")),
            Map.entry("java/lang/Long", Set.of("valueOf", "intValue", "longValue", "equals", "compareTo", "toString")),
            Map.entry("java/lang/Double", Set.of("valueOf", "doubleValue", "equals", "compareTo", "toString")),
            Map.entry("java/lang/Boolean", Set.of("valueOf", "booleanValue", "equals", "toString", "TRUE", "FALSE")),
            Map.entry("java/lang/Character", Set.of("valueOf", "charValue", "equals", "toString")),
            Map.entry("java/lang/Number", Set.of("intValue", "longValue", "doubleValue")),
            Map.entry("java/lang/invoke/StringConcatFactory", Set.of("makeConcatWithConstants")),
            Map.entry(
                    "java/math/BigDecimal",
                    Set.of(
                            "valueOf",
                            "<init>",
                            "compareTo",
                            "equals",
                            "signum",
                            "toString",
                            "longValue",
                            "intValue",
                            "add",
                            "subtract",
                            "multiply",
                            "ZERO",
                            "ONE",
                            "TEN")),
            Map.entry("java/math/MathContext", Set.of("DECIMAL128")),
            Map.entry(
                    "java/time/LocalDate",
                    Set.of(
                            "equals",
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
                            "minusYears",
                            "toString")),
            Map.entry("java/time/Instant", Set.of("equals", "compareTo", "isBefore", "isAfter", "toString")),
            Map.entry("java/util/List", Set.of("contains", "size", "isEmpty", "get", "equals", "indexOf", "toString")),
            Map.entry("org/drools/modelcompiler/dsl/pattern/D", Set.of("eval")),
            Map.entry("org/drools/model/operators/ContainsOperator", Set.of("INSTANCE")),
            Map.entry("org/drools/model/operators/ExcludesOperator", Set.of("INSTANCE")),
            Map.entry("org/drools/model/operators/InOperator", Set.of("INSTANCE")),
            Map.entry("org/drools/model/operators/MemberOfOperator", Set.of("INSTANCE")),
            Map.entry(
                    "org/drools/modelcompiler/util/EvaluationUtil",
                    Set.of(
                            "toBigDecimal",
                            "areNullSafeEquals",
                            "areNumbersNullSafeEquals",
                            "areNumbersNullSafeEqual",
                            "equals",
                            "greaterThanNumbers",
                            "greaterOrEqualNumbers",
                            "lessThanNumbers",
                            "lessOrEqualNumbers",
                            "greaterThan",
                            "greaterOrEqual",
                            "lessThan",
                            "lessOrEqual",
                            "greaterThanStringsAsNumbers",
                            "greaterOrEqualStringsAsNumbers",
                            "lessThanStringsAsNumbers",
                            "lessOrEqualStringsAsNumbers",
                            "string2Int")));

    /** For what the compiler adds to the text of rule authors. */
    private static final Map<String, Set<String>> LAMBDA_FRAME = Map.of(
            "java/lang/Enum",
            Set.of("<init>", "valueOf"),
            "org/drools/model/functions/PredicateInformation",
            // The last one when more than ten rules have the same condition.
            Set.of("<init>", "addRuleNames", "setMoreThanMaxRuleDefs"));

    private static final Map<String, Set<String>> GLUE = Map.ofEntries(
            Map.entry("java/lang/Object", Set.of("<init>")),
            Map.entry("java/lang/Boolean", Set.of("valueOf", "TRUE", "FALSE", "TYPE")),
            // TYPE: of what an index is, as the length of a text.
            Map.entry("java/lang/Integer", Set.of("valueOf", "TYPE")),
            Map.entry("java/lang/Character", Set.of("valueOf", "TYPE")),
            Map.entry("java/lang/Long", Set.of("valueOf")),
            Map.entry("java/lang/String", Set.of("equals", "hashCode")),
            Map.entry("java/lang/IllegalArgumentException", Set.of("<init>")),
            Map.entry("java/lang/RuntimeException", Set.of("<init>")),
            Map.entry("java/lang/invoke/StringConcatFactory", Set.of("makeConcatWithConstants")),
            Map.entry("java/math/BigDecimal", Set.of("<init>", "valueOf")),
            Map.entry("java/util/Arrays", Set.of("asList")),
            Map.entry("java/util/Collections", Set.of("emptyList")),
            Map.entry("java/util/Locale", Set.of("ENGLISH")),
            Map.entry(
                    "java/time/format/DateTimeFormatterBuilder",
                    Set.of("<init>", "appendPattern", "parseCaseInsensitive", "toFormatter")),
            Map.entry("org/drools/util/DateUtils", Set.of("getDateFormatMask")),
            Map.entry("org/kie/api/KieServices", Set.of("get", "newKieModuleModel")),
            Map.entry(
                    "org/kie/api/builder/model/KieBaseModel",
                    Set.of("addPackage", "setEventProcessingMode", "setMutability")),
            Map.entry("org/kie/api/builder/model/KieModuleModel", Set.of("newKieBaseModel")),
            Map.entry("org/kie/api/conf/EventProcessingOption", Set.of("CLOUD")),
            Map.entry("org/kie/api/conf/KieBaseMutabilityOption", Set.of("ALLOWED")),
            Map.entry("org/kie/util/maven/support/ReleaseIdImpl", Set.of("<init>")),
            Map.entry("org/drools/model/DomainClassMetadata", Set.of("getPropertyIndex")),
            Map.entry(
                    "org/drools/model/Index$ConstraintType",
                    Set.of(
                            "EQUAL",
                            "NOT_EQUAL",
                            "GREATER_THAN",
                            "GREATER_OR_EQUAL",
                            "LESS_THAN",
                            "LESS_OR_EQUAL",
                            "RANGE",
                            "FORALL_SELF_JOIN",
                            "UNKNOWN")),
            Map.entry("org/drools/model/PatternDSL$PatternDef", Set.of("expr", "bind", "and", "or", "endAnd", "endOr")),
            Map.entry("org/drools/model/consequences/ConsequenceBuilder$_1", Set.of("execute")),
            Map.entry("org/drools/model/consequences/ConsequenceBuilder$_2", Set.of("execute")),
            Map.entry("org/drools/model/consequences/ConsequenceBuilder$_3", Set.of("execute")),
            Map.entry("org/drools/model/consequences/ConsequenceBuilder$_4", Set.of("execute")),
            Map.entry("org/drools/model/impl/RuleBuilder", Set.of("build", "attribute")),
            Map.entry("org/drools/model/Rule$Attribute", Set.of("NO_LOOP", "ACTIVATION_GROUP")),
            Map.entry(
                    "org/drools/modelcompiler/dsl/pattern/D",
                    Set.of("alphaIndexedBy", "declarationOf", "on", "pattern", "reactOn", "rule")));

    boolean use(String owner, String member) {
        if (owner.startsWith("[")) {
            return false;
        }
        return switch (kind) {
            case CONTACT ->
                owner.equals(self)
                        || (owner.equals("dev/kith/rules/ContactFact")
                                && method.equals("<init>")
                                && member.equals("<init>"));
            case LAMBDA -> lambda(owner, member);
            case GLUE -> generated.contains(owner) || listed(GLUE, owner, member);
            case UNKNOWN -> false;
        };
    }

    private boolean lambda(String owner, String member) {
        if (owner.equals(self)) {
            return writtenByCompiler();
        }
        if (owner.equals("java/lang/System")) {
            return method.equals("values") && member.equals("arraycopy");
        }
        if (owner.equals("crm/Contact")) {
            return CONTACT.contains(member) || (member.startsWith("get") && !member.equals("getClass"));
        }
        if (owner.equals("dev/kith/rules/Fn")) {
            return true;
        }
        return listed(RULES, owner, member) || (isFrame() && listed(LAMBDA_FRAME, owner, member));
    }

    private boolean isFrame() {
        return ENUM_METHODS.contains(method) || method.equals("<init>") || method.equals("predicateInformation");
    }

    /** Whether no text of a rule author is in the method. */
    boolean writtenByCompiler() {
        return kind == GeneratedKind.GLUE || bridge || ENUM_METHODS.contains(method);
    }

    private static boolean listed(Map<String, Set<String>> list, String owner, String member) {
        return list.getOrDefault(owner, Set.of()).contains(member);
    }
}
