package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A25: tags, however a body names them. */
class TagTest {

    @ParameterizedTest
    @ValueSource(strings = {"both", "version-id", "discriminator", "create"})
    void a25TagsAreSetAndRemoved(String variant) throws IOException {
        try (Scene scene = Scene.start()) {
            scene.variant("A25", variant);
            scene.write(Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Ann"));
            List<String> tags =
                    scene.connector.describe().tags().stream().map(Tag::id).toList();
            scene.connector.tag("1", Set.copyOf(tags), Set.of());
            assertThat(scene.tags("1")).containsExactlyInAnyOrderElementsOf(tags);
            scene.connector.tag("1", Set.of(tags.get(0)), Set.of(tags.get(1)));
            assertThat(scene.tags("1")).containsExactly(tags.get(0));
            assertThatExceptionOfType(ConnectorException.class)
                    .isThrownBy(() -> scene.connector.tag("2", Set.of(tags.get(0)), Set.of()))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
        }
    }
}
