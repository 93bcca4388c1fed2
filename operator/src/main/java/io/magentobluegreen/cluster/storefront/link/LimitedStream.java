package io.magentobluegreen.cluster.storefront.link;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends after 50 MiB, which is what the sitemap format allows: a small gzip file can hold any number of zeros. */
final class LimitedStream extends FilterInputStream {
    private static final long LONGEST = 50L * 1024 * 1024;

    private long left = LONGEST;

    LimitedStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = left == 0 ? -1 : super.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }
}
