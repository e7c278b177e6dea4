package dev.kith.engine.sync;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.LinkConsent;
import dev.kith.spi.Contact;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** 128-bit hashes, as 32 hex digits: the same for the same content, whatever its order in maps. */
final class Hashes {
    private static final int BYTES = 16;

    private Hashes() {}

    static String of(String text) {
        MessageDigest digest = sha256();
        add(digest, text);
        return hex(digest);
    }

    /** Of a contact as it was read. */
    static String of(Contact contact) {
        MessageDigest digest = sha256();
        add(digest, contact.key());
        add(digest, contact.email().orElse(""));
        new TreeMap<>(contact.values()).forEach((name, value) -> add(digest, name + "=" + Fit.canonical(value)));
        addSorted(digest, contact.labels());
        addSorted(digest, contact.allLabels());
        return hex(digest);
    }

    /** Of what was delivered, what was left out, and which consents stand. */
    static String of(
            Map<String, String> delivered, Map<String, LeftOut> leftOut, Map<ConsentKey, LinkConsent> consents) {
        MessageDigest digest = sha256();
        new TreeMap<>(delivered).forEach((id, text) -> add(digest, id + "=" + text));
        add(digest, "left out");
        new TreeMap<>(leftOut).forEach((id, part) -> add(digest, id + "=" + part.value()));
        add(digest, "granted");
        addSorted(
                digest,
                consents.entrySet().stream()
                        .filter(e -> e.getValue().granted())
                        .map(e -> e.getKey().subscription() + " " + e.getKey().channel())
                        .toList());
        return hex(digest);
    }

    private static void addSorted(MessageDigest digest, List<String> texts) {
        add(digest, String.valueOf(texts.size()));
        texts.stream().sorted().forEach(text -> add(digest, text));
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(String.valueOf(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
