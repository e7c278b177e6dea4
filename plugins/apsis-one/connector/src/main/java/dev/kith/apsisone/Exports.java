package dev.kith.apsisone;

import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Export;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileConsents;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.Subscription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the consents and addresses of all profiles from exports. */
final class Exports implements ProfileExporter {
    private static final String CRM_ID = "crm_id";
    private static final String EMAIL = "email";
    private static final String TOPIC = "topic_discriminator";

    private final Account account;
    private final DefinitionCalls definitions;
    private final Known known;
    private final ReportCalls reports;

    Exports(Account account, DefinitionCalls definitions, Known known, ReportCalls reports) {
        this.account = account;
        this.definitions = definitions;
        this.known = known;
        this.reports = reports;
    }

    @Override
    public Export<ProfileConsents> exportConsents() {
        Map<String, Object> body = body(Map.of(CRM_ID, Ids.CRM_ID));
        body.put(
                "topic_discriminators",
                definitions.subscriptions().stream().map(Subscription::id).toList());
        List<Map<String, String>> channels = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            channels.add(Map.of("field_name", channel.name(), "channel_discriminator", Channels.id(channel)));
        }
        body.put("channels", channels);
        return open("consents", body, List.of(CRM_ID, TOPIC), Exports::consents);
    }

    @Override
    public Export<ProfileAddress> exportAddresses() {
        Map<String, Object> body = body(Map.of(CRM_ID, Ids.CRM_ID, EMAIL, Ids.EMAIL));
        return open("segments", body, List.of(CRM_ID, EMAIL), Exports::address);
    }

    private Map<String, Object> body(Map<String, String> columns) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("section_discriminator", account.section());
        if (!account.exportSegment().isEmpty()) {
            body.put("segment_discriminator", account.exportSegment());
            body.put("segments", List.of(account.exportSegment()));
        }
        List<Map<String, String>> attributes = new ArrayList<>();
        columns.forEach(
                (name, id) -> attributes.add(Map.of("field_name", name, "attribute_version_id", known.version(id))));
        body.put("attributes", attributes);
        return body;
    }

    private static Optional<ProfileConsents> consents(Map<String, String> row) {
        List<ConsentState> states = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            String type = row.getOrDefault(channel.name(), "");
            boolean granted = type.equals(Consents.OPT_IN) || type.equals(Consents.CONFIRMED);
            if (granted || type.equals(Consents.OPT_OUT)) {
                states.add(new ConsentState(row.getOrDefault(TOPIC, ""), channel, granted, Optional.empty()));
            }
        }
        String key = row.getOrDefault(CRM_ID, "");
        return key.isEmpty() || states.isEmpty() ? Optional.empty() : Optional.of(new ProfileConsents(key, states));
    }

    private static Optional<ProfileAddress> address(Map<String, String> row) {
        String email = row.getOrDefault(EMAIL, "");
        Optional<String> key = Optional.of(row.getOrDefault(CRM_ID, "")).filter(k -> !k.isEmpty());
        return email.isEmpty() ? Optional.empty() : Optional.of(new ProfileAddress(email, key));
    }

    private <T> Export<T> open(
            String kind,
            Map<String, Object> body,
            List<String> needed,
            Function<Map<String, String>, Optional<T>> read) {
        ReportCalls.Report report = reports.open(kind, body);
        if (!report.rows().header().containsAll(needed)) {
            ReportCalls.close(report.in());
            throw new ConnectorException(
                    Kind.BUG, "An export of APSIS One lacks one of the columns " + needed + " that were asked for.");
        }
        return new Rows<>(report, read);
    }

    /** The rows that can be read, one at a time. */
    private record Rows<T>(ReportCalls.Report report, Function<Map<String, String>, Optional<T>> read)
            implements Export<T> {
        @Override
        public Optional<T> next() {
            try {
                Optional<Map<String, String>> row = report.rows().next();
                while (row.isPresent()) {
                    Optional<T> found = read.apply(row.get());
                    if (found.isPresent()) {
                        return found;
                    }
                    row = report.rows().next();
                }
                return Optional.empty();
            } catch (IOException e) {
                throw ReportCalls.broken(e);
            }
        }

        @Override
        public void close() {
            ReportCalls.close(report.in());
        }
    }
}
