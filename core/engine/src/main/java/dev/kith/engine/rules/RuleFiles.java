package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import dev.kith.rules.Fn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of a rule set's folder. */
public record RuleFiles(String conditions, String mappings, String consents, String schema) {

    /** The file that holds what the two systems offer. */
    public static final String SCHEMA_FILE = "schema.yaml";

    private static final String MARK = "\uFEFF";
    private static final long LARGEST = 4L * 1024 * 1024;

    public RuleFiles {
        conditions = withoutByteOrderMark(requireNonNull(conditions, "conditions"));
        mappings = withoutByteOrderMark(requireNonNull(mappings, "mappings"));
        consents = withoutByteOrderMark(requireNonNull(consents, "consents"));
        schema = withoutByteOrderMark(requireNonNull(schema, "schema"));
    }

    /** Reads a folder; throws with everything that can't be read. */
    public static RuleFiles read(Path dir) {
        Problems problems = new Problems();
        RuleFiles files = new RuleFiles(
                read(dir, RuleKind.CONDITION.file(), problems),
                read(dir, RuleKind.MAPPING.file(), problems),
                read(dir, RuleKind.CONSENT.file(), problems),
                read(dir, SCHEMA_FILE, problems));
        if (!problems.none()) {
            throw new RuleSetException(problems.all());
        }
        return files;
    }

    /**
     * Writes the rules into a folder: those files whose text is another one, each whole or not at all. The schema and
     * what else is there stay as they are.
     */
    public void writeRules(Path dir) throws IOException {
        Map<Path, String> changed = new LinkedHashMap<>();
        for (RuleKind kind : RuleKind.values()) {
            Path file = dir.resolve(kind.file());
            String before = Files.readString(file);
            if (!withoutByteOrderMark(before).equals(text(kind))) {
                Path part = dir.resolve(kind.file() + ".part");
                Files.writeString(part, before.startsWith(MARK) ? MARK + text(kind) : text(kind));
                changed.put(part, kind.file());
            }
        }
        for (Map.Entry<Path, String> file : changed.entrySet()) {
            Files.move(file.getKey(), dir.resolve(file.getValue()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The rules of one kind. */
    public String text(RuleKind kind) {
        return switch (kind) {
            case CONDITION -> conditions;
            case MAPPING -> mappings;
            case CONSENT -> consents;
        };
    }

    /** The text of the file of this name, such as {@code conditions.drl}; empty when a rule set has no such file. */
    public Optional<String> text(String name) {
        if (name.equals(SCHEMA_FILE)) {
            return Optional.of(schema);
        }
        return Arrays.stream(RuleKind.values())
                .filter(kind -> kind.file().equals(name))
                .map(this::text)
                .findFirst();
    }

    /** The names of the four files. */
    public static List<String> names() {
        return List.of(RuleKind.CONDITION.file(), RuleKind.MAPPING.file(), RuleKind.CONSENT.file(), SCHEMA_FILE);
    }

    /** The same for the same texts and helpers only: the SHA-256 of both, in hex. */
    public String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of("" + Fn.VERSION, conditions, mappings, consents, schema)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String read(Path dir, String name, Problems problems) {
        Path file = dir.resolve(name);
        try {
            if (Files.size(file) > LARGEST) {
                problems.add(name, 0, "The file is larger than 4 MB. Make it smaller.");
                return "";
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            problems.add(name, 0, "The file is missing in " + dir + ". Every rule set has it, also when it is short.");
        } catch (CharacterCodingException e) {
            problems.add(name, 0, "The file is not UTF-8. Save it as UTF-8.");
        } catch (IOException e) {
            problems.add(name, 0, "The file can't be read: " + e + ". Make it a readable file.");
        }
        return "";
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith(MARK) ? text.substring(1) : text;
    }
}
