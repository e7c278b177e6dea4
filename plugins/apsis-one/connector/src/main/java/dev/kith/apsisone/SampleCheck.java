package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ReadBack;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads a sample of an import's rows back; what isn't there yet is read again, for a quarter of an hour (section 4). */
final class SampleCheck {
    private static final int FEWEST = 20;
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(40),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(7));

    private final Api api;
    private final ConsentCalls consents;
    private final Consumer<Duration> pause;
    private final Map<String, List<ConsentState>> found = new HashMap<>();

    SampleCheck(Api api, ConsentCalls consents, Consumer<Duration> pause) {
        this.api = api;
        this.consents = consents;
        this.pause = pause;
    }

    ReadBack run(ImportJob job, List<ProfileWrite> rows) {
        Shape shape = Shape.read(job.shape());
        List<ProfileWrite> missed = missed(shape, sample(job, rows));
        for (Duration wait : PAUSES) {
            if (missed.isEmpty()) {
                break;
            }
            pause.accept(wait);
            missed = missed(shape, missed);
        }
        return new ReadBack(
                found, missed.stream().map(ProfileWrite::profileKey).collect(Collectors.toUnmodifiableSet()));
    }

    /** The same sample for the same job. */
    private static List<ProfileWrite> sample(ImportJob job, List<ProfileWrite> rows) {
        int size = Math.min(rows.size(), Math.max(FEWEST, (rows.size() + 99) / 100));
        List<ProfileWrite> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(job.id().hashCode()));
        return shuffled.subList(0, size);
    }

    private List<ProfileWrite> missed(Shape shape, List<ProfileWrite> rows) {
        return rows.stream().filter(row -> !isThere(shape, row)).toList();
    }

    private boolean isThere(Shape shape, ProfileWrite row) {
        if (!row.consents().isEmpty()) {
            Optional<Consents> read = consents.read(row.profileKey());
            read.ifPresent(c -> found.put(row.profileKey(), c.states()));
            if (read.isEmpty() || !row.consents().stream().allMatch(change -> stands(read.get(), change))) {
                return false;
            }
        }
        Call call = Call.get("Reading attributes", api.account().profileInSection(row.profileKey()) + "/attributes");
        Answer answer = api.call(call);
        if (answer.missesProfile()) {
            return false;
        }
        if (!answer.isOk()) {
            throw api.refusal(call, answer);
        }
        return hasAttributes(shape, row, answer.json());
    }

    private static boolean stands(Consents read, ConsentChange change) {
        Optional<Consents.Entry> entry = read.of(change.subscription(), change.channel());
        return switch (change.type()) {
            case OPT_OUT -> entry.filter(Consents.Entry::isOptOut).isPresent();
            case OPT_IN -> entry.filter(e -> e.isGranted() || e.isOptOut()).isPresent();
        };
    }

    private static boolean hasAttributes(Shape shape, ProfileWrite row, JsonNode values) {
        boolean set = row.set().entrySet().stream()
                .allMatch(e -> same(values.path(shape.attributes().getOrDefault(e.getKey(), "")), e.getValue()));
        return set
                && row.clear().stream()
                        .map(id -> values.path(shape.attributes().getOrDefault(id, "")))
                        .allMatch(node -> node.isMissingNode() || node.isNull());
    }

    private static boolean same(JsonNode node, Object value) {
        JsonNode wanted = AttributeBody.node(value);
        if (wanted.isNumber()) {
            return (node.isNumber() || node.asText().matches("-?\\d+(\\.\\d+)?"))
                    && new BigDecimal(node.asText()).compareTo(wanted.decimalValue()) == 0;
        }
        return wanted.asText().equalsIgnoreCase(node.asText());
    }
}
