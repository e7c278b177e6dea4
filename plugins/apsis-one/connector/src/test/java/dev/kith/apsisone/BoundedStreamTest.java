package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BoundedStreamTest {

    @Test
    void aFileThatUnpacksWithoutEndIsGivenUp() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(new byte[2_000_000]);
        }
        assertThat(packed.size()).isLessThan(10_000);
        try (InputStream in =
                new BoundedStream(new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())), 1_000_000)) {
            assertThatIOException().isThrownBy(in::readAllBytes).withMessageContaining("longer than 1000000");
        }
    }

    @Test
    void aFileUnderTheLimitIsReadWhole() throws IOException {
        try (InputStream in = new BoundedStream(new ByteArrayInputStream(new byte[] {1, 2, 3}), 3)) {
            assertThat(in.read()).isEqualTo(1);
            assertThat(in.readAllBytes()).containsExactly(2, 3);
            assertThat(in.read()).isEqualTo(-1);
        }
    }
}
