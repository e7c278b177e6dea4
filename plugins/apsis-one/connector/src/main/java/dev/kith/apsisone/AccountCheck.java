package dev.kith.apsisone;

import dev.kith.apsisone.DefinitionCalls.Keyspace;
import dev.kith.spi.Attribute;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds every gap between the settings and the account at once. */
final class AccountCheck {
    private final Account account;
    private final DefinitionCalls calls;
    private final List<String> gaps = new ArrayList<>();

    AccountCheck(Account account, DefinitionCalls calls) {
        this.account = account;
        this.calls = calls;
    }

    List<String> gaps() {
        if (!step(calls::requireToken)) {
            return gaps;
        }
        step(() -> checkKeyspaces(calls.keyspaces()));
        boolean[] sectionFound = {false};
        step(() -> sectionFound[0] = checkSection(calls.sections()));
        if (sectionFound[0]) {
            step(() -> checkAttributes(calls.attributes()));
            step(calls::subscriptions);
            step(calls::tags);
        }
        return gaps;
    }

    /** Runs one step and notes what an admin must mend; false when it could not be taken. */
    private boolean step(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (ConnectorException e) {
            if (e.kind() == Kind.TRANSIENT || e.kind() == Kind.THROTTLED || e.kind() == Kind.BUG) {
                throw e;
            }
            gaps.add(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void checkKeyspaces(List<Keyspace> keyspaces) {
        Optional<Keyspace> ours = keyspaces.stream()
                .filter(k -> k.id().equals(account.keyspace()))
                .findFirst();
        if (ours.isEmpty()) {
            gaps.add("Setting \"keyspace\": the account has no keyspace " + account.keyspace() + ", it has "
                    + keyspaces.stream().map(Keyspace::id).toList() + ". Correct the setting, or give the key of"
                    + " setting \"clientId\" access to the keyspace in APSIS One.");
        } else if (!ours.get().managed()) {
            gaps.add("Setting \"keyspace\": consents can't be written through " + account.keyspace()
                    + " (manage_subscriptions is false). Allow subscriptions for it under Account settings > Unique"
                    + " identifiers in APSIS One, or choose another keyspace.");
        }
        if (ours.isPresent() && keyspaces.stream().noneMatch(k -> k.id().equals(Holders.EMAIL_KEYSPACE))) {
            gaps.add("The account shows no keyspace " + Holders.EMAIL_KEYSPACE
                    + ", in which addresses are looked up before"
                    + " they are written. Give the key of setting \"clientId\" access to it in APSIS One.");
        }
        firstParty(account, keyspaces).ifPresent(gaps::add);
    }

    /** D47: a first-party integration may be active and would write the same profiles. */
    static Optional<String> firstParty(Account account, List<Keyspace> keyspaces) {
        if (account.firstPartyOff()) {
            return Optional.empty();
        }
        return keyspaces.stream()
                .map(Keyspace::id)
                .filter(id -> id.endsWith(".tribe"))
                .findFirst()
                .map(id -> "The account has the keyspace " + id + " of APSIS One's own Tribe CRM integration, and both"
                        + " would write the same profiles. Switch that integration off in APSIS One, then set"
                        + " \"confirmedFirstPartyOff\" to true.");
    }

    private boolean checkSection(List<String> sections) {
        if (sections.contains(account.section())) {
            return true;
        }
        gaps.add("Setting \"section\": the account has no section " + account.section() + ", it has " + sections
                + ". Correct the setting.");
        return false;
    }

    private void checkAttributes(List<Attribute> attributes) {
        checkAttribute(attributes, Ids.EMAIL);
        if (account.keyspace().equals(Ids.CRM_ID_KEYSPACE)) {
            checkAttribute(attributes, Ids.CRM_ID);
        }
    }

    private void checkAttribute(List<Attribute> attributes, String id) {
        Optional<Attribute> found =
                attributes.stream().filter(a -> a.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            gaps.add("Section " + account.section() + " has no attribute " + id
                    + ". Give the key of setting \"clientId\" access to it in APSIS One.");
        } else if (!found.get().writable()) {
            gaps.add("Attribute " + id + " can't be written through keyspace " + account.keyspace()
                    + ". Allow it under Account settings > Unique identifiers in APSIS One.");
        }
    }
}
