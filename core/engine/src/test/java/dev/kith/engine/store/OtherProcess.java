package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.link;
import static dev.kith.engine.store.Samples.runningRun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A second host for tests, in a JVM of its own: says whether it could open a database, then settles until killed. */
final class OtherProcess {
    static final int BATCH = 50;
    static final int BATCHES_UNTIL_SAID = 20;

    private OtherProcess() {}

    static Process start(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        try (Store store = Store.open(Path.of(arguments[0]), new ManualClock())) {
            settleForever(store);
        } catch (StoreException e) {
            System.out.println(e.kind());
        }
    }

    private static void settleForever(Store store) {
        Run run = runningRun(store);
        for (int batch = 0; batch < Integer.MAX_VALUE; batch++) {
            int first = batch * BATCH;
            List<Link> links = IntStream.range(first, first + BATCH)
                    .mapToObj(number -> link("p-" + number))
                    .toList();
            store.runs()
                    .settle(new Batch(run).links(links).cursor("batch-" + batch).settlement());
            if (batch == BATCHES_UNTIL_SAID) {
                System.out.println("SETTLING");
            }
        }
    }
}
