package dev.kith.engine.home;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * What the audience's calls carry as proof: 64 hex digits in a file of {@code secrets/}, made when there is none. An admin
 * copies it into the audience. Immutable.
 */
public final class AudienceToken {
    private static final int BYTES = 32;

    private final byte[] token;

    private AudienceToken(byte[] token) {
        this.token = token;
    }

    /** Reads an integration's token, or makes one. */
    public static AudienceToken of(Home home, String integration) {
        Path file = home.secrets().resolve("audience-" + integration);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            String text = Files.readString(file).strip();
            if (!text.matches("[0-9a-f]{64}")) {
                throw new HomeException("The file " + file
                        + " must hold 64 hex digits and nothing else. Delete it, and Kith makes a new one.");
            }
            return new AudienceToken(text.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The token in " + file + " can't be read or written. Let this user do both.", e);
        }
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        PrivateFile.write(file, List.of(HexFormat.of().formatHex(random)));
    }

    /** Compares in constant time. */
    public boolean is(String given) {
        return MessageDigest.isEqual(token, given.getBytes(US_ASCII));
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "AudienceToken[]";
    }
}
