package dev.kith.apsisone.sim;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.kith.testkit.sim.SimJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Profiles as JSON lines in one array of the right size, so that a large dump lies in memory only once. */
final class ProfileLines {
    private ProfileLines() {}

    static byte[] of(List<Profile> profiles) throws IOException {
        Counter counter = new Counter();
        write(counter, profiles);
        ByteBuffer bytes = ByteBuffer.allocate(counter.count);
        write(new Filler(bytes), profiles);
        return bytes.array();
    }

    private static void write(OutputStream stream, List<Profile> profiles) throws IOException {
        JsonGenerator out = SimJson.MAPPER.getFactory().createGenerator(stream);
        out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        for (Profile profile : profiles) {
            ProfileJson.write(out, profile);
        }
        out.flush();
        if (!profiles.isEmpty()) {
            stream.write('\n');
        }
    }

    private static final class Counter extends OutputStream {
        private int count;

        @Override
        public void write(int b) {
            count = Math.addExact(count, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) {
            count = Math.addExact(count, len);
        }
    }

    private static final class Filler extends OutputStream {
        private final ByteBuffer bytes;

        Filler(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int b) {
            bytes.put((byte) b);
        }

        @Override
        public void write(byte[] b, int off, int len) {
            bytes.put(b, off, len);
        }
    }
}
