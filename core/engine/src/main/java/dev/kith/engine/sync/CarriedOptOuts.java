package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.Store;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Notice;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Carries what persons opted out of over to the other profiles with their address, before their own contacts are settled as
 * gone: the CRM merges by deleting one of two contacts (D40). Repeating it changes nothing. Blocks on the audience.
 *
 * <p>An event for each such profile has its opt-outs remembered, and its labels owed, as if seen in the audience.
 */
final class CarriedOptOuts {
    static final String REASON = "An opt-out of a contact with the same address that is gone from the CRM";

    private final Store store;
    private final String integration;
    private final ContactLocks locks;
    private final Audience audience;
    private final LabelsOwed owed;
    private final Function<String, Optional<List<ConsentState>>> consents;
    private final Delivery delivery;
    private final Clock clock;

    /** @param consents reads those of a profile */
    CarriedOptOuts(
            Store store,
            String integration,
            ContactLocks locks,
            Audience audience,
            LabelsOwed owed,
            Function<String, Optional<List<ConsentState>>> consents,
            Delivery delivery,
            Clock clock) {
        this.store = requireNonNull(store, "store");
        this.integration = requireNonNull(integration, "integration");
        this.locks = requireNonNull(locks, "locks");
        this.audience = requireNonNull(audience, "audience");
        this.owed = requireNonNull(owed, "owed");
        this.consents = requireNonNull(consents, "consents");
        this.delivery = requireNonNull(delivery, "delivery");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Carries over what these contacts leave behind; none of them may be held by this thread.
     *
     * @return why it could not be done, by the key of each contact that must not be settled as gone therefore
     * @throws ConnectorException when it could not be done, and no contact is to blame: none of them may be settled then
     */
    Map<String, ConnectorException> of(Collection<Link> gone) {
        Map<String, ConnectorException> failed = new HashMap<>();
        Map<String, Set<ConsentKey>> optOuts = new HashMap<>();
        Map<String, Set<String>> contacts = new HashMap<>();
        for (Link link : gone) {
            Set<ConsentKey> out = new HashSet<>();
            attempt(() -> out.addAll(Gone.isBegun(link) ? Set.of() : optOuts(link)))
                    .ifPresent(failure -> failed.put(link.contactKey(), failure));
            Optional<String> address = out.isEmpty() ? Optional.empty() : address(link);
            address.ifPresent(text -> {
                optOuts.computeIfAbsent(text, unused -> new HashSet<>()).addAll(out);
                contacts.computeIfAbsent(text, unused -> new HashSet<>()).add(link.contactKey());
            });
        }
        if (!optOuts.isEmpty()) {
            survivors(contacts)
                    .forEach((key, address) -> attempt(() -> carry(key, requireNonNull(optOuts.get(address), address)))
                            .ifPresent(failure -> requireNonNull(contacts.get(address), address)
                                    .forEach(contact -> failed.put(contact, failure))));
        }
        return failed;
    }

    private static Optional<ConnectorException> attempt(Runnable part) {
        try {
            part.run();
            return Optional.empty();
        } catch (ConnectorException e) {
            if (Retries.isOfTheContact(e)) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    private Set<ConsentKey> optOuts(Link link) {
        Optional<List<ConsentState>> states = link.profile() ? consents.apply(link.contactKey()) : Optional.empty();
        Link now = AudienceNews.of(link, states.orElse(List.of()), owed, TwoWay.OFF, clock.instant())
                .link();
        Set<ConsentKey> out = new HashSet<>();
        now.consents().forEach((key, consent) -> {
            if (consent.optedOutAt().isPresent() && !consent.granted()) {
                out.add(key);
            }
        });
        return out;
    }

    private Optional<String> email() {
        return audience.filledByHost(Purpose.EMAIL).map(Attribute::id);
    }

    private Optional<String> address(Link link) {
        return email().flatMap(id -> Stream.concat(
                        Stream.ofNullable(link.delivered().get(id)),
                        Stream.ofNullable(link.leftOut().get(id)).map(part -> part.value()))
                .filter(text -> !text.isBlank())
                .findFirst());
    }

    /** Contact key to address of those that stay. */
    private Map<String, String> survivors(Map<String, Set<String>> gone) {
        Map<String, String> survivors = new HashMap<>();
        new Claims(store.links(), integration, email().orElseThrow())
                .of(gone.keySet())
                .forEach((address, keys) -> keys.stream()
                        .filter(key -> !gone.getOrDefault(address, Set.of()).contains(key))
                        .forEach(key -> survivors.put(key, address)));
        return survivors;
    }

    private void carry(String key, Set<ConsentKey> optOuts) {
        try (ContactLocks.Held held = locks.hold(List.of(key))) {
            Optional<Link> link = store.links().find(integration, key).filter(Link::profile);
            if (link.isPresent()) {
                write(link.get(), optOuts);
                store.inbox()
                        .add(
                                integration,
                                List.of(new NewEvent(
                                        EventSubject.profile(key),
                                        Set.of(Notice.Kind.UPDATED),
                                        EventSource.SPREAD,
                                        clock.instant())));
            }
        }
    }

    private void write(Link link, Set<ConsentKey> optOuts) {
        List<ConsentChange> changes = optOuts.stream()
                .map(key -> new ConsentChange(
                        key.subscription(), key.channel(), ConsentChange.Type.OPT_OUT, REASON, Optional.empty()))
                .toList();
        ProfileWrite write =
                new ProfileWrite(link.contactKey(), Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), changes);
        Plan plan = new Plan(Situation.UPDATE, link, link, Optional.of(write), Map.of(), Map.of(), Set.of(), List.of());
        Delivery.Delivered delivered = delivery.deliver(List.of(plan), () -> false);
        Stream.concat(
                        delivered.end().stream(),
                        delivered.outcomes().stream()
                                .flatMap(written -> written.result().stream())
                                .map(WriteResult::failure)
                                .flatMap(Optional::stream))
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
    }
}
