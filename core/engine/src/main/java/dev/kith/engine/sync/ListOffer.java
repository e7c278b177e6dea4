package dev.kith.engine.sync;

import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.spi.Attribute;
import dev.kith.spi.SavedList;
import dev.kith.spi.Tag;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What can be configured: lists that nobody brings to the audience yet, and what their members could get.
 *
 * @param lists of the CRM, by their titles
 * @param attributes names of True/False attributes that no mapping and no other list writes
 * @param tags names of tags that no other list sets
 */
public record ListOffer(List<SavedList> lists, List<String> attributes, List<String> tags) {
    public ListOffer {
        lists = List.copyOf(lists);
        attributes = List.copyOf(attributes);
        tags = List.copyOf(tags);
    }

    /** @param held whether members of a list have, or may still have, something at a carrier */
    static ListOffer of(
            Descriptions now, ListChoice choice, Collection<ListSettings> configured, Predicate<ListCarrier> held) {
        Set<String> known = configured.stream()
                .filter(list -> list.kind() != ListKind.OFF)
                .map(ListSettings::list)
                .collect(Collectors.toSet());
        return new ListOffer(
                now.crm().savedLists().stream()
                        .filter(list -> !known.contains(list.key()))
                        .sorted(Comparator.comparing(SavedList::title))
                        .toList(),
                ListChoice.fit(now.audience()).stream()
                        .filter(attribute -> isFree(ListCarrier.Type.ATTRIBUTE, attribute.id(), choice, held))
                        .map(Attribute::name)
                        .sorted()
                        .toList(),
                now.audience().tags().stream()
                        .filter(tag -> isFree(ListCarrier.Type.TAG, tag.id(), choice, held))
                        .map(Tag::name)
                        .sorted()
                        .toList());
    }

    private static boolean isFree(ListCarrier.Type type, String id, ListChoice choice, Predicate<ListCarrier> held) {
        ListCarrier carrier = new ListCarrier(type, id);
        return choice.clash(carrier).isEmpty() && !held.test(carrier);
    }
}
