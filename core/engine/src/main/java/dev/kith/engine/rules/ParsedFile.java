package dev.kith.engine.rules;

import java.util.List;

/** A rule file that the parser could read. */
record ParsedFile(SourceText source, String packageName, List<ParsedRule> rules) {
    ParsedFile {
        rules = List.copyOf(rules);
    }
}
