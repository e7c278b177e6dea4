package dev.kith.engine.plugin;

import dev.kith.spi.AddressHolder;
import dev.kith.spi.Connector;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactSource;
import dev.kith.spi.ProfileEraser;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileTagger;
import dev.kith.spi.Resolution;
import dev.kith.spi.Role;
import dev.kith.spi.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What each role needs, and each capability behind {@link PluginCall}. */
final class Capabilities {
    private Capabilities() {}

    static List<String> lacking(Role role, Connector connector) {
        return needed(role).stream()
                .filter(type -> !type.isInstance(connector))
                .map(Class::getSimpleName)
                .toList();
    }

    private static List<Class<?>> needed(Role role) {
        return switch (role) {
            case CRM -> List.of(ContactSource.class, ContactLookup.class);
            case AUDIENCE -> List.of(ProfileSink.class);
        };
    }

    static ContactSource source(PluginCall call, ContactSource source) {
        return (reading, cursor) -> call.call("read", () -> source.read(reading, cursor));
    }

    static ContactLookup lookup(PluginCall call, ContactLookup lookup) {
        return new ContactLookup() {
            @Override
            public Resolution resolve(Subject subject, Optional<String> cursor) {
                return call.call("resolve", () -> lookup.resolve(subject, cursor));
            }

            @Override
            public List<Contact> fetch(Collection<String> keys) {
                return call.list("fetch", () -> lookup.fetch(keys));
            }
        };
    }

    static ProfileReader reader(PluginCall call, ProfileReader reader) {
        return key -> {
            Optional<List<ConsentState>> consents = call.call("consents", () -> reader.consents(key));
            return call.call("consents", () -> consents.map(List::copyOf));
        };
    }

    static ProfileMerger merger(PluginCall call, ProfileMerger merger) {
        return new ProfileMerger() {
            @Override
            public Optional<AddressHolder> holder(String email) {
                return call.call("holder", () -> merger.holder(email));
            }

            @Override
            public List<ConsentState> merge(String profileKey, String email) {
                return call.list("merge", () -> merger.merge(profileKey, email));
            }
        };
    }

    static ProfileTagger tagger(PluginCall call, ProfileTagger tagger) {
        return (key, set, remove) -> call.run("tag", () -> tagger.tag(key, set, remove));
    }

    static ProfileEraser eraser(PluginCall call, ProfileEraser eraser) {
        return key -> call.run("erase", () -> eraser.erase(key));
    }
}
