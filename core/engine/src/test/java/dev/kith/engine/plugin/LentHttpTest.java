package dev.kith.engine.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LentHttpTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        serve(
                "/echo",
                exchange -> answer(exchange, 200, exchange.getRequestBody().readAllBytes()));
        serve("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", origin() + "/echo");
            answer(exchange, 302, new byte[0]);
        });
        serve("/large", exchange -> answer(exchange, 200, new byte[3 << 20]));
        serve("/silent", exchange -> awaitEnd());
        serve("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("half".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        serve("/breaks", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("half".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdown();
    }

    @Test
    void callsTheOriginOfAUrlSettingAndCounts() throws IOException {
        LentHttp http = http(origin());
        HttpResponse<InputStream> response = http.send(HttpRequest.newBuilder(URI.create(origin() + "/echo?q=1"))
                .POST(BodyPublishers.ofString("hello"))
                .build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("hello");
        assertThat(http.calls()).isEqualTo(1);
        assertThat(response.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_1_1);
    }

    @Test
    void anAnswerWithoutABodyIsEmpty() throws IOException {
        assertThat(text(http(origin()).send(get(origin() + "/echo")))).isEmpty();
    }

    @Test
    void aLargeBodyIsStreamedWhole() throws IOException {
        assertThat(http(origin()).send(get(origin() + "/large")).body().readAllBytes())
                .hasSize(3 << 20);
    }

    @Test
    void anotherOriginIsRefusedAndNothingIsSent() {
        LentHttp http = http("https://api.example.test");
        assertFails(() -> http.send(get(origin() + "/echo")), Kind.CONFIG)
                .withMessageStartingWith("Acme CRM: calls to " + origin() + " are refused")
                .withMessageContaining("[https://api.example.test:443]");
        assertThat(http.calls()).isZero();
        assertThat(arrived).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.test/",
                "https://api.example.test:8443/",
                "https://api.example.test.evil.test/",
                "https://user:pw@api.example.test/",
                "https://API.example.test:444/",
                "https://api.example.test./",
                "HTTP://api.example.test/",
                "https://[::ffff:7f00:1]/"
            })
    void anOriginIsSchemeHostAndPort(String url) {
        assertFails(() -> http("https://api.example.test").send(get(url)), Kind.CONFIG)
                .withMessageNotContaining("pw");
    }

    @Test
    void upperCaseMakesNoOtherOrigin() throws IOException {
        HttpResponse<InputStream> response = http(origin()).send(get(origin().replace("http:", "HTTP:") + "/echo"));
        assertThat(text(response)).isEmpty();
    }

    /** What a browser would take for 127.0.0.1 is no host at all, or no public one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433",
                "http://0x7f000001",
                "http://0177.0.0.1",
                "http://127.1",
                "http://[::ffff:127.0.0.1]",
                "http://127.000.000.001",
                "http://localhost.",
                "http://127.0.0.1."
            })
    void anotherSpellingOfTheLoopbackIsNoLoopback(String url) {
        assertThat(Origin.of(URI.create(url)).filter(Origin::namesLoopback)).isEmpty();
    }

    @Test
    void plainHttpIsForLoopbackOnly() {
        assertFails(() -> http("http://api.example.test").send(get("http://api.example.test/x")), Kind.CONFIG)
                .withMessageContaining("plain http is for loopback addresses only. Use https.");
    }

    @Test
    void aRedirectIsReturnedAsItIs() throws IOException {
        HttpResponse<InputStream> response = http(origin()).send(get(origin() + "/moved"));
        response.body().close();
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(arrived).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "fec0::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::1",
                "192.0.0.170",
                "198.18.0.1"
            })
    void aNameThatLeadsToAnInnerAddressIsRefusedBeforeConnecting(String address) {
        LentHttp http = resolving(address);
        assertFails(() -> http.send(get("https://api.example.test/")), Kind.CONFIG)
                .withMessageContaining("Acme CRM: host api.example.test has the address")
                .withMessageContaining("not on the public Internet");
        assertThat(http.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "100.128.0.1",
                "2606:2800:220:1::1",
                "172.32.0.1",
                "192.169.0.1",
                "64:ff9b::5db8:d822",
                "2002:5db8:d822::1"
            })
    void publicAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void aLoopbackNameMustLeadToALoopbackAddress() {
        Set<Origin> allowed = Set.of(parsed(origin().replace("127.0.0.1", "localhost")));
        LentHttp http =
                new LentHttp("Acme CRM", allowed, Set.of(), host -> List.of(InetAddress.getByName("10.0.0.1")), 100);
        assertFails(() -> http.send(get(origin().replace("127.0.0.1", "localhost") + "/echo")), Kind.CONFIG)
                .withMessageContaining("host localhost has the address 10.0.0.1");
    }

    @Test
    void aHostThatIsNotFoundIsSaidSo() {
        LentHttp http = new LentHttp(
                "Tribe CRM",
                Set.of(parsed("https://auth.example.test")),
                Set.of(),
                host -> {
                    throw new UnknownHostException(host);
                },
                100);
        assertFails(() -> http.send(get("https://auth.example.test/token?secret=s3cret")), Kind.TRANSIENT)
                .withMessageStartingWith("Tribe CRM: host auth.example.test could not be found (DNS).")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void aRefusedConnectionNamesHostAndPort() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + closed;
        assertFails(() -> http(url).send(get(url + "/persons?key=s3cret")), Kind.TRANSIENT)
                .withMessageStartingWith("Acme CRM: no connection to 127.0.0.1 port " + closed)
                .withMessageNotContaining("s3cret");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAfterTheTimeout() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin() + "/silent"))
                .timeout(SHORT)
                .build();
        assertFails(() -> http(origin()).send(request), Kind.TRANSIENT)
                .withMessage("Acme CRM: no answer from 127.0.0.1 port "
                        + server.getAddress().getPort() + " within 200 ms. It will be tried again.");
    }

    @Test
    void aBodyThatStallsIsGivenUpAfterTheTimeout() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin() + "/stalls"))
                .timeout(SHORT)
                .build();
        InputStream body = http(origin()).send(request).body();
        assertThat(body.readNBytes(4)).asString(UTF_8).isEqualTo("half");
        assertThatIOException()
                .isThrownBy(body::read)
                .withMessageContaining("stalled")
                .withMessageContaining("200 ms");
    }

    @Test
    void aBodyThatBreaksOffIsNotTakenForAWholeOne() {
        assertThatIOException()
                .isThrownBy(() -> text(http(origin()).send(get(origin() + "/breaks"))))
                .withMessageContaining("broke off before its end");
    }

    @Test
    void aBodyBeyondTheLimitIsAnIoException() {
        LentHttp http = new LentHttp("Acme CRM", Set.of(parsed(origin())), Set.of(), HostResolver.SYSTEM, 2 << 20);
        assertThatIOException()
                .isThrownBy(() -> text(http.send(get(origin() + "/large"))))
                .withMessageContaining("larger than 2097152 bytes");
    }

    @Test
    void aClosedBodyCannotBeRead() throws IOException {
        InputStream body = http(origin()).send(get(origin() + "/large")).body();
        body.close();
        assertThatIOException().isThrownBy(body::read).withMessageContaining("closed");
    }

    @Test
    void anInterruptedCallIsGivenUpAndTheInterruptKept() {
        Thread.currentThread().interrupt();
        assertFails(() -> http(origin()).send(get(origin() + "/silent")), Kind.TRANSIENT)
                .withMessageContaining("given up");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aContextAllowsTheOriginsOfItsUrlSettings() throws IOException {
        HostContext context = TestContext.of(origin() + "/some/base");
        assertThat(text(context.http().send(get(origin() + "/echo")))).isEmpty();
        assertThat(context.calls()).isEqualTo(1);
        assertFails(() -> context.http().send(get("https://other.example.test")), Kind.CONFIG);
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<ConnectorException> assertFails(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Kind kind) {
        return assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            arrived.incrementAndGet();
            handler.handle(exchange);
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example.org/",
                "https://files.example.test:444/",
                "http://files.example.test/",
                "http://169.254.169.254/latest",
                "https://10.0.0.1/",
                "https://evil.files.example.test/",
                "https://files.example.test@evil.example.org/"
            })
    void uploadsGoToListedOriginsOnlyAndNothingIsLookedUpOrCalledForOthers(String url) {
        LentHttp http = uploading("https://files.example.test", host -> {
            throw new AssertionError("looked up " + host);
        });
        assertFails(() -> http.upload(get(url)), Kind.CONFIG);
        assertThat(http.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "10.1.2.3", "192.168.0.1", "127.0.0.1", "fd00::1", "fe80::1", "0.0.0.0"})
    void aListedUploadHostThatLeadsToAnInnerAddressIsNotCalled(String address) {
        LentHttp http = uploading("https://files.example.test", host -> List.of(InetAddress.getByName(address)));
        assertFails(() -> http.upload(get("https://files.example.test/bucket")), Kind.CONFIG)
                .withMessageContaining("not on the public Internet");
        assertThat(http.calls()).isZero();
    }

    @Test
    void uploadsCarryNoCredentialsAndTheOriginsOfUrlSettingsMayBeCalledToo() throws IOException {
        HttpRequest withToken = HttpRequest.newBuilder(URI.create(origin() + "/echo"))
                .header("Authorization", "Bearer t0ken")
                .build();
        assertFails(() -> http(origin()).upload(withToken), Kind.BUG)
                .withMessageContaining("Authorization")
                .withMessageNotContaining("t0ken");
        assertThat(http(origin()).upload(get(origin() + "/echo")).statusCode()).isEqualTo(200);
        LentHttp listed = uploading(origin(), HostResolver.SYSTEM);
        assertThat(listed.upload(get(origin() + "/echo")).statusCode()).isEqualTo(200);
        assertFails(() -> listed.send(get(origin() + "/echo")), Kind.CONFIG);
    }

    private static LentHttp uploading(String listed, HostResolver resolver) {
        return new LentHttp("Acme", Set.of(parsed("https://api.example.test")), Set.of(parsed(listed)), resolver, 100);
    }

    private String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static LentHttp http(String origin) {
        return new LentHttp("Acme CRM", Set.of(parsed(origin)), Set.of());
    }

    private static LentHttp resolving(String address) {
        return new LentHttp(
                "Acme CRM",
                Set.of(parsed("https://api.example.test")),
                Set.of(),
                host -> List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName(address)),
                100);
    }

    private static Origin parsed(String url) {
        return Origin.of(URI.create(url)).orElseThrow();
    }

    private static HttpRequest get(String url) {
        return HttpRequest.newBuilder(URI.create(url)).build();
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }
}
