package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactSource;
import dev.kith.spi.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link ContactLookup} promises. */
public abstract class LookupContract extends Contract<TestedCrm> {

    @Test
    void contactsAreFetchedAsTheyAreRead() {
        List<Contact> read = as(ContactSource.class).readAll(Optional.empty()).contacts().stream()
                .limit(100)
                .toList();
        assertThat(fetch(read.stream().map(Contact::key).toList())).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void onlyThoseAskedForAreFetchedAndAnUnknownKeyIsMissing() {
        String key = someKey();
        assertThat(fetch(List.of(key, "no such contact")))
                .extracting(Contact::key)
                .containsExactly(key);
        assertThat(fetch(List.of())).isEmpty();
    }

    @Test
    void aContactIsFetchedAsItIsNow() {
        String key = someKey();
        List<Contact> before = fetch(List.of(key));
        system.change(key);
        assertThat(fetch(List.of(key))).hasSize(1).isNotEqualTo(before);
    }

    @Test
    void aLookUpThatCouldNotBeAnsweredIsNotAnEmptyOne() {
        String key = someKey();
        fetch(List.of(key));
        context.cutOff();
        assertFails(() -> fetch(List.of(key)), Kind.TRANSIENT);
    }

    @Test
    void aContactsOwnNoticeNamesIt() {
        String key = someKey();
        List<String> named = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Resolution part = as(ContactLookup.class).resolve(system.subject(key), cursor);
            assertThat(part.contactKeys()).hasSizeLessThanOrEqualTo(1000).doesNotHaveDuplicates();
            named.addAll(part.contactKeys());
            cursor = part.next();
        } while (cursor.isPresent());
        assertThat(named).contains(key);
    }

    private String someKey() {
        return system.contactKeys().iterator().next();
    }

    private List<Contact> fetch(List<String> keys) {
        return as(ContactLookup.class).fetch(keys);
    }
}
