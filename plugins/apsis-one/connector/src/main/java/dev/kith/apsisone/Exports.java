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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the consents and addresses of all profiles from exports. */
final class Exports implements ProfileExporter {
    private static final String CRM_ID = "crm_id";
    private static final String EMAIL = "email";
    private static final String MOBILE = "mobile";
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
        Map<String, String> columns = new LinkedHashMap<>(Map.of(CRM_ID, Ids.CRM_ID, EMAIL, Ids.EMAIL));
        if (!known.version(Ids.MOBILE).isEmpty()) {
            columns.put(MOBILE, Ids.MOBILE);
        }
        return open("segments", body(columns), List.copyOf(columns.keySet()), Exports::addresses);
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

    private static List<ProfileConsents> consents(Map<String, String> row) {
        List<ConsentState> states = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            String type = row.getOrDefault(channel.name(), "");
            boolean granted = type.equals(Consents.OPT_IN) || type.equals(Consents.CONFIRMED);
            if (granted || type.equals(Consents.OPT_OUT)) {
                states.add(new ConsentState(row.getOrDefault(TOPIC, ""), channel, granted, Optional.empty()));
            }
        }
        String key = row.getOrDefault(CRM_ID, "");
        return key.isEmpty() || states.isEmpty() ? List.of() : List.of(new ProfileConsents(key, states));
    }

    private static List<ProfileAddress> addresses(Map<String, String> row) {
        Optional<String> key = Optional.of(row.getOrDefault(CRM_ID, "")).filter(k -> !k.isEmpty());
        String mobile = row.getOrDefault(MOBILE, "").replaceAll("\\D", "");
        return Stream.of(row.getOrDefault(EMAIL, ""), mobile)
                .filter(address -> !address.isEmpty())
                .map(address -> new ProfileAddress(address, key))
                .toList();
    }

    private <T> Export<T> open(
            String kind, Map<String, Object> body, List<String> needed, Function<Map<String, String>, List<T>> read) {
        ReportCalls.Report report = reports.open(kind, body);
        if (!report.rows().header().containsAll(needed)) {
            ReportCalls.close(report.in());
            throw new ConnectorException(
                    Kind.BUG, "An export of APSIS One lacks one of the columns " + needed + " that were asked for.");
        }
        return new Rows<>(report, read);
    }

    /** What can be read of the rows, one at a time. */
    private static final class Rows<T> implements Export<T> {
        private final ReportCalls.Report report;
        private final Function<Map<String, String>, List<T>> read;
        private final Deque<T> waiting = new ArrayDeque<>();

        Rows(ReportCalls.Report report, Function<Map<String, String>, List<T>> read) {
            this.report = report;
            this.read = read;
        }

        @Override
        public Optional<T> next() {
            try {
                while (waiting.isEmpty()) {
                    Optional<Map<String, String>> row = report.rows().next();
                    if (row.isEmpty()) {
                        return Optional.empty();
                    }
                    waiting.addAll(read.apply(row.get()));
                }
                return Optional.of(waiting.remove());
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
