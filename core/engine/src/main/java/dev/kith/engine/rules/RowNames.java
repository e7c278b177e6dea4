package dev.kith.engine.rules;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names rows that come without a name, each differently. */
public final class RowNames {

    private static final int LONGEST = 100;

    private final Set<String> taken = new HashSet<>();

    /** @param taken the names that others have */
    public RowNames(Collection<String> taken) {
        taken.forEach(name -> this.taken.add(name.toLowerCase(Locale.ROOT)));
    }

    /** A name that a rule can have, as near to the words as possible. */
    public String name(String words) {
        StringBuilder safe = new StringBuilder();
        words.codePoints()
                .limit(LONGEST)
                .mapToObj(Character::toString)
                .map(letter -> RuleCheck.isName(letter) ? letter : " ")
                .forEach(safe::append);
        String name =
                safe.toString().replaceAll("\\*/|//", " ").replaceAll(" +", " ").strip();
        String free = name.isEmpty() ? "Row" : name;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = name + " " + i;
        }
        return free.strip();
    }
}
