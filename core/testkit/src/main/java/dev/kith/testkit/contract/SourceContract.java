package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.Reading;
import dev.kith.spi.SavedList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@link ContactSource} promises. */
public abstract class SourceContract extends Contract<TestedCrm> {
    private static final int MOST_PAGES = 100_000;

    @Test
    void aReadingOfAllHasEveryContact() {
        assertThat(keys(Reading.all())).containsExactlyInAnyOrderElementsOf(system.contactKeys());
    }

    @Test
    void theOrderIsTotal() {
        List<ContactPage> pages = pages(Reading.all());
        assertThat(pages).allSatisfy(page -> assertThat(keys(page)).doesNotHaveDuplicates());
        assertThat(pages(Reading.all())).isEqualTo(pages);
    }

    @Test
    void nobodyIsMissedWhenContactsGoAndChangeBetweenPages() {
        Set<String> seen = new LinkedHashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            ContactPage read = read(Reading.all(), cursor);
            List<String> page = keys(read);
            cursor = read.next();
            seen.addAll(page);
            if (!page.isEmpty()) {
                system.change(page.get(page.size() - 1));
                system.remove(page.get(0));
            }
        } while (cursor.isPresent());
        assertThat(seen).containsAll(system.contactKeys());
    }

    @Test
    void aCursorGoesOnAfterARestart() {
        List<ContactPage> pages = pages(Reading.all());
        for (int i = 0; i + 1 < pages.size(); i++) {
            reopen();
            assertThat(read(Reading.all(), pages.get(i).next())).isEqualTo(pages.get(i + 1));
        }
    }

    @Test
    void aReadingThatWasCutOffGoesOnFromTheSameCursor() {
        ContactPage first = read(Reading.all(), Optional.empty());
        context.cutOff();
        assertFails(() -> read(Reading.all(), first.next()), Kind.TRANSIENT);
        context.restore();
        assertThat(read(Reading.all(), first.next()))
                .isEqualTo(pages(Reading.all()).get(first.next().isEmpty() ? 0 : 1));
    }

    @Test
    void theTotalCountsTheContacts() {
        read(Reading.all(), Optional.empty())
                .total()
                .ifPresent(total ->
                        assertThat(total).isEqualTo(system.contactKeys().size()));
    }

    @Test
    void contactsAreAsDescribed() {
        ContactShape shape = new ContactShape((CrmDescription) connector.describe());
        pages(Reading.all()).forEach(page -> page.contacts().forEach(shape::check));
    }

    @Test
    void whatChangedSinceIsThereAndNothingThatDoesNotExist() {
        String changed = system.contactKeys().iterator().next();
        Instant before = context.clock().instant();
        system.change(changed);
        assertThat(keys(Reading.changedSince(before))).contains(changed).isSubsetOf(system.contactKeys());
        assertThat(keys(Reading.changedSince(Instant.EPOCH))).containsAll(system.contactKeys());
        assertThat(keys(Reading.createdSince(Instant.EPOCH))).containsAll(system.contactKeys());
    }

    @Test
    void everySavedListCanBeReadAndAnUnknownOneIsAWrongSetting() {
        List<SavedList> lists = ((CrmDescription) connector.describe()).savedLists();
        for (SavedList list : lists) {
            assertThat(keys(Reading.membersOf(list.key()))).isSubsetOf(system.contactKeys());
        }
        assertFails(() -> read(Reading.membersOf("no such list"), Optional.empty()), Kind.CONFIG);
    }

    private ContactPage read(Reading reading, Optional<String> cursor) {
        return as(ContactSource.class).read(reading, cursor);
    }

    private List<ContactPage> pages(Reading reading) {
        List<ContactPage> pages = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ContactPage page = read(reading, cursor);
            pages.add(page);
            cursor = page.next();
        } while (cursor.isPresent() && pages.size() < MOST_PAGES);
        assertThat(pages).as("pages of a reading that ends").hasSizeLessThan(MOST_PAGES);
        return pages;
    }

    private Set<String> keys(Reading reading) {
        return pages(reading).stream()
                .flatMap(page -> keys(page).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> keys(ContactPage page) {
        return page.contacts().stream().map(Contact::key).toList();
    }
}
