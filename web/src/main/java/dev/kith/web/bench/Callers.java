package dev.kith.web.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import dev.kith.web.bench.CallCatcher.Call;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Callers that each send one webhook call after the other over a connection of their own, with as little work as can be:
 * what they use of the machine is taken from the server that is measured.
 */
final class Callers {
    private static final String ACCEPTED = "HTTP/1.1 202 ";
    private static final OperatingSystemMXBean CPU = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final int port;
    private final List<byte[]> requests;

    Callers(int port, List<Call> calls) {
        this.port = port;
        requests = calls.stream().map(Callers::request).toList();
    }

    private static byte[] request(Call call) {
        StringBuilder head = new StringBuilder("POST " + call.path() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        call.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + call.body().length + "\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(ISO_8859_1));
        all.writeBytes(call.body());
        return all.toByteArray();
    }

    /**
     * What calls cost that were answered with 202.
     *
     * @param cpuMicros CPU of this process for one of them: of the server and of the caller
     */
    record Cost(double perSecond, double cpuMicros) {}

    /** Calls and measures. Fails at an answer other than 202. */
    Cost measure(int callers, Duration during) throws InterruptedException, IOException {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long begun = System.nanoTime();
            long cpu = CPU.getProcessCpuTime();
            long end = begun + during.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int first = i;
                counts.add(threads.submit(() -> callUntil(end, first)));
            }
            long all = 0;
            for (Future<Long> count : counts) {
                all += count.get();
            }
            double nanos = System.nanoTime() - begun;
            return new Cost(all * 1e9 / nanos, (CPU.getProcessCpuTime() - cpu) / 1e3 / all);
        } catch (ExecutionException e) {
            throw new IOException("a caller failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private long callUntil(long end, int first) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            long made = 0;
            while (System.nanoTime() < end) {
                socket.getOutputStream().write(requests.get((int) ((first + made) % requests.size())));
                readAnswer(in);
                made++;
            }
            return made;
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        if (!requireNonNull(status).startsWith(ACCEPTED)) {
            throw new IOException("answered " + status);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
