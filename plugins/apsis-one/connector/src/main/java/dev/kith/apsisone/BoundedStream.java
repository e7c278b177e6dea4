package dev.kith.apsisone;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with an error when it is longer than anything honest, as a zipped one can be. */
final class BoundedStream extends FilterInputStream {
    private final long limit;
    private long count;

    BoundedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int more) throws IOException {
        count += more;
        if (count > limit) {
            throw new IOException("The file is longer than " + limit + " bytes.");
        }
    }
}
