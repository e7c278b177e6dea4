package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventState;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.Events;
import dev.kith.engine.sync.Integration;
import dev.kith.web.http.Route;
import io.javalin.http.Context;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** What Kith tells Prometheus: read from the store at each scrape, so it is the same after a restart. */
public final class MetricsRoute {
    private final Engine engine;
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    public MetricsRoute(Engine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    public List<Route> routes() {
        return List.of(Route.get("/metrics", this::scrape));
    }

    private void scrape(Context ctx) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, snapshots());
        ctx.result(text.toByteArray()).contentType(writer.getContentType());
    }

    private MetricSnapshots snapshots() {
        CounterSnapshot.Builder received =
                CounterSnapshot.builder().name("kith_events_received").help("Events put into the inbox.");
        GaugeSnapshot.Builder events = gauge("kith_events", "Events by where they are now.");
        GaugeSnapshot.Builder balanced = gauge(
                "kith_events_balanced",
                "1 when every event received is pending or has ended in one way; 0 tells of a fault in Kith.");
        GaugeSnapshot.Builder lag =
                gauge("kith_event_lag_seconds", "How long the event that waits longest has been due.");
        GaugeSnapshot.Builder deferred = gauge("kith_events_deferred", "1 while events wait for a full sync to end.");
        GaugeSnapshot.Builder contacts = gauge("kith_contacts", "Contacts that were ever evaluated.");
        GaugeSnapshot.Builder labels =
                gauge("kith_label_changes_owed", "Labels that the CRM has still to change after opt-outs.");
        GaugeSnapshot.Builder due =
                gauge("kith_full_sync_due", "1 while only a full sync makes profiles what the rules say.");
        GaugeSnapshot.Builder held = gauge("kith_staged_held", "Dangerous writes that wait for a person, by kind.");
        for (Integration integration : engine.integrations()) {
            Events.Status status = integration.events().status();
            Labels whose = Labels.of("integration", integration.id());
            received.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(whose)
                    .value((double) status.counts().received())
                    .build());
            for (EventState state : EventState.values()) {
                add(events, whose.add("state", state.word()), (double)
                        status.counts().of(state));
            }
            add(balanced, whose, status.counts().balanced() ? 1 : 0);
            add(lag, whose, status.lag().toMillis() / 1000.0);
            add(deferred, whose, status.deferred() ? 1 : 0);
            add(contacts, whose, (double) integration.contacts());
            add(labels, whose, (double) integration.events().labelsOwed());
            add(due, whose, integration.rules().history().fullSyncDue().isPresent() ? 1 : 0);
            for (StagedKind kind : StagedKind.values()) {
                add(held, whose.add("kind", kind.word()), (double)
                        integration.staged().held(kind));
            }
        }
        return MetricSnapshots.of(
                received.build(),
                events.build(),
                balanced.build(),
                lag.build(),
                deferred.build(),
                contacts.build(),
                labels.build(),
                due.build(),
                held.build());
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static void add(GaugeSnapshot.Builder gauge, Labels labels, double value) {
        gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value)
                .build());
    }
}
