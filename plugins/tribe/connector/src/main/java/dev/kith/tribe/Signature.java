package dev.kith.tribe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How Tribe CRM signs the body of a webhook call; the documents can be read both ways (T34). */
enum Signature {
    HMAC("hmac-sha512") {
        @Override
        byte[] bytes(byte[] secret, byte[] body) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret, "HmacSHA512"));
            return mac.doFinal(body);
        }
    },
    DIGEST("sha512") {
        @Override
        byte[] bytes(byte[] secret, byte[] body) throws GeneralSecurityException {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(secret);
            return digest.digest(body);
        }
    };

    /** How many characters a signature has: Base64 of 64 bytes. */
    static final int LENGTH = 88;

    private final String word;

    Signature(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    abstract byte[] bytes(byte[] secret, byte[] body) throws GeneralSecurityException;

    /** The value of the header. */
    String of(String secret, byte[] body) {
        try {
            return Base64.getEncoder().encodeToString(bytes(secret.getBytes(StandardCharsets.UTF_8), body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + word, e);
        }
    }
}
