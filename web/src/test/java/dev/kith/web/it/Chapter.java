package dev.kith.web.it;

import java.util.ArrayList;
import java.util.List;

/** A chapter in Markdown, cut into its fences and what stands between them. */
final class Chapter {
    private Chapter() {}

    /** @param kind the word after the opening fence; empty for what is not in a fence */
    record Part(int line, String kind, String text) {

        /** The lines after {@code $}, each with the lines below it. */
        List<Command> commands() {
            List<Command> commands = new ArrayList<>();
            for (String line : text.lines().toList()) {
                if (line.startsWith("$ ")) {
                    commands.add(new Command(line.substring(2), ""));
                } else {
                    Command last = commands.remove(commands.size() - 1);
                    commands.add(new Command(last.text(), last.output() + line + "\n"));
                }
            }
            return commands;
        }
    }

    /** What a person types, and what is shown then; {@code ...} stands for any lines. */
    record Command(String text, String output) {}

    static List<Part> parts(String markdown) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String kind = "";
        boolean fence = false;
        int begin = 1;
        List<String> lines = markdown.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().startsWith("```")) {
                parts.add(new Part(begin, kind, text.toString()));
                text.setLength(0);
                fence = !fence;
                // A fence without a word is one that nobody says how to test, not prose.
                kind = fence
                        ? line.strip().equals("```") ? "none" : line.strip().substring(3)
                        : "";
                begin = i + 2;
            } else {
                text.append(line).append('\n');
            }
        }
        if (fence) {
            throw new AssertionError("the fence before line " + begin + " isn't closed");
        }
        parts.add(new Part(begin, kind, text.toString()));
        return parts;
    }
}
