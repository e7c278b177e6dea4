package dev.kith.tribe.sim.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the documents leave open, by the number it has there: each has a default, and can be switched to what the service may
 * do as well, at the start or while it runs.
 */
public final class Switches {
    private static final Map<String, List<String>> VALUES = known();

    /** Those that take any value of a form; their lists show examples. */
    private static final Map<String, Pattern> FORMS = Map.of(
            "T3", Pattern.compile("absent|[1-9][0-9]{0,8}"),
            "T7", Pattern.compile("silent|next-link|cap-[1-9][0-9]{0,3}"),
            "T33", Pattern.compile("[A-Za-z0-9-]{1,60}"));

    private final Map<String, String> set = new ConcurrentHashMap<>();

    private static Map<String, List<String>> known() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("T1", List.of("any", "offline", "required"));
        all.put("T2", List.of("body", "basic"));
        all.put("T3", List.of("3600", "120", "86400", "absent"));
        all.put("T4", List.of("ignored", "accepted"));
        all.put("T5", List.of("oauth", "odata", "empty", "html"));
        all.put("T6", List.of("permuted", "stable"));
        all.put("T7", List.of("silent", "next-link", "cap-7"));
        all.put("T8", List.of("allowed", "refused"));
        all.put("T9", List.of("present", "absent"));
        all.put("T10", List.of("null", "equal"));
        all.put("T11", List.of("absent", "present"));
        all.put("T12", List.of("leading", "clean"));
        all.put("T13", List.of("type", "entity"));
        all.put("T14", List.of("absent", "present"));
        all.put("T15", List.of("present", "absent"));
        all.put("T16", List.of("literal", "form"));
        all.put("T17", List.of("case-sensitive", "case-insensitive"));
        all.put("T18", List.of("refused", "labels"));
        all.put("T19", List.of("digit", "always"));
        all.put("T20", List.of("201", "200", "204"));
        all.put("T21", List.of("200", "204"));
        all.put("T22", List.of("refused", "put"));
        all.put("T23", List.of("replace", "append", "ref-only", "none"));
        all.put("T24", List.of("not-bumped", "bumped"));
        all.put("T25", List.of("person", "link", "none"));
        all.put("T26", List.of("record", "link"));
        all.put("T27", List.of("flat", "typed", "wrapped", "rich"));
        all.put("T28", List.of("exact", "subtypes"));
        all.put("T29", List.of("id", "ID", "webhookId"));
        all.put("T30", List.of("array", "value"));
        all.put("T31", List.of("absent", "present"));
        all.put("T32", List.of("https", "http"));
        all.put("T33", List.of("X-Tribe-Signature", "X-Signature"));
        all.put("T34", List.of("hmac", "digest", "bad", "none"));
        all.put("T35", List.of("once", "retry", "duplicate", "reorder", "delay", "drop", "drop-all"));
        all.put("T36", List.of("409", "400", "403", "422"));
        all.put("T38", List.of("kept", "new"));
        all.put("T39", List.of("selected", "always", "refused"));
        all.put("T40", List.of("honoured", "ignored", "refused"));
        all.put("T41", List.of("refused", "accepted"));
        all.put("T42", List.of("none", "retry-after", "plain"));
        all.put("T43", List.of("names", "404", "members"));
        all.put("T44", List.of("null", "false", "true"));
        return all;
    }

    /** The values of each switch, its default first; of those that take any value of a form, some. */
    public static Map<String, List<String>> values() {
        return Collections.unmodifiableMap(VALUES);
    }

    /**
     * Switches one.
     *
     * @throws IllegalArgumentException for one that isn't there, or a value it doesn't have
     */
    public void set(String name, String value) {
        List<String> allowed = VALUES.get(name);
        if (allowed == null) {
            throw new IllegalArgumentException("no switch " + name + "; there are " + VALUES.keySet());
        }
        Pattern form = FORMS.get(name);
        if (form == null ? !allowed.contains(value) : !form.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must be one of " + allowed + ", was " + value);
        }
        set.put(name, value);
    }

    public void reset() {
        set.clear();
    }

    public String get(String name) {
        List<String> allowed = VALUES.get(name);
        if (allowed == null) {
            throw new IllegalArgumentException("no switch " + name);
        }
        return set.getOrDefault(name, allowed.get(0));
    }

    public boolean is(String name, String value) {
        return get(name).equals(value);
    }

    /** The size of a page (T7). */
    public int cap() {
        String way = get("T7");
        return way.startsWith("cap-") ? Integer.parseInt(way.substring(4)) : 100;
    }

    /** Those that were set. */
    public Map<String, String> changed() {
        return new TreeMap<>(set);
    }

    /** Every switch as it stands. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        VALUES.keySet().forEach(name -> all.put(name, get(name)));
        return all;
    }
}
