package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.kith.spi.Attribute;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.Role;
import dev.kith.spi.Subscription;
import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountTest {
    /** With the start of the md5 of the default section's discriminator. */
    private static final String TRIBE = "com.apsis1.integrations.keyspaces.ae4c5a8e.tribe";

    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(ConnectorFactory.class))
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo("apsis-one"))
                .satisfies(f -> assertThat(f.title()).isEqualTo("APSIS One"))
                .satisfies(f -> assertThat(f.role()).isEqualTo(Role.AUDIENCE));
    }

    @Test
    void aGoodAccountHasNoGaps() {
        assertThat(scene.connector.check()).isEmpty();
    }

    @Test
    void everyGapIsReportedAtOnce() {
        scene.sim("DELETE", "/attributes/" + Ids.EMAIL, "");
        scene.with("keyspace", "com.apsis1.keyspaces.export").with("confirmedFirstPartyOff", "false");
        assertThat(scene.connector.check())
                .hasSize(3)
                .anyMatch(g -> g.contains("consents can't be written through com.apsis1.keyspaces.export"))
                .anyMatch(g -> g.contains("\"confirmedFirstPartyOff\""))
                .anyMatch(g -> g.contains("has no attribute com.apsis1.attributes.email"));
        scene.with("keyspace", "nope").with("section", "none");
        assertThat(scene.connector.check())
                .hasSize(3)
                .anyMatch(
                        g -> g.startsWith("Setting \"keyspace\": the account has no keyspace nope, it has [com.apsis1"))
                .anyMatch(
                        g -> g.startsWith("Setting \"section\": the account has no section none, it has [com.apsis1"));
    }

    @Test
    void d39WithoutTheKeyspaceOfAddressesNoneCanBeLookedUp() {
        scene.sim("DELETE", "/keyspaces/com.apsis1.keyspaces.email", "");
        assertThat(scene.connector.check())
                .singleElement()
                .asString()
                .startsWith("The account shows no keyspace com.apsis1.keyspaces.email, in which addresses are");
    }

    @Test
    void aForbiddenListIsOneGapAmongOthers() {
        scene.fail("GET /audience/keyspaces", 0, 403, "{\"title\":\"Forbidden\"}");
        scene.fail("GET /audience/sections/{sec}/tags", 0, 403, "{\"title\":\"Forbidden\"}");
        assertThat(scene.connector.check())
                .hasSize(2)
                .allMatch(g -> g.contains("APSIS One answered 403 (Forbidden). The key of setting \"clientId\" needs"));
    }

    @Test
    void anAddressThatCannotBeWrittenIsAGap() {
        scene.sim(
                "POST",
                "/attributes",
                "{\"name\":\"Email\",\"type\":\"text\",\"discriminator\":\"" + Ids.EMAIL
                        + "\",\"read_only_in\":[\"com.apsis1.keyspaces.crm-id\"]}");
        assertThat(scene.connector.check())
                .containsExactly("Attribute com.apsis1.attributes.email can't be written through keyspace"
                        + " com.apsis1.keyspaces.crm-id. Allow it under Account settings > Unique identifiers in APSIS"
                        + " One.");
    }

    @Test
    void d47NothingIsWrittenBesideTheFirstPartyIntegration() {
        scene.with("confirmedFirstPartyOff", "false");
        assertThatThrownBy(() -> scene.write(Existence.UNKNOWN, Map.of()))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessageContaining("Switch that integration off in APSIS One, then set \"confirmedFirstPartyOff\"");
        assertThat(scene.sim("GET", "/profiles", "")).isEmpty();
    }

    @Test
    void d47AnAccountWithoutThatKeyspaceNeedsNoConfirmation() {
        scene.with("confirmedFirstPartyOff", "false");
        scene.sim("DELETE", "/keyspaces/" + TRIBE, "");
        assertThat(scene.connector.check()).isEmpty();
        assertThat(scene.write(Existence.UNKNOWN, Map.of()).failure()).isEmpty();
    }

    @Test
    void describesAttributesTopicsAndTags() {
        AudienceDescription found = scene.connector.describe();
        assertThat(found.attributes()).hasSize(23);
        assertThat(found.attributes())
                .contains(new Attribute(Ids.EMAIL, "Email", Attribute.Type.TEXT, Attribute.Purpose.EMAIL, 1000, true))
                .contains(new Attribute(
                        Ids.CRM_ID, "CRM-ID", Attribute.Type.TEXT, Attribute.Purpose.CONTACT_KEY, 1000, true))
                .contains(new Attribute(
                        Ids.MOBILE,
                        "Mobile",
                        Attribute.Type.INTEGER,
                        Attribute.Purpose.MAPPED_KEY,
                        Integer.MAX_VALUE,
                        true));
        assertThat(found.attributes()).extracting(Attribute::type).contains(Attribute.Type.values());
        assertThat(found.subscriptions())
                .extracting(Subscription::name, Subscription::channels)
                .contains(
                        tuple("Newsletter", Set.of(Channel.EMAIL, Channel.SMS)),
                        tuple("Text alerts", Set.of(Channel.SMS)));
        assertThat(found.tags()).hasSize(2);
    }

    @Test
    void describeShowsChangesAtOnce() {
        scene.connector.describe();
        scene.sim("POST", "/attributes", "{\"name\":\"Shoe size\",\"type\":\"integer\"}");
        assertThat(scene.connector.describe().attributes())
                .extracting(Attribute::name)
                .contains("Shoe size");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> scene.with("maxInFlight", "0"))
                .hasMessage("Setting \"maxInFlight\" must be from 1 to 100, was 0.");
    }
}
