package dev.kith.testkit.contract;

import static dev.kith.testkit.contract.AudienceParts.optIn;
import static dev.kith.testkit.contract.AudienceParts.optOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Export;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.ProfileWrite.Existence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link ProfileExporter} promises. */
public abstract class ExporterContract extends AudienceContract {

    @Test
    void theConsentsOfAllProfilesAreExported() {
        writeNew(
                "p1",
                optIn(parts.subscriptions().get(0)),
                optOut(parts.subscriptions().get(1)));
        writeNew("p2", optOut(parts.subscriptions().get(0)));
        writeNew("p3");
        Map<String, Map<String, Boolean>> exported = new HashMap<>();
        rows(exporter().exportConsents())
                .forEach(row -> exported.computeIfAbsent(row.profileKey(), key -> new HashMap<>())
                        .putAll(AudienceParts.granted(row.consents())));
        assertThat(exported)
                .isEqualTo(Map.of(
                        "p1", AudienceParts.granted(system.consents("p1")),
                        "p2", AudienceParts.granted(system.consents("p2"))));
    }

    @Test
    void theAddressesOfAllProfilesAreExportedWithTheirKeys() {
        writeNew("p1");
        writeNew("p2");
        assertThat(rows(exporter().exportAddresses()))
                .anyMatch(row -> row.address().equalsIgnoreCase(AudienceParts.address("p1"))
                        && row.profileKey().equals(Optional.of("p1")))
                .anyMatch(row -> row.address().equalsIgnoreCase(AudienceParts.address("p2"))
                        && row.profileKey().equals(Optional.of("p2")));
    }

    @Test
    void everyOtherKeyIsExportedAsAnAddressToo() {
        Map<String, Object> keys = parts.keys();
        write(wanted("p1", Existence.UNKNOWN, keys));
        assertThat(rows(exporter().exportAddresses()))
                .filteredOn(row -> row.profileKey().equals(Optional.of("p1")))
                .extracting(ProfileAddress::address)
                .containsAll(keys.values().stream().map(String::valueOf).toList());
    }

    @Test
    void anExportCanBeClosedEarlyAndTwice() {
        writeNew("p1", optIn(parts.subscriptions().get(0)));
        Export<?> export = exporter().exportConsents();
        assertThatCode(() -> {
                    export.close();
                    export.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void anExportThatIsNotReachedIsTransientAndNotEmpty() {
        context.cutOff();
        assertFails(() -> exporter().exportConsents(), Kind.TRANSIENT);
        assertFails(() -> exporter().exportAddresses(), Kind.TRANSIENT);
    }

    private ProfileExporter exporter() {
        return as(ProfileExporter.class);
    }

    private static <T> List<T> rows(Export<T> export) {
        List<T> rows = new ArrayList<>();
        try (export) {
            for (Optional<T> row = export.next(); row.isPresent(); row = export.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }
}
