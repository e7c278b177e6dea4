package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one file in {@code integrations/} says.
 *
 * @param id the file's name without {@code .yaml}
 * @param name shown to people
 * @param rules the name of the rule set, a folder in {@code rules/}
 * @param activate when changed files of the rule set begin to decide
 * @param timeZone the zone of dates without one
 * @param twoWay which consents given or withdrawn in the audience the CRM is told of
 * @param leaving what becomes of profiles whose contact is gone or no longer meets the conditions
 */
public record IntegrationSettings(
        String id,
        String name,
        Endpoint crm,
        Endpoint audience,
        String rules,
        Activate activate,
        ZoneId timeZone,
        RunSettings runs,
        EventSettings events,
        TwoWay twoWay,
        Leaving leaving,
        GuardSettings guard,
        boolean enabled) {
    public IntegrationSettings {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(crm, "crm");
        requireNonNull(audience, "audience");
        requireNonNull(rules, "rules");
        requireNonNull(activate, "activate");
        requireNonNull(timeZone, "timeZone");
        requireNonNull(runs, "runs");
        requireNonNull(events, "events");
        requireNonNull(twoWay, "twoWay");
        requireNonNull(leaving, "leaving");
        requireNonNull(guard, "guard");
    }

    /** The file that holds this, relative to the home. */
    public String file() {
        return "integrations/" + id + ".yaml";
    }

    /**
     * One side of an integration.
     *
     * @param connector the kind of connector
     * @param settings as written, unchecked: for {@link ConnectorSettings#check} only, since it may hold secrets
     */
    public record Endpoint(String connector, Map<String, Object> settings) {
        public Endpoint {
            requireNonNull(connector, "connector");
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }

        /** Without the values, some of which are secret. */
        @Override
        public String toString() {
            return "Endpoint[connector=" + connector + ", settings=" + settings.keySet() + "]";
        }
    }

    /**
     * How runs behave.
     *
     * @param patience how long a run repeats calls that fail for now, before it fails
     * @param bulkFrom for {@link Bulk#AUTO}: how many writes make an import worth it
     * @param merge whether a profile that belongs to no contact is merged into that of the only contact with its address
     */
    public record RunSettings(Duration patience, Bulk bulk, int bulkFrom, boolean merge) {
        public RunSettings {
            requireNonNull(patience, "patience");
            requireNonNull(bulk, "bulk");
        }
    }

    /**
     * From when on dangerous writes wait for a person: when there are more than a number of one kind, and more than a part
     * of the linked contacts.
     *
     * @param never kinds that are left out altogether
     */
    public record GuardSettings(int count, int percent, Set<String> never) {
        /** The words for the kinds of dangerous writes. */
        public static final Set<String> KINDS = Set.of("erase", "blank", "withdraw", "opt-in", "merge");

        public GuardSettings {
            never = Set.copyOf(never);
        }
    }

    /** Which consents travel from the audience to the CRM, as labels. Opt-outs are respected in any case. */
    public enum TwoWay {
        /** Opt-outs take their label off. */
        OPT_OUTS,
        /** Opt-ins put their label on, too. */
        BOTH,
        /** None. */
        OFF
    }

    /**
     * What becomes of profiles.
     *
     * @param gone of a contact that is gone from the CRM (D41)
     * @param outOfScope of a contact that no longer meets the conditions (S9, D10)
     */
    public record Leaving(Gone gone, OutOfScope outOfScope) {
        public Leaving {
            requireNonNull(gone, "gone");
            requireNonNull(outOfScope, "outOfScope");
        }
    }

    /** What becomes of the profile of a contact that is gone. */
    public enum Gone {
        /** Every consent that was granted is withdrawn; the profile stays. */
        WITHDRAW,
        /** It stays as it is, with its consents. */
        KEEP,
        /** It is deleted for good, and what Kith knows of the person with it. */
        ERASE
    }

    /** What becomes of the profile of a contact that no longer meets the conditions. */
    public enum OutOfScope {
        /** It stays; only withdrawals reach it. */
        KEEP,
        /** It is deleted for good when the contact is next looked at. */
        ERASE
    }

    /** When changed files of a rule set begin to decide about contacts. */
    public enum Activate {
        /** When someone says so. */
        BY_HAND,
        /** As soon as they compile and their cases pass; for demonstrations and development. */
        ON_CHANGE
    }

    /** Whether profiles are written by imports. */
    public enum Bulk {
        /** When the audience takes imports and there is enough to write. */
        AUTO,
        /** Whenever the audience takes imports. */
        ON,
        /** Never. */
        OFF
    }

    /**
     * How events are taken and worked on.
     *
     * @param address where the CRM reaches this server from outside, such as that of a reverse proxy; empty when webhooks
     *     are registered by hand or not at all
     * @param newContacts when an event makes the profile of a contact that has none
     * @param quietAfter how long without any event is normal
     */
    public record EventSettings(Optional<URI> address, NewContacts newContacts, Duration quietAfter) {
        public EventSettings {
            requireNonNull(address, "address");
            requireNonNull(newContacts, "newContacts");
            requireNonNull(quietAfter, "quietAfter");
        }
    }

    /** When contacts without a profile get one by their events. */
    public enum NewContacts {
        /** With the daily run (S29, S30). */
        DAILY,
        /** At once. */
        IMMEDIATELY
    }
}
