package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Export;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileConsents;
import dev.kith.spi.ProfileExporter;
import java.util.Optional;
import java.util.function.Supplier;

/** A plugin's {@link ProfileExporter}; each row passes {@link PluginCall} as well. */
final class GuardedExporter implements ProfileExporter {
    private final PluginCall call;
    private final ProfileExporter exporter;

    GuardedExporter(PluginCall call, ProfileExporter exporter) {
        this.call = requireNonNull(call, "call");
        this.exporter = requireNonNull(exporter, "exporter");
    }

    @Override
    public Export<ProfileConsents> exportConsents() {
        return guarded("exportConsents", exporter::exportConsents);
    }

    @Override
    public Export<ProfileAddress> exportAddresses() {
        return guarded("exportAddresses", exporter::exportAddresses);
    }

    private <T> Export<T> guarded(String what, Supplier<Export<T>> body) {
        return new GuardedExport<>(call, what, call.call(what, body));
    }

    private record GuardedExport<T>(PluginCall call, String what, Export<T> rows) implements Export<T> {
        @Override
        public Optional<T> next() {
            return call.call(what, rows::next);
        }

        @Override
        public void close() {
            call.run(what, rows::close);
        }
    }
}
