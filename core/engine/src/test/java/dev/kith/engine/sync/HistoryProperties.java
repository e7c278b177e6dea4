package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxCounts;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.engine.sync.HistoryCrm.Person;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold in every history: at each consent write, after each step, and in the end. */
final class HistoryProperties {
    private final HistoryStage stage;
    private final Set<ConsentKey> onceUnmanaged = new HashSet<>();
    private boolean crashed;

    HistoryProperties(HistoryStage stage) {
        this.stage = stage;
        stage.audience.judge = this::judge;
    }

    /** After a crash Kith may take an opt-in it had only intended for its own. */
    void crashed() {
        crashed = true;
    }

    private void judge(String key, ConsentKey consent, boolean optIn, Optional<Consent> stands) {
        String label = requireNonNull(HistoryRules.LABELS.get(consent), "label");
        if (optIn) {
            Optional<Consent> optOut = stands.filter(now -> !now.granted() && now.byPerson());
            if (optOut.isPresent()
                    && !stage.crm.setAnewAfter(key, label, optOut.get().real())) {
                throw broken("an opt-in overwrites the opt-out of " + key + " " + consent + " of "
                        + optOut.get().since());
            }
            return;
        }
        if (isCarried(key, consent)) {
            return;
        }
        if (stands.filter(Consent::kiths).isEmpty() && !crashed) {
            throw broken("a consent is withdrawn that Kith had not granted: " + key + " " + consent);
        }
        boolean gone = stage.crm.gone.isProven(key);
        boolean seen = stage.crm
                .lastRead(key)
                .filter(contact -> contact.allLabels().contains(label))
                .isPresent();
        if (!gone && seen) {
            throw broken("a consent is withdrawn whose label was there: " + key + " " + consent);
        }
    }

    /** D40: the person had said so on the profile of the contact that was merged into this one. */
    private boolean isCarried(String key, ConsentKey consent) {
        return stage.crm.mergedInto(key).stream()
                .filter(stage.crm.deleted::contains)
                .flatMap(other -> stage.audience.consent(other, consent).stream())
                .anyMatch(now -> !now.granted() && now.byPerson());
    }

    /** DESIGN 3: received = applied + unchanged + ... + pending. */
    void afterStep() {
        HistoryRules.LABELS.keySet().stream()
                .filter(consent -> !stage.rules.manages(consent))
                .forEach(onceUnmanaged::add);
        InboxCounts counts = stage.store().inboxReads().counts("tribe");
        if (!counts.balanced() || !counts.equals(stage.store().inboxReads().countedAnew("tribe"))) {
            throw broken("the inbox is out of balance: " + counts);
        }
        if (counts.of(EventState.DEAD) > 0) {
            throw broken("an event is dead: " + counts);
        }
    }

    /** When nothing moves any more. */
    void inTheEnd() {
        afterStep();
        if (stage.store().inboxReads().counts("tribe").of(EventState.PENDING) > 0) {
            throw broken("events still wait: " + stage.store().inboxReads().counts("tribe"));
        }
        stage.crm.persons.forEach(this::agrees);
        HistoryLists.CARRIERS.keySet().forEach(this::members);
        stage.crm.deleted.forEach(key -> HistoryRules.LABELS.keySet().forEach(consent -> notGranted(key, consent)));
    }

    private void agrees(String key, Person person) {
        if (stage.rules.inScope(person.out, person.city)) {
            Map<String, Object> wanted =
                    new HashMap<>(Map.of("Email", person.email, "CRM-ID", key, "Mobile", HistoryCrm.mobile(key)));
            wanted.put(stage.rules.attribute(), person.city);
            if (stage.audience.isTaken(key, person.email)) {
                wanted.remove("Email");
            }
            Map<String, Object> found = stage.audience.profiles.getOrDefault(key, Map.of());
            if (!found.entrySet().containsAll(wanted.entrySet())) {
                throw broken("profile " + key + " should have " + wanted + " but is " + found);
            }
        }
        HistoryRules.LABELS.forEach((consent, label) -> {
            if (!person.labels.contains(label) && stage.rules.manages(consent)) {
                notGranted(key, consent);
            } else if (stage.rules.manages(consent) && stage.rules.inScope(person.out, person.city)) {
                granted(key, consent, label);
            }
        });
    }

    /** S37: who is on a list and in scope has its attribute, who isn't on it has not; out of scope it stays as it was. */
    private void members(String list) {
        Optional<ListSettings> settings = stage.lists.settings(list);
        stage.audience.profiles.forEach((key, profile) -> {
            Optional<Person> person = Optional.ofNullable(stage.crm.persons.get(key));
            boolean on = settings.filter(now -> now.kind() != ListKind.OFF).isPresent()
                    && person.filter(now -> HistoryLists.isOn(list, now)).isPresent();
            boolean inScope =
                    person.filter(now -> stage.rules.inScope(now.out, now.city)).isPresent();
            for (String attribute : requireNonNull(HistoryLists.CARRIERS.get(list))) {
                boolean has = Boolean.TRUE.equals(profile.get(attribute));
                boolean may = on
                        && settings.filter(now -> now.carrierName().equals(attribute))
                                .isPresent();
                if (has && !may) {
                    throw broken(key + " has " + attribute + " of a list it isn't on: " + list);
                }
                if (may && inScope && !has) {
                    throw broken(key + " lacks " + attribute + " of a list it is on: " + list);
                }
            }
        });
    }

    private void notGranted(String key, ConsentKey consent) {
        stage.audience
                .consent(key, consent)
                .filter(stands -> stands.granted() && stands.kiths())
                .ifPresent(stands -> {
                    throw broken("a withdrawal didn't arrive: " + key + " " + consent);
                });
    }

    private void granted(String key, ConsentKey consent, String label) {
        Optional<Consent> stands = stage.audience.consent(key, consent);
        // A crash may have taken the reading that saw the label absent, and rules without the consent remember none:
        // then
        // the opt-out stands. With a clock ahead the stricter wins, also over a withdrawal whose answer a crash has
        // taken.
        boolean untold = crashed && stage.audience.wasAhead;
        boolean forgotten = crashed || onceUnmanaged.contains(consent);
        boolean optOut = stands.filter(now -> !now.granted()
                        && (untold
                                || (now.byPerson()
                                        && (forgotten
                                                || !stage.crm.setAnewAfter(
                                                        key, label, stage.audience.optedOutAt(key, consent, now))))))
                .isPresent();
        boolean reachable = !stage.audience.isTaken(key, requireNonNull(stage.crm.persons.get(key)).email);
        if (stands.filter(Consent::granted).isEmpty() && !optOut && reachable) {
            throw broken("an opt-in didn't arrive: " + key + " " + consent + " is " + stands);
        }
    }

    HistoryWorld.Broken broken(String what) {
        return stage.world.broken(what);
    }
}
