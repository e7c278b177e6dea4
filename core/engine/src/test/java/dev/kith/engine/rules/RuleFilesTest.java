package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {

    @TempDir
    Path dir;

    @Test
    void readsAFolderAndDropsByteOrderMarks() throws IOException {
        write("\uFEFFpackage a.b", "m", "c", "s");

        assertThat(RuleFiles.read(dir)).isEqualTo(new RuleFiles("package a.b", "m", "c", "s"));
    }

    @Test
    void tellsEveryFileThatCannotBeRead() throws IOException {
        Files.write(dir.resolve("mappings.drl"), new byte[] {'a', (byte) 0xE9, 'b'});
        Files.createDirectory(dir.resolve("consents.drl"));
        Files.writeString(dir.resolve("schema.yaml"), "");

        assertThatThrownBy(() -> RuleFiles.read(dir))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("conditions.drl: The file is missing in " + dir + ".")
                .hasMessageContaining("mappings.drl: The file is not UTF-8. Save it as UTF-8.")
                .hasMessageContaining("consents.drl: The file can't be read");
    }

    @Test
    void hasAVersionThatChangesWithEachText() {
        RuleFiles files = new RuleFiles("a", "b", "c", "d");

        assertThat(files.version()).matches("[0-9a-f]{64}").isEqualTo(new RuleFiles("a", "b", "c", "d").version());
        assertThat(files.version()).isNotEqualTo(new RuleFiles("ab", "", "c", "d").version());
        assertThat(files.version()).isNotEqualTo(new RuleFiles("a", "b", "c", "e").version());
    }

    private void write(String conditions, String mappings, String consents, String schema) throws IOException {
        Files.writeString(dir.resolve("conditions.drl"), conditions, StandardCharsets.UTF_8);
        Files.writeString(dir.resolve("mappings.drl"), mappings, StandardCharsets.UTF_8);
        Files.writeString(dir.resolve("consents.drl"), consents, StandardCharsets.UTF_8);
        Files.writeString(dir.resolve("schema.yaml"), schema, StandardCharsets.UTF_8);
    }
}
