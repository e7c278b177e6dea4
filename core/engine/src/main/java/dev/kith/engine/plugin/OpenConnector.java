package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.AudienceDescription;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.Connector;
import dev.kith.spi.ConsentWriter;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactSource;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.Description;
import dev.kith.spi.ProfileEraser;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileTagger;
import dev.kith.spi.Role;
import dev.kith.spi.WebhookSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin's {@link Connector} that has what its role needs. Every call passes {@link PluginCall}, so nothing but
 * {@link dev.kith.spi.ConnectorException} comes out. Any thread; {@link #close} comes last.
 */
public final class OpenConnector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OpenConnector.class);

    private final PluginCall call;
    private final Role role;
    private final Connector connector;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OpenConnector(PluginCall call, Role role, Connector connector) {
        this.call = requireNonNull(call, "call");
        this.role = requireNonNull(role, "role");
        this.connector = requireNonNull(connector, "connector");
    }

    static OpenConnector of(PluginCall call, Role role, Connector connector) {
        OpenConnector open = new OpenConnector(call, role, connector);
        List<String> lacking = Capabilities.lacking(role, connector);
        if (!lacking.isEmpty()) {
            open.close();
            throw call.bug("with the role " + role, "doesn't implement " + String.join(" and ", lacking));
        }
        return open;
    }

    public Role role() {
        return role;
    }

    public List<String> check() {
        return call.list("check", connector::check);
    }

    public Description describe() {
        Description description = call.call("describe", connector::describe);
        Class<?> expected = role == Role.CRM ? CrmDescription.class : AudienceDescription.class;
        if (!expected.isInstance(description)) {
            throw call.bug(
                    "describe",
                    "must return a " + expected.getSimpleName() + " for its role, but returned a "
                            + description.getClass().getSimpleName());
        }
        return description;
    }

    /** Only for a CRM. */
    public ContactSource source() {
        return Capabilities.source(call, needed(ContactSource.class));
    }

    /** Only for a CRM. */
    public ContactLookup lookup() {
        return Capabilities.lookup(call, needed(ContactLookup.class));
    }

    /** What only some CRMs can. */
    public Optional<WebhookSource> webhooks() {
        return capability(WebhookSource.class).map(source -> new GuardedWebhooks(call, source));
    }

    /** What only some CRMs can. */
    public Optional<ConsentWriter> consentWriter() {
        return capability(ConsentWriter.class).map(writer -> new GuardedConsentWriter(call, writer));
    }

    /** Only for an audience. */
    public ProfileSink sink() {
        return new GuardedSink(call, needed(ProfileSink.class));
    }

    public Optional<ProfileReader> reader() {
        return capability(ProfileReader.class).map(reader -> Capabilities.reader(call, reader));
    }

    public Optional<ProfileExporter> exporter() {
        return capability(ProfileExporter.class).map(exporter -> new GuardedExporter(call, exporter));
    }

    public Optional<BulkProfileSink> bulkSink() {
        return capability(BulkProfileSink.class).map(sink -> new GuardedBulkSink(call, sink));
    }

    public Optional<ProfileMerger> merger() {
        return capability(ProfileMerger.class).map(merger -> Capabilities.merger(call, merger));
    }

    public Optional<ProfileTagger> tagger() {
        return capability(ProfileTagger.class).map(tagger -> Capabilities.tagger(call, tagger));
    }

    public Optional<ProfileEraser> eraser() {
        return capability(ProfileEraser.class).map(eraser -> Capabilities.eraser(call, eraser));
    }

    /** Never throws; what the plugin throws is logged. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            call.run("close", connector::close);
        } catch (RuntimeException e) {
            log.warn("{}", e.getMessage());
        }
    }

    private <T> T needed(Class<T> type) {
        return capability(type)
                .orElseThrow(() -> new IllegalStateException(
                        "A connector with the role " + role + " has no " + type.getSimpleName()));
    }

    private <T> Optional<T> capability(Class<T> type) {
        return type.isInstance(connector) ? Optional.of(type.cast(connector)) : Optional.empty();
    }
}
