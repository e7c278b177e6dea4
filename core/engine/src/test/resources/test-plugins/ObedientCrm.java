package acme;

import dev.kith.spi.*;
import java.util.*;

/** Does what the first key says. */
class ObedientCrm implements Connector, ContactSource, ContactLookup, WebhookSource, ConsentWriter {
    @Override
    public List<Contact> fetch(Collection<String> keys) {
        String order = keys.iterator().next();
        if (order.equals("null")) return null;
        if (order.equals("null entry")) return Collections.singletonList(null);
        if (order.equals("throw")) throw new IllegalStateException("mail of jan@example.test is odd");
        if (order.equals("linkage")) throw new NoClassDefFoundError("lib/Missing");
        if (order.equals("assertion")) throw new AssertionError("can't be");
        if (order.equals("overflow")) return fetch(keys);
        if (order.equals("checked")) ObedientCrm.<RuntimeException>sneak(new java.io.IOException("broken"));
        if (order.equals("throttle"))
            throw ConnectorException.throttled("too many calls", java.time.Duration.ofSeconds(7));
        if (order.equals("loader"))
            return say(Thread.currentThread().getContextClassLoader() == getClass().getClassLoader());
        return say(sees(order));
    }

    private Object sees(String name) {
        try {
            Class<?> seen = Class.forName(name);
            return seen.getClassLoader() == getClass().getClassLoader() ? "own" : "lent";
        } catch (ClassNotFoundException e) {
            return getClass().getClassLoader().getResource(name) == null ? "unseen" : "resource";
        }
    }

    private static List<Contact> say(Object answer) {
        return List.of(new Contact(String.valueOf(answer), Optional.empty(), Map.of(), List.of(), List.of(), true));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public ContactPage read(Reading reading, Optional<String> cursor) {
        return cursor.isPresent() ? null : new ContactPage(List.of(), Optional.empty(), OptionalLong.of(0));
    }

    @Override
    public Resolution resolve(Subject subject, Optional<String> cursor) {
        return subject.type().equals("null") ? null : Resolution.of(List.of(subject.id()));
    }

    @Override
    public List<Webhook> subscribe(java.net.URI target, Map<String, String> headers) {
        return Collections.singletonList(null);
    }

    @Override
    public List<Webhook> webhooks() {
        return List.of();
    }

    @Override
    public void unsubscribe(String id) {
        throw new IllegalStateException(id);
    }

    @Override
    public Optional<List<Notice>> receive(WebhookDelivery delivery) {
        return delivery.body().length == 0
                ? Optional.of(Collections.singletonList(null))
                : Optional.of(List.of(new Notice(new Subject("person", "7"), Notice.Kind.UPDATED)));
    }

    @Override
    public List<LabelResult> write(LabelWrite write) {
        return write.add().stream()
                .map(label -> new LabelResult(label, LabelResult.Outcome.WRITTEN, ""))
                .toList();
    }

    @Override
    public List<String> check() {
        return List.of("The key has no right to read persons.");
    }

    @Override
    public Description describe() {
        return new AudienceDescription(List.of(), List.of(), List.of());
    }

    @Override
    public void close() {
        throw new IllegalStateException("close must not throw");
    }
}
