package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One Tribe CRM: its persons are the contacts, with the fields of their default contact row and its organisation.
 *
 * <p>The schema is read anew by {@link #check}, {@link #describe} and the first page of a reading, and kept in between.
 */
final class TribeConnector implements Connector, ContactSource, ContactLookup {
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final ConnectorContext context;
    private final TribeSettings settings;
    private final TribeApi api;
    private final Rows rows;
    private volatile @Nullable Schema schema;

    TribeConnector(ConnectorContext context, TribeSettings settings) {
        this.context = requireNonNull(context, "context");
        this.settings = requireNonNull(settings, "settings");
        this.api = new TribeApi(context, settings);
        this.rows = new Rows(api);
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
        reading.list().ifPresent(list -> {
            throw new ConnectorException(Kind.CONFIG, "Tribe CRM: there is no saved list \"" + list + "\".");
        });
        Optional<Cursor> place = cursor.map(Cursor::parse);
        Schema now = place.isEmpty() ? freshSchema().orThrow() : schema();
        return forgettingSchema(() -> {
            PersonPages pages = new PersonPages(rows, now.persons(), settings.pageSize());
            PersonPages.Slice slice = place.map(pages::from).orElseGet(pages::first);
            return new ContactPage(contacts(now, slice.persons()), slice.next().map(Cursor::text), slice.total());
        });
    }

    @Override
    public Resolution resolve(Subject subject, Optional<String> cursor) {
        return Resolution.of(List.of(subject.id()));
    }

    @Override
    public List<Contact> fetch(Collection<String> keys) {
        List<String> ids = keys.stream()
                .filter(key -> GUID.matcher(key).matches())
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Schema now = schema();
        return forgettingSchema(() -> contacts(now, rows.whereIn(now.persons(), "ID", ids)));
    }

    @Override
    public void close() {
        schema = null;
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

    private List<Contact> contacts(Schema now, List<JsonNode> persons) {
        List<String> ids = persons.stream().map(p -> p.path("ID").asText()).toList();
        Map<String, Ties> ties = new Relationships(rows, now).of(ids);
        ContactMaker maker = new ContactMaker(now, settings);
        List<Contact> contacts = persons.stream()
                .map(p -> maker.make(p, ties.getOrDefault(p.path("ID").asText(), Ties.NONE)))
                .toList();
        warn(maker.unreadable());
        return contacts;
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
