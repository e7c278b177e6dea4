package dev.kith.engine.rules;

import dev.kith.spi.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a condition's row compares a field. */
public enum RowOperator {
    IS("=", "!="),
    IS_NOT("!=", "=="),
    IN("in", "not in"),
    NOT_IN("not in", "in"),
    CONTAINS("contains", "not contains"),
    NOT_CONTAINS("not contains", "contains"),
    EMPTY("is empty", "!= null"),
    NOT_EMPTY("is not empty", "== null");

    private final String word;
    private final String veto;

    RowOperator(String word, String veto) {
        this.word = word;
        this.veto = veto;
    }

    /** As a person writes it. */
    public String word() {
        return word;
    }

    public static Optional<RowOperator> of(String word) {
        return Stream.of(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** Those that a field of this type can be asked with. */
    public static List<RowOperator> of(FieldType type) {
        return switch (type) {
            case TEXT_LIST -> List.of(CONTAINS, NOT_CONTAINS);
            case TEXT, CHOICE -> List.of(IS, IS_NOT, IN, NOT_IN, CONTAINS, NOT_CONTAINS, EMPTY, NOT_EMPTY);
            case INTEGER, DECIMAL, DATE -> List.of(IS, IS_NOT, IN, NOT_IN, EMPTY, NOT_EMPTY);
            case BOOLEAN -> List.of(IS, IS_NOT, EMPTY, NOT_EMPTY);
            case TIMESTAMP -> List.of(EMPTY, NOT_EMPTY);
        };
    }

    /** The comparison of the rule, which denies those who don't meet the condition. */
    String veto() {
        return veto;
    }

    boolean list() {
        return this == IN || this == NOT_IN;
    }

    boolean alone() {
        return this == EMPTY || this == NOT_EMPTY;
    }
}
