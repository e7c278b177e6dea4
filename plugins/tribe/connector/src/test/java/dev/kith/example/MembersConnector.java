package dev.kith.example;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactPage;
import dev.kith.spi.ContactSource;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.FieldType;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads contacts from one text file with a line per member: number, address, name, and yes for the newsletter. */
final class MembersConnector implements Connector, ContactSource, ContactLookup {
    private final ConnectorContext context;

    MembersConnector(ConnectorContext context) {
        this.context = context;
    }

    @Override
    public ContactPage read(Reading reading, Optional<String> cursor) {
        if (reading.list().isPresent()) {
            throw new ConnectorException(Kind.CONFIG, "Members list: it has no saved lists. Use none in the settings.");
        }
        List<Contact> all = lines().map(this::contact).toList();
        return new ContactPage(all, Optional.empty(), OptionalLong.of(all.size()));
    }

    @Override
    public Resolution resolve(Subject subject, Optional<String> cursor) {
        return Resolution.of(List.of(subject.id()));
    }

    @Override
    public List<Contact> fetch(Collection<String> keys) {
        return lines().map(this::contact).filter(c -> keys.contains(c.key())).toList();
    }

    private Contact contact(String line) {
        String[] parts = line.split(";", -1);
        Map<String, Object> values = parts[2].isBlank() ? Map.of() : Map.of("name", parts[2].strip());
        List<String> labels = parts[3].equals("yes") ? List.of("Newsletter") : List.of();
        Optional<String> email = Optional.of(parts[1].strip()).filter(e -> !e.isEmpty());
        return new Contact(parts[0], email, values, labels, labels, true);
    }

    @Override
    public CrmDescription describe() {
        return new CrmDescription(
                List.of(new CrmField("name", "Name", FieldType.TEXT)),
                List.of(new OptInLabel("newsletter", "Newsletter", true)));
    }

    @Override
    public List<String> check() {
        return lines().allMatch(line -> line.split(";", -1).length == 4)
                ? List.of()
                : List.of("The list has lines without four parts. Correct it at its source.");
    }

    private Stream<String> lines() {
        HttpRequest request =
                HttpRequest.newBuilder(context.settings().url("listUrl")).build();
        HttpResponse<InputStream> answer = context.http().send(request);
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 200) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8).lines();
            }
            boolean forNow = answer.statusCode() == 429 || answer.statusCode() >= 500;
            throw new ConnectorException(
                    forNow ? Kind.TRANSIENT : Kind.CONFIG,
                    "Members list: reading it failed: answered " + answer.statusCode()
                            + ". Check the setting listUrl.");
        } catch (IOException e) {
            throw new ConnectorException(Kind.TRANSIENT, "Members list: the answer broke off.", e);
        }
    }

    @Override
    public void close() {}
}
