package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory doesn't grow with the number of contacts. */
@Tag("long")
class ManyContactsIT {
    private static final int CONTACTS = 100_000;
    private static final int MOST_HEAP_MB = 256;

    @TempDir
    private Path folder;

    @Test
    void aHundredThousandContactsAreSyncedInOneGoWith256MbOfHeap() throws Exception {
        DemoProcess demo = new DemoProcess(folder, CONTACTS);
        JsonNode first = demo.run();
        System.out.println(first);
        assertThat(first.path("state").asText()).isEqualTo("completed");
        assertThat(first.path("read").asInt()).isEqualTo(CONTACTS);
        assertThat(first.path("maxHeapMb").asInt()).isLessThanOrEqualTo(MOST_HEAP_MB);
        JsonNode second = demo.run();
        System.out.println(second);
        assertThat(second.path("created").asInt() + second.path("updated").asInt())
                .isZero();
    }
}
