package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.web.it.Terminal.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Does what the chapter on rules tells a person to do, in its order, and compares what it says one will see. */
class RulesChapterIT {
    private static final Path CHAPTER = Path.of("../rules/README.md");
    private static final Pattern CORRECTION = Pattern.compile("Write `(\\w+)` instead of `(\\w+)`");
    private static final Pattern INLINE = Pattern.compile("`\\./kith ([^`]+)`");

    @RegisterExtension
    private static final Stage stage = Stage.with(300);

    private final Transcript transcript = new Transcript();
    private Path home = Path.of("");

    @BeforeEach
    void open() throws IOException {
        home = stage.kith().home().dir();
        copy(Path.of("../rules/tribe/cases"), home.resolve("rules/tribe/cases"));
        stage.activatingByHand().open().sync();
    }

    @Test
    void everythingInTheChapterCanBeDoneAndShowsWhatItSays() throws IOException {
        List<String> done = new ArrayList<>();
        for (Chapter.Part part : Chapter.parts(Files.readString(CHAPTER))) {
            done.add(part.kind());
            switch (part.kind()) {
                case "console" -> console(part);
                case "drl" -> append("conditions.drl", part.text());
                case "yaml" -> append("cases/conditions.yaml", part.text());
                case "" -> prose(part.text());
                default ->
                    throw new AssertionError("line " + part.line() + ": no test knows what a fence of kind \""
                            + part.kind() + "\" means. There are console, drl and yaml.");
            }
        }

        assertThat(done).contains("console", "drl", "yaml");
        assertThat(transcript.commands())
                .as("commands whose output was compared")
                .containsExactly(
                        "cp", "check", "test", "explain", "backtest", "cp", "diff", "activate", "versions", "rollback");
    }

    private void console(Chapter.Part part) throws IOException {
        for (Chapter.Command command : part.commands()) {
            List<String> words = transcript.words(command.text());
            transcript.compare(part.line(), command, words.get(0).equals("cp") ? copy(words) : kith(words));
        }
    }

    private String copy(List<String> words) throws IOException {
        assertThat(words).hasSize(4).startsWith("cp", "-r");
        copy(inHome(words.get(2)), inHome(words.get(3)));
        return "";
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private Path inHome(String path) {
        return home.resolveSibling(path).normalize();
    }

    private String kith(List<String> words) {
        assertThat(words).startsWith("./kith");
        List<String> args = new ArrayList<>(words.subList(1, words.size()));
        args.addAll(List.of("--home", home.toString()));
        if (!List.of("check", "test").contains(args.get(1))) {
            args.addAll(List.of("--url", stage.kith().host().url()));
        }
        Said said = Terminal.run(args);
        return said.out().isEmpty() ? said.err() : said.out();
    }

    private void append(String file, String text) throws IOException {
        Path rules = home.resolve("rules/mine").resolve(file);
        Files.writeString(rules, Files.readString(rules) + "\n" + text);
    }

    /** Corrections are made; commands in passing must be ones that there are. */
    private void prose(String text) throws IOException {
        Matcher correction = CORRECTION.matcher(text);
        while (correction.find()) {
            Path rules = home.resolve("rules/mine/conditions.drl");
            String before = Files.readString(rules);
            assertThat(before).contains(correction.group(2));
            Files.writeString(rules, before.replace(correction.group(2), correction.group(1)));
        }
        Matcher inline = INLINE.matcher(text);
        while (inline.find()) {
            List<String> args = new ArrayList<>(Transcript.split(inline.group(1)));
            args.add("--help-me-not");
            assertThat(Terminal.run(args).err())
                    .as(inline.group())
                    .contains("Unknown option: '--help-me-not'")
                    .doesNotContain("Unmatched", "Missing", "Unknown options");
        }
    }

    /** Compares what was printed with what the chapter shows, in which versions, keys and times are others. */
    private static final class Transcript {
        private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z";
        private static final String KEY = "[0-9a-f]{8}-[0-9a-f-]{27}";
        private static final Pattern OTHERS =
                Pattern.compile("(?<time>" + TIME + ")|(?<key>" + KEY + ")|(?<version>\\b[0-9a-f]{8,12}\\b)");

        private final Map<String, String> real = new TreeMap<>();
        private final List<String> commands = new ArrayList<>();

        List<String> commands() {
            return commands;
        }

        /** With what the chapter shows replaced by what was printed in its place before. */
        List<String> words(String command) {
            String now = command;
            for (Map.Entry<String, String> shown : real.entrySet()) {
                now = now.replace(shown.getKey(), shown.getValue());
            }
            return split(now);
        }

        static List<String> split(String command) {
            List<String> words = new ArrayList<>();
            Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
            while (word.find()) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            return words;
        }

        void compare(int line, Chapter.Command command, String printed) {
            List<String> shown = new ArrayList<>();
            Matcher found = pattern(command.output(), shown).matcher(printed);
            assertThat(found.matches())
                    .as(
                            "README, block at line %d: %s%nshows%n%s%nbut printed%n%s",
                            line, command.text(), command.output(), printed)
                    .isTrue();
            for (int i = 0; i < shown.size(); i++) {
                real.put(shown.get(i), found.group(i + 1));
            }
            List<String> words = split(command.text());
            commands.add(words.get(0).equals("cp") ? "cp" : words.get(2));
        }

        private static Pattern pattern(String output, List<String> shown) {
            StringBuilder pattern = new StringBuilder();
            for (String line : output.lines().toList()) {
                pattern.append(line.equals("...") ? "(?:.*\\n)*?" : line(line, shown) + "\\n");
            }
            return Pattern.compile(pattern.toString());
        }

        private static String line(String line, List<String> shown) {
            StringBuilder pattern = new StringBuilder();
            Matcher other = OTHERS.matcher(line);
            int end = 0;
            while (other.find()) {
                pattern.append(Pattern.quote(line.substring(end, other.start())))
                        .append('(');
                if (other.group("time") != null) {
                    pattern.append(TIME);
                } else {
                    pattern.append(
                            other.group("key") != null
                                    ? KEY
                                    : "[0-9a-f]{" + other.group().length() + "}");
                }
                pattern.append(')');
                shown.add(other.group());
                end = other.end();
            }
            return pattern.append(Pattern.quote(line.substring(end))).toString();
        }
    }
}
