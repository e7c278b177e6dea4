package dev.kith.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kith.spi.AudienceDescription;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentWriter;
import dev.kith.spi.ImportJob;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.Notice;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.ProfileTagger;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.Subject;
import dev.kith.spi.Urgency;
import dev.kith.spi.WebhookDelivery;
import dev.kith.spi.WebhookSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenConnectorTest {
    @TempDir
    static Path folder;

    private static Plugins plugins;
    private static OpenConnector crm;
    private static OpenConnector audience;

    @BeforeAll
    static void load() {
        PluginJar.crm("crm").in(folder, "crm.jar");
        PluginJar.audience("audience").in(folder, "audience.jar");
        PluginJar.offering("bare", "CRM", "BareConnector").in(folder, "bare.jar");
        PluginJar.offering("wrong-role", "AUDIENCE", "ObedientCrm").in(folder, "wrong-role.jar");
        PluginJar.crm("null-open").replace("new ObedientCrm()", "null").in(folder, "null-open.jar");
        plugins = Plugins.load(List.of(folder));
        crm = open("crm");
        audience = open("audience");
    }

    @AfterAll
    static void close() {
        plugins.close();
    }

    @ParameterizedTest
    @CsvSource({
        "null, fetch returned null",
        "null entry, fetch failed with java.lang.NullPointerException",
        "throw, fetch failed with java.lang.IllegalStateException at acme.ObedientCrm.fetch",
        "linkage, fetch failed with java.lang.NoClassDefFoundError (lib/Missing)",
        "assertion, fetch failed with java.lang.AssertionError at acme.ObedientCrm.fetch",
        "overflow, fetch failed with java.lang.StackOverflowError",
        "checked, fetch failed with java.io.IOException"
    })
    void whateverBreaksInAPluginIsABugThatNamesConnectorAndCall(String order, String found) {
        assertBug(() -> crm.lookup().fetch(List.of(order)), "Connector \"crm\": " + found);
    }

    @Test
    void theMessageOfAPluginsExceptionStaysOutSinceItMayQuotePersonalData() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> crm.lookup().fetch(List.of("throw")))
                .withMessageNotContaining("jan@example.test");
    }

    @Test
    void aConnectorsOwnExceptionPassesUnchanged() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> crm.lookup().fetch(List.of("throttle")))
                .withMessage("too many calls")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.THROTTLED))
                .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
    }

    @Test
    void aCallRunsWithThePluginsClassLoaderAndPutsTheOldOneBack() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        assertThat(crm.lookup().fetch(List.of("loader")).get(0).key()).isEqualTo("true");
        assertBug(() -> crm.lookup().fetch(List.of("throw")), "fetch");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void everyCapabilityPassesTheSameDoor() {
        assertThat(crm.source().readAll(Optional.empty()).contacts()).isEmpty();
        assertThat(crm.check()).containsExactly("The key has no right to read persons.");
        assertBug(() -> crm.source().readAll(Optional.of("2")), "Connector \"crm\": read returned null");
        assertBug(() -> audience.reader().orElseThrow().consents("null"), "Connector \"audience\": consents");
        assertBug(() -> audience.eraser().orElseThrow().erase("throw"), "Connector \"audience\": erase failed");
        assertThat(audience.reader().orElseThrow().consents("k")).isEmpty();
        assertThatCode(() -> audience.eraser().orElseThrow().erase("k")).doesNotThrowAnyException();
    }

    @Test
    void whatACrmTellsOfChangesPassesTheSameDoor() {
        Subject person = new Subject("person", "7");
        assertThat(crm.lookup().resolve(person, Optional.empty()).contactKeys()).containsExactly("7");
        assertBug(
                () -> crm.lookup().resolve(new Subject("null", "7"), Optional.empty()),
                "Connector \"crm\": resolve returned null");
        WebhookSource webhooks = crm.webhooks().orElseThrow();
        assertThat(webhooks.webhooks()).isEmpty();
        assertThat(webhooks.receive(delivery(1)).orElseThrow())
                .containsExactly(new Notice(person, Notice.Kind.UPDATED));
        assertBug(() -> webhooks.receive(delivery(0)), "receive failed with java.lang.NullPointerException");
        assertBug(() -> webhooks.subscribe(URI.create("https://kith.test"), Map.of()), "subscribe failed");
        assertBug(() -> webhooks.unsubscribe("1"), "unsubscribe failed with java.lang.IllegalStateException");
        assertThat(audience.webhooks()).isEmpty();
    }

    private static WebhookDelivery delivery(int length) {
        return new WebhookDelivery(Map.of(), new byte[length], Set.of());
    }

    @Test
    void aLabelWithoutAResultIsABug() {
        ConsentWriter writer = crm.consentWriter().orElseThrow();
        assertThat(writer.write(new LabelWrite("7", Set.of("a", "b"), Set.of())))
                .hasSize(2);
        assertBug(
                () -> writer.write(new LabelWrite("7", Set.of("a"), Set.of("b"))),
                "Connector \"crm\": write returned results for the labels [a] after a write of [a, b]");
        assertThat(audience.consentWriter()).isEmpty();
    }

    @Test
    void everyCapabilityForManyProfilesPassesTheSameDoor() {
        BulkProfileSink bulk = audience.bulkSink().orElseThrow();
        BulkPlan plan = bulk.plan(writes("fine"));
        ImportJob job = bulk.request("shape");
        assertThat(bulk.limits().fewestRows()).isEqualTo(2);
        assertThat(bulk.progress(job).state().isEnd()).isTrue();
        assertBug(() -> bulk.doubtful(writes("fine").get(0)), "Connector \"audience\": doubtful returned null");
        assertBug(() -> bulk.upload(job, plan.imports().get(0)), "Connector \"audience\": upload failed");
        assertBug(() -> bulk.readBack(job, plan.imports().get(0)), "Connector \"audience\": readBack returned null");
        ProfileExporter exporter = audience.exporter().orElseThrow();
        assertBug(() -> exporter.exportConsents().next(), "Connector \"audience\": exportConsents failed");
        assertBug(exporter::exportAddresses, "Connector \"audience\": exportAddresses returned null");
        ProfileMerger merger = audience.merger().orElseThrow();
        assertThat(merger.holder("a@example.test")).isPresent();
        assertBug(() -> merger.merge("1", "a@example.test"), "Connector \"audience\": merge returned null");
        ProfileTagger tagger = audience.tagger().orElseThrow();
        tagger.tag("1", Set.of("t"), Set.of());
        assertBug(() -> tagger.tag("throw", Set.of("t"), Set.of()), "Connector \"audience\": tag failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long"})
    void aBulkPlanMustHaveEveryWriteOnce(String order) {
        assertBug(
                () -> audience.bulkSink().orElseThrow().plan(writes(order)),
                "plan didn't return every write exactly once");
    }

    @Test
    void anImportForOtherRowsIsABugAndATicketIsNeverShown() {
        BulkProfileSink bulk = audience.bulkSink().orElseThrow();
        assertBug(() -> bulk.request("wrong"), "request returned a job for other rows");
        assertThat(bulk.request("shape")).hasToString("ImportJob[1]");
    }

    @Test
    void aDescriptionOfTheOtherRoleIsABug() {
        assertBug(crm::describe, "describe must return a CrmDescription for its role, but returned a Audience");
        assertThat(audience.describe()).isInstanceOf(AudienceDescription.class);
    }

    @Test
    void aConnectorWithoutWhatItsRoleNeedsIsRefusedWhenOpened() {
        assertBug(() -> open("bare"), "Connector \"bare\": with the role CRM doesn't implement ContactLookup");
        assertBug(() -> open("wrong-role"), "with the role AUDIENCE doesn't implement ProfileSink");
        assertBug(() -> open("null-open"), "Connector \"null-open\": open returned null");
    }

    @Test
    void capabilitiesThatAreAbsentAreRefused() {
        assertThat(crm.reader()).isEmpty();
        assertThat(crm.exporter()).isEmpty();
        assertThat(crm.bulkSink()).isEmpty();
        assertThat(crm.merger()).isEmpty();
        assertThat(crm.eraser()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(crm::sink)
                .withMessage("A connector with the role CRM has no ProfileSink");
    }

    @Test
    void closeNeverThrows() {
        OpenConnector connector = open("crm");
        assertThatCode(connector::close).doesNotThrowAnyException();
        assertThatCode(connector::close).doesNotThrowAnyException();
    }

    @Test
    void resultsInTheOrderOfTheWritesPass() {
        assertThat(audience.sink().write(writes("fine"))).hasSize(2);
        assertThat(audience.sink().write(writes("fine"), Urgency.RUN)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "short, write returned 1 results for 2 writes",
        "long, write returned 3 results for 2 writes",
        "swapped, write returned results in another order: result 1"
    })
    void resultsThatDoNotMatchTheWritesAreABug(String order, String found) {
        assertBug(() -> audience.sink().write(writes(order)), "Connector \"audience\": " + found);
        assertBug(() -> audience.sink().write(writes(order), Urgency.NOW), "Connector \"audience\": " + found);
    }

    private static List<ProfileWrite> writes(String first) {
        return List.of(write(first, "news"), write("other", "offers"));
    }

    private static ProfileWrite write(String key, String subscription) {
        ConsentChange change =
                new ConsentChange(subscription, Channel.EMAIL, ConsentChange.Type.OPT_IN, "rule", Optional.empty());
        return new ProfileWrite(key, ProfileWrite.Existence.UNKNOWN, Map.of(), Set.of(), List.of(change));
    }

    private static OpenConnector open(String kind) {
        return plugins.factory(kind).orElseThrow().open(TestContext.of("https://acme.example.test"));
    }

    private static void assertBug(ThrowingCallable call, String message) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .withMessageContaining("This is a bug of the connector")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BUG));
    }
}
