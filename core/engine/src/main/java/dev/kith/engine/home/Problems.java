package dev.kith.engine.home;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one file, each message starting with what the file is about. */
final class Problems {
    private final String file;
    private final String subject;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file, String subject) {
        this.file = file;
        this.subject = subject;
    }

    /** For {@code integrations/ID.yaml}. */
    static Problems ofIntegration(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        String id = name.endsWith(".yaml") ? name.substring(0, name.length() - ".yaml".length()) : name;
        return new Problems(file, "Integration \"" + id + "\": ");
    }

    String file() {
        return file;
    }

    /** A problem of the file as such: "the file ...". */
    void add(int line, String aboutFile) {
        found.add(new Problem(file, line, subject + "the file " + file + " " + aboutFile));
    }

    /** A problem of one setting, to be mended in the file. */
    void setting(int line, String name, String wrong) {
        setting(line, name, new Wrong(wrong));
    }

    void setting(int line, String name, Wrong wrong) {
        String why = wrong.why();
        String end = why.endsWith(".") || why.endsWith("?") ? " " : ". ";
        String advice = wrong.advice().isEmpty() ? "Correct it in " + file + "." : wrong.advice();
        found.add(new Problem(file, line, subject + "setting \"" + name + "\" " + why + end + advice));
    }

    List<Problem> all() {
        return List.copyOf(found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }
}
