package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.StoreException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hides the keys of contacts that were forgotten: the ledger keeps what happened to their consents under a hash that only
 * this home can compute, from a secret in a file beside the database. The file is made when it is first needed. Thread-safe.
 */
final class ForgetKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "forgotten:";
    private static final int BYTES = 32;

    private final Path file;
    private byte @Nullable [] secret;

    ForgetKey(Path database) {
        file = requireNonNull(database.toAbsolutePath().getParent(), "folder").resolve("forget.key");
    }

    /** The name under which a contact is kept once it is forgotten. */
    String hash(String integration, String contactKey) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret(), ALGORITHM));
            mac.update(integration.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return PREFIX + HexFormat.of().formatHex(mac.doFinal(contactKey.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
        }
    }

    private synchronized byte[] secret() {
        if (secret == null) {
            try {
                if (!Files.exists(file)) {
                    make();
                }
                secret = HexFormat.of().parseHex(Files.readString(file).strip());
            } catch (IOException | IllegalArgumentException e) {
                throw new StoreException(
                        Kind.OTHER,
                        "The secret of forgotten contacts in " + file + " can't be used: " + e.getMessage()
                                + ". Restore the file from a backup, or check its rights.",
                        e);
            }
        }
        return secret;
    }

    /** Moved into place when it is whole, so that a crash leaves no half of it. */
    private void make() throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path part = file.resolveSibling("forget.key.part");
        Files.deleteIfExists(part);
        try {
            Files.createFile(part, onlyOwner());
            Files.writeString(part, HexFormat.of().formatHex(random) + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("another process makes it now", e);
        }
    }

    private static FileAttribute<?>[] onlyOwner() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
