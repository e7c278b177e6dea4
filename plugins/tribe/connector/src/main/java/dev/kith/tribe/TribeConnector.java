package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentWriter;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.LabelResult;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.Notice;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import dev.kith.spi.Webhook;
import dev.kith.spi.WebhookDelivery;
import dev.kith.spi.WebhookSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One Tribe CRM: its persons are the contacts, with the fields of their default contact row and its organisation;
 * or each contact row is one.
 *
 * <p>The schema is read anew by {@link #check}, {@link #describe} and the first page of a reading, and kept in between.
 */
final class TribeConnector implements Connector, ContactSource, ContactLookup, WebhookSource, ConsentWriter {
    private final ConnectorContext context;
    private final TribeSettings settings;
    private final Lanes lanes = new Lanes();
    private final TribeApi api;
    private final Rows rows;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private volatile @Nullable Schema schema;

    TribeConnector(ConnectorContext context, TribeSettings settings) {
        this.context = requireNonNull(context, "context");
        this.settings = requireNonNull(settings, "settings");
        this.api = new TribeApi(context, settings, lanes);
        this.rows = new Rows(api);
        this.webhooks = new Webhooks(api, settings.webhooks());
        this.deliveries = new Deliveries(settings.webhooks(), context.logger());
    }

    @Override
    public List<String> check() {
        Set<String> problems = new LinkedHashSet<>();
        problems.addAll(problemsOf(this::probe));
        problems.addAll(problemsOf(() -> freshSchema().gaps()));
        return List.copyOf(problems);
    }

    @Override
    public CrmDescription describe() {
        return freshSchema().orThrow().describe();
    }

    @Override
    public ContactPage read(Reading reading, Optional<String> cursor) {
        Schema now = cursor.isEmpty() ? freshSchema().orThrow() : schema();
        return forgettingSchema(() -> {
            Readings readings = new Readings(rows, now, settings);
            ContactPage page = readings.page(reading, cursor);
            warn(readings.unreadable());
            return page;
        });
    }

    @Override
    public Resolution resolve(Subject subject, Optional<String> cursor) {
        Schema now = schema();
        return forgettingSchema(() -> new Subjects(rows, now, settings).resolve(subject, cursor));
    }

    @Override
    public List<Contact> fetch(Collection<String> keys) {
        List<String> ids = keys.stream()
                .filter(key -> Subjects.GUID.matcher(key).matches())
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Schema now = schema();
        return forgettingSchema(() -> {
            Records records = new Records(rows, now, settings);
            List<Contact> contacts = records.fetch(ids);
            warn(records.unreadable());
            return contacts;
        });
    }

    @Override
    public List<Webhook> subscribe(URI target, Map<String, String> headers) {
        return webhooks.subscribe(topics(schema().metadata()), target, headers);
    }

    private static List<String> topics(Metadata metadata) {
        List<String> topics = new ArrayList<>(List.of(Types.PERSON));
        for (String set : metadata.setsDeclaring(Level.RELATIONSHIPS.set(), "Person")) {
            Types.family(metadata, metadata.typeOf(set)).stream()
                    .filter(type -> !metadata.isAbstract(type))
                    .map(Types::dotted)
                    .forEach(topics::add);
        }
        topics.add(Types.ORGANISATION);
        topics.add(Types.LABEL);
        return topics;
    }

    @Override
    public List<Webhook> webhooks() {
        return webhooks.list();
    }

    @Override
    public void unsubscribe(String id) {
        webhooks.remove(id);
    }

    @Override
    public Optional<List<Notice>> receive(WebhookDelivery delivery) {
        return deliveries.receive(delivery);
    }

    @Override
    public List<LabelResult> write(LabelWrite write) {
        Schema now = schema();
        return forgettingSchema(() -> new LabelWriter(rows, now, settings).write(write));
    }

    @Override
    public void close() {
        schema = null;
        lanes.close();
    }

    private List<String> probe() {
        api.get(Query.of("GetCurrentEmployee()").with("$expand", "Person"));
        return List.of();
    }

    private static List<String> problemsOf(Supplier<List<String>> part) {
        try {
            return part.get();
        } catch (ConnectorException e) {
            if (e.kind() == Kind.CONFIG || e.kind() == Kind.AUTH) {
                return List.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private void warn(List<String> unreadable) {
        if (!unreadable.isEmpty()) {
            context.logger()
                    .log(
                            System.Logger.Level.WARNING,
                            "Tribe CRM: {0} values were left out because they are not of their field''s type: {1}",
                            unreadable.size(),
                            String.join(", ", unreadable.subList(0, Math.min(20, unreadable.size()))));
        }
    }

    private Schema schema() {
        Schema known = schema;
        return known == null ? freshSchema().orThrow() : known.orThrow();
    }

    private Schema freshSchema() {
        Schema fresh = Schema.load(api, rows, settings);
        schema = fresh;
        return fresh;
    }

    /** A refused query may come of a field that is gone: the next call looks again. */
    private <T> T forgettingSchema(Supplier<T> call) {
        try {
            return call.get();
        } catch (ConnectorException e) {
            if (e.kind() == Kind.CONFIG) {
                schema = null;
            }
            throw e;
        }
    }
}
