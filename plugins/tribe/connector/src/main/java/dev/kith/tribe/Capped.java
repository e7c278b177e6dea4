package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends an answer that grows without bounds. */
final class Capped extends FilterInputStream {
    static final long LONGEST = 64L * 1024 * 1024;

    private final String what;
    private long count;

    /** @param what what is read, for the message, such as {@code Tribe CRM: reading Label} */
    Capped(String what, InputStream in) {
        super(in);
        this.what = requireNonNull(what, "what");
    }

    /** Refuses an answer that says that it will be too long. */
    static void check(String what, long length) {
        if (length > LONGEST) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    what + " failed: the answer is longer than " + LONGEST + " bytes. Check the setting apiUrl, and"
                            + " lower the setting pageSize.");
        }
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        add(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        add(Math.max(n, 0));
        return n;
    }

    private void add(int n) {
        count += n;
        check(what, count);
    }
}
