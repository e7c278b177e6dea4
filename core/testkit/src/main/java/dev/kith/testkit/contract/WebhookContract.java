package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ContactLookup;
import dev.kith.spi.Notice;
import dev.kith.spi.Webhook;
import dev.kith.spi.WebhookDelivery;
import dev.kith.spi.WebhookSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link WebhookSource} promises. Needs {@link TestedCrm#delivery}. */
public abstract class WebhookContract extends Contract<TestedCrm> {
    private static final URI TARGET = URI.create("https://kith.example/webhooks/contract");

    @Test
    void aGenuineDeliveryNamesTheContactAndCallsNobody() {
        String key = system.contactKeys().iterator().next();
        WebhookDelivery delivery = system.delivery(key);
        long calls = context.calls();
        List<Notice> notices = as(WebhookSource.class).receive(delivery).orElseThrow();
        assertThat(context.calls()).isEqualTo(calls);
        assertThat(notices)
                .anyMatch(notice -> as(ContactLookup.class)
                        .resolve(notice.subject(), java.util.Optional.empty())
                        .contactKeys()
                        .contains(key));
    }

    @Test
    void whatIsNotProvedToBeGenuineIsRefused() {
        WebhookDelivery delivery =
                system.delivery(system.contactKeys().iterator().next());
        WebhookSource source = as(WebhookSource.class);
        for (int at : new int[] {0, delivery.body().length / 2, delivery.body().length - 1}) {
            byte[] changed = delivery.body().clone();
            changed[at] ^= 1;
            assertThat(source.receive(new WebhookDelivery(delivery.headers(), changed, delivery.secrets())))
                    .as("a body with another byte at %d", at)
                    .isEmpty();
        }
        assertThat(source.receive(new WebhookDelivery(Map.of(), delivery.body(), delivery.secrets())))
                .as("no signature")
                .isEmpty();
        assertThat(source.receive(new WebhookDelivery(delivery.headers(), delivery.body(), Set.of("another"))))
                .as("another secret")
                .isEmpty();
        assertThat(source.receive(new WebhookDelivery(delivery.headers(), delivery.body(), Set.of())))
                .as("no secret at all")
                .isEmpty();
    }

    @Test
    void subscribingAgainKeepsWhatIsThereAndUnsubscribingTwiceIsDone() {
        WebhookSource source = as(WebhookSource.class);
        List<String> ids = ids(source.subscribe(TARGET, Map.of()));
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
        assertThat(ids(source.subscribe(TARGET, Map.of()))).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ids(source.webhooks())).containsAll(ids);
        ids.forEach(source::unsubscribe);
        ids.forEach(source::unsubscribe);
        assertThat(ids(source.webhooks())).doesNotContainAnyElementsOf(ids);
    }

    private static List<String> ids(List<Webhook> webhooks) {
        return webhooks.stream().map(Webhook::id).toList();
    }
}
