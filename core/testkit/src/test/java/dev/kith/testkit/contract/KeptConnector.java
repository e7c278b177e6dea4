package dev.kith.testkit.contract;

import dev.kith.spi.AddressHolder;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Export;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileConsents;
import dev.kith.spi.ProfileEraser;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.ProfileTagger;
import dev.kith.spi.Tag;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Does what the SPI promises of an audience's connector, but for its flaw. */
final class KeptConnector extends KeptBulk implements ProfileExporter, ProfileMerger, ProfileEraser, ProfileTagger {

    KeptConnector(KeptAudience audience, Asking asking) {
        super(audience, asking);
    }

    @Override
    public Export<ProfileConsents> exportConsents() {
        return export(audience.consents.keySet().stream().flatMap(this::consentRow));
    }

    private Stream<ProfileConsents> consentRow(String key) {
        List<ConsentState> states = audience.consents(key).stream()
                .filter(state -> state.granted() || !asking.has(Flaw.EXPORTS_NO_OPT_OUTS))
                .toList();
        return states.isEmpty() ? Stream.of() : Stream.of(new ProfileConsents(key, states));
    }

    @Override
    public Export<ProfileAddress> exportAddresses() {
        List<ProfileAddress> rows = new ArrayList<>();
        audience.profiles.forEach((key, profile) -> profile.forEach((id, value) -> {
            boolean other = id.equals(KeptAudience.MOBILE) && !asking.has(Flaw.EXPORTS_EMAIL_ONLY);
            if (id.equals(KeptAudience.EMAIL) || other) {
                boolean named = !asking.has(Flaw.EXPORTS_ADDRESSES_WITHOUT_KEYS);
                rows.add(new ProfileAddress(value, named ? Optional.of(key) : Optional.empty()));
            }
        }));
        return export(rows.stream());
    }

    private <T> Export<T> export(Stream<T> rows) {
        boolean answered = asking.answered(Flaw.EXPORTS_NOTHING_WHEN_CUT_OFF);
        Iterator<T> left = (answered ? rows : Stream.<T>of()).iterator();
        return new Export<>() {
            private boolean closed;

            @Override
            public Optional<T> next() {
                return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
            }

            @Override
            public void close() {
                if (closed && asking.has(Flaw.THROWS_WHEN_AN_EXPORT_IS_CLOSED_AGAIN)) {
                    throw new IllegalStateException("Closed already");
                }
                closed = true;
            }
        };
    }

    @Override
    public Optional<AddressHolder> holder(String email) {
        asking.ask();
        String address = asking.has(Flaw.FINDS_ADDRESSES_AS_WRITTEN)
                ? email
                : email.strip().toLowerCase(Locale.ROOT);
        Optional<AddressHolder> stranger =
                Optional.ofNullable(audience.strangers.get(address)).map(s -> new AddressHolder(Optional.empty()));
        return stranger.or(() -> audience.profiles.entrySet().stream()
                .filter(profile -> address.equals(profile.getValue().get(KeptAudience.EMAIL)))
                .map(profile -> new AddressHolder(Optional.of(profile.getKey())))
                .findFirst());
    }

    @Override
    public List<ConsentState> merge(String profileKey, String email) {
        Optional<String> other =
                holder(email).flatMap(AddressHolder::profileKey).filter(key -> !key.equals(profileKey));
        if (other.isPresent() && !asking.has(Flaw.MERGES_ANOTHER_CONTACT)) {
            throw rejected("It is another contact's.");
        }
        other.ifPresent(audience::remove);
        Map<String, ConsentState> theirs = audience.strangers.remove(email);
        if (theirs == null && asking.has(Flaw.MERGES_ONCE)) {
            throw rejected("There is nobody to merge with.");
        }
        if (!audience.profiles.containsKey(profileKey) && asking.has(Flaw.MERGES_WITH_NOBODY)) {
            throw rejected("There is no such profile.");
        }
        audience.profiles.computeIfAbsent(profileKey, key -> new TreeMap<>()).put(KeptAudience.EMAIL, email);
        if (theirs != null && !asking.has(Flaw.FORGETS_THE_OTHERS_OPT_OUT)) {
            theirs.forEach((id, state) -> audience.consentsOf(profileKey).merge(id, state, this::stricter));
        }
        return audience.consents(profileKey);
    }

    private ConsentState stricter(ConsentState ours, ConsentState theirs) {
        return ours.granted() == asking.has(Flaw.OPTS_IN_BY_MERGING) ? ours : theirs;
    }

    @Override
    public void erase(String profileKey) {
        asking.ask();
        if (asking.has(Flaw.MISSES_THE_ERASED) && !audience.profiles.containsKey(profileKey)) {
            throw rejected("There is no such profile.");
        }
        if (asking.has(Flaw.ERASES_ALL)) {
            audience.profiles.clear();
        } else if (!asking.has(Flaw.ERASES_NOTHING)) {
            audience.remove(profileKey);
        }
    }

    @Override
    public void tag(String profileKey, Set<String> set, Set<String> remove) {
        asking.ask();
        if (!audience.profiles.containsKey(profileKey) && !asking.has(Flaw.TAGS_NOBODY)) {
            throw rejected("There is no such profile.");
        }
        List<String> known =
                KeptAudience.DESCRIPTION.tags().stream().map(Tag::id).toList();
        if (!known.containsAll(set) && !asking.has(Flaw.MAKES_UP_TAGS)) {
            throw rejected("There is no such tag.");
        }
        Set<String> tags = audience.tags(profileKey);
        if (asking.has(Flaw.REPLACES_TAGS)) {
            tags.clear();
        }
        tags.addAll(set);
        if (!asking.has(Flaw.KEEPS_TAGS)) {
            tags.removeAll(remove);
        }
    }
}
