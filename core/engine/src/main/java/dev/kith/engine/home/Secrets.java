package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what {@code ${env:KITH_S_NAME}} and {@code ${file:NAME}} stand for; nothing else of environment and disk. */
public final class Secrets {
    private static final Pattern FORM_START = Pattern.compile("\\$\\{\\w+:");
    private static final Pattern FORM = Pattern.compile("\\$\\{(\\w+):([^}]*)}");
    private static final Pattern ENV_NAME = Pattern.compile("KITH_S_[A-Z0-9_]{1,60}");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}");
    private static final String USE = "Use ${env:KITH_S_NAME} or ${file:NAME}.";
    private static final long LARGEST_FILE = 64 << 10;

    private final Path dir;
    private final Function<String, @Nullable String> env;

    /**
     * Reads nothing yet.
     *
     * @param dir the home's folder {@code secrets/}
     * @param env reads one variable of the environment; null when it isn't set
     */
    public Secrets(Path dir, Function<String, @Nullable String> env) {
        this.dir = requireNonNull(dir, "dir");
        this.env = requireNonNull(env, "env");
    }

    static boolean hasForm(String text) {
        return FORM_START.matcher(text).find();
    }

    /** The secret a setting's text stands for: itself, unless it is a form. */
    String resolve(String text) throws Wrong {
        if (!hasForm(text)) {
            return text;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new Wrong("must be one ${...} form and nothing else");
        }
        String name = form.group(2);
        return switch (form.group(1)) {
            case "env" -> fromEnvironment(name);
            case "file" -> fromFile(name);
            case "secret" -> throw new Wrong("uses ${secret:...}, but this version has no built-in store", USE);
            default -> throw new Wrong("uses the unknown form ${" + form.group(1) + ":...}", USE);
        };
    }

    private String fromEnvironment(String name) throws Wrong {
        if (!ENV_NAME.matcher(name).matches()) {
            throw new Wrong("names the variable \"" + name
                    + "\", but only variables named KITH_S_... (capitals, digits, _) can be read");
        }
        String value = env.apply(name);
        if (value == null || value.isBlank()) {
            throw new Wrong(
                    "needs the environment variable " + name + ", which is not set or empty",
                    "Set it where Kith is started.");
        }
        return value;
    }

    private String fromFile(String name) throws Wrong {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new Wrong("names the file \"" + name
                    + "\", but only files right in secrets/ can be read (letters, digits, dot, hyphen, _)");
        }
        try {
            Path file = dir.resolve(name).toRealPath();
            if (!file.startsWith(dir.toRealPath()) || !Files.isRegularFile(file)) {
                throw new Wrong("names secrets/" + name + ", which is not a file in secrets/ itself");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new Wrong("names secrets/" + name + ", which is larger than 64 KB", "Put only the secret there.");
            }
            return content(name, file);
        } catch (IOException e) {
            // Its message could quote the file's text, so only its kind is told.
            throw new Wrong(
                    "needs the file secrets/" + name + ", which can't be read ("
                            + e.getClass().getSimpleName() + ")",
                    "Put the secret there, in UTF-8.");
        }
    }

    private static String content(String name, Path file) throws IOException, Wrong {
        String content = Files.readString(file).stripTrailing();
        if (content.isBlank()) {
            throw new Wrong("names secrets/" + name + ", which is empty", "Put the secret there.");
        }
        return content;
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "Secrets[]";
    }
}
