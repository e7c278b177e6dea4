package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.web.bench.CallCatcher.Call;
import dev.kith.web.bench.Callers.Cost;
import dev.kith.web.http.Json;
import dev.kith.web.http.QuietStart;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares how fast Kith takes in webhook calls with a bare route, which only reads and answers them. */
final class Intake {
    private static final Duration WARM_UP = Duration.ofSeconds(6);

    private final List<Call> calls;
    private final Duration during;
    private final PrintStream progress;

    /** @param during how long each measurement takes */
    Intake(List<Call> calls, Duration during, PrintStream progress) {
        this.calls = List.copyOf(calls);
        this.during = requireNonNull(during, "during");
        this.progress = requireNonNull(progress, "progress");
    }

    /** Calls a second of both, their ratio, and the CPU of a call, by how many call at once. Blocks. */
    Map<String, Object> compare(int port) throws IOException, InterruptedException {
        Javalin bare = bare();
        bare.start("127.0.0.1", 0);
        try {
            Callers toBare = new Callers(bare.port(), calls);
            Callers toKith = new Callers(port, calls);
            Map<String, Object> figures = new LinkedHashMap<>();
            for (int callers : List.of(32, 128)) {
                progress.println("intake, " + callers + " callers");
                toBare.measure(callers, WARM_UP);
                toKith.measure(callers, WARM_UP);
                Cost ofBare = toBare.measure(callers, during);
                Cost ofKith = toKith.measure(callers, during);
                figures.put("bare" + callers, Math.round(ofBare.perSecond()));
                figures.put("durable" + callers, Math.round(ofKith.perSecond()));
                figures.put("ratio" + callers, Math.round(ofKith.perSecond() / ofBare.perSecond() * 100) / 100.0);
                figures.put("bareCpuMicros" + callers, Math.round(ofBare.cpuMicros()));
                figures.put("durableCpuMicros" + callers, Math.round(ofKith.cpuMicros()));
            }
            return figures;
        } finally {
            bare.stop();
        }
    }

    private static Javalin bare() {
        return Javalin.create(config -> {
            QuietStart.of(config);
            config.routes.post("/webhooks/{id}", ctx -> {
                int unused = ctx.bodyAsBytes().length;
                ctx.status(202);
                Json.answer(ctx, Map.of("accepted", true));
            });
        });
    }
}
