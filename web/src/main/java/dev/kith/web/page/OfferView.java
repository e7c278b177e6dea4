package dev.kith.web.page;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.ListOffer;
import java.util.List;

/**
 * What the form for another list offers.
 *
 * @param note why there is nothing to choose, or empty
 */
public record OfferView(String path, String audience, ListOffer offer, String note) {
    public OfferView {
        requireNonNull(path, "path");
        requireNonNull(audience, "audience");
        requireNonNull(offer, "offer");
        requireNonNull(note, "note");
    }

    static OfferView of(Integration integration, ListOffer offer) {
        return of(integration, offer, missing(integration, offer));
    }

    static OfferView none(Integration integration, String why) {
        return of(integration, new ListOffer(List.of(), List.of(), List.of()), why);
    }

    private static OfferView of(Integration integration, ListOffer offer, String note) {
        return new OfferView("/integrations/" + integration.id() + "/lists", integration.audienceTitle(), offer, note);
    }

    private static String missing(Integration integration, ListOffer offer) {
        if (offer.lists().isEmpty()) {
            return "Every list of " + integration.crmTitle() + " is configured already, or it has none.";
        }
        return offer.attributes().isEmpty() && offer.tags().isEmpty()
                ? integration.audienceTitle() + " has no True/False attribute and no tag that is free. Make one there."
                : "";
    }
}
