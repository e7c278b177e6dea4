package dev.kith.rules;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Channel;
import dev.kith.spi.Choice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contact as rules see it: the class {@code crm.Contact}, generated from a rule set's schema, extends it with one
 * getter a field. Rules call {@link #deny}, {@link #set}, {@link #optIn} and getters, and nothing else.
 */
public abstract class ContactFact {

    /** Where the answers of rules go. */
    public interface Answers {
        void deny(@Nullable String reason);

        void set(String attribute, @Nullable Object value);

        void optIn(String subscription, Channel channel);
    }

    private static final int EMAIL = 0;
    private static final int LABELS = 1;
    private static final int ALL_LABELS = 2;

    /** The number of the first slot that holds a field; those before hold the address and the labels. */
    public static final int FIRST_FIELD = 3;

    private final Answers answers;
    private final @Nullable Object[] slots;

    protected ContactFact(Answers answers, @Nullable Object[] slots) {
        this.answers = requireNonNull(answers, "answers");
        this.slots = requireNonNull(slots, "slots");
    }

    /** A veto: the contact is out of scope, for this reason. */
    public final void deny(@Nullable String reason) {
        answers.deny(reason);
    }

    /** The profile's attribute gets this value; null is no value. */
    public final void set(String attribute, @Nullable Object value) {
        answers.set(attribute, value);
    }

    /** The person consents to this subscription by this channel. */
    public final void optIn(String subscription, Channel channel) {
        answers.optIn(subscription, channel);
    }

    /** The address of the person, by the connector's precedence. */
    public @Nullable String getEmail() {
        return text(EMAIL);
    }

    /** The labels that count. */
    public final List<String> getLabels() {
        return requireNonNull(texts(LABELS), "labels");
    }

    /** Every label on the person. */
    public final List<String> getAllLabels() {
        return requireNonNull(texts(ALL_LABELS), "allLabels");
    }

    /** Cut like the texts of helpers: an action may put one together with itself up to 200 times. */
    protected final @Nullable String text(int slot) {
        String text = (String) slots[slot];
        return text == null || text.length() <= Fn.LONGEST ? text : text.substring(0, Fn.LONGEST);
    }

    protected final @Nullable Long integer(int slot) {
        return (Long) slots[slot];
    }

    protected final @Nullable BigDecimal decimal(int slot) {
        return (BigDecimal) slots[slot];
    }

    protected final @Nullable Boolean flag(int slot) {
        return (Boolean) slots[slot];
    }

    protected final @Nullable LocalDate date(int slot) {
        return (LocalDate) slots[slot];
    }

    protected final @Nullable Instant timestamp(int slot) {
        return (Instant) slots[slot];
    }

    @SuppressWarnings("unchecked")
    protected final @Nullable List<String> texts(int slot) {
        return (List<String>) slots[slot];
    }

    protected final @Nullable String choiceCode(int slot) {
        Choice choice = (Choice) slots[slot];
        return choice == null ? null : choice.code();
    }

    protected final @Nullable String choiceId(int slot) {
        Choice choice = (Choice) slots[slot];
        return choice == null ? null : choice.id();
    }

    protected final @Nullable String choiceName(int slot) {
        Choice choice = (Choice) slots[slot];
        return choice == null ? null : choice.name();
    }
}
