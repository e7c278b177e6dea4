package dev.kith.apsisone.sim;

import java.util.List;

/** What the documents leave open, with its variants; the first of them is the default. */
enum Switch {
    A1("jwt", "short", "no-expires-in", "opaque"),
    A2("401", "403"),
    A3("json-and-form", "json-only"),
    A4("off", "on", "low", "on-retry-after", "low-retry-after"),
    A5("404", "400"),
    A7("400", "ignored"),
    A8("400", "coerced"),
    A9("409", "merge"),
    A12("200", "409"),
    A13("204", "201"),
    A14("409", "200"),
    A16("404", "create"),
    A17("newest", "first"),
    A18("opt-out", "newest"),
    A19("404", "204"),
    A22("completed", "error", "stuck", "counters", "three-pending"),
    A23("any", "true-only"),
    A24("403", "410"),
    A25("both", "version-id", "discriminator", "create"),
    A26("all", "asked-only"),
    A27("0", "MILLISECONDS"),
    A28("problem", "html"),
    A29("email-any-case", "exact"),
    A30("reason", "optional", "limit"),
    A31("accepted", "400"),
    A32("ignored", "400");

    private final String choices;

    Switch(String... variants) {
        this.choices = String.join(", ", variants);
    }

    String fallback() {
        return variants().get(0);
    }

    /** Whether it has this variant; {@code MILLISECONDS} stands for any number of them. */
    boolean takes(String variant) {
        return variants().contains(variant) || (choices.contains("MILLISECONDS") && variant.matches("\\d{1,8}"));
    }

    String choices() {
        return choices;
    }

    private List<String> variants() {
        return List.of(choices.split(", ", -1));
    }
}
