package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConsentWriter;
import dev.kith.spi.LabelResult;
import dev.kith.spi.LabelWrite;
import java.util.List;
import java.util.stream.Stream;

/** A plugin's {@link ConsentWriter}, whose results are checked against the write: a label without one would count as done. */
final class GuardedConsentWriter implements ConsentWriter {
    private final PluginCall call;
    private final ConsentWriter writer;

    GuardedConsentWriter(PluginCall call, ConsentWriter writer) {
        this.call = requireNonNull(call, "call");
        this.writer = requireNonNull(writer, "writer");
    }

    @Override
    public List<LabelResult> write(LabelWrite write) {
        List<LabelResult> results = call.list("write", () -> writer.write(write));
        List<String> told = results.stream().map(LabelResult::label).sorted().toList();
        List<String> asked = Stream.concat(write.add().stream(), write.remove().stream())
                .sorted()
                .toList();
        if (!told.equals(asked)) {
            throw call.bug("write", "returned results for the labels " + told + " after a write of " + asked);
        }
        return results;
    }
}
