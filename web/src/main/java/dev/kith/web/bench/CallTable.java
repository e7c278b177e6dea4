package dev.kith.web.bench;

import dev.kith.web.http.Json;
import dev.kith.web.page.Wording;
import java.util.List;
import java.util.Locale;

/** Shows what was measured. */
final class CallTable {
    private CallTable() {}

    /** A table for people. */
    static String text(List<Measured> all) {
        StringBuilder text = new StringBuilder(line(
                "way",
                "run",
                "read",
                "changed",
                "CRM calls",
                "/1,000 read",
                "audience",
                "/1,000 chgd",
                "writes",
                "sample",
                "seconds"));
        for (Measured m : all) {
            text.append(line(
                    m.way(),
                    m.pass(),
                    Wording.number(m.counts().read()),
                    Wording.number(m.changed()),
                    Wording.number(m.crmCalls()),
                    decimal(m.crmPerThousandRead()),
                    Wording.number(m.audienceCalls()),
                    m.changed() == 0 ? "-" : decimal(m.audiencePerThousandChanged()),
                    Wording.number(m.audience().writes()),
                    m.sampleCalls() + "/" + m.sampled(),
                    decimal(m.took().toMillis() / 1000.0)));
        }
        return text + "\nThe calls of the audience are without the read-back samples: those are calls/contacts.";
    }

    /** One line of JSON. */
    static String json(List<Measured> all) {
        return Json.text(all.stream().map(Measured::json).toList());
    }

    private static String line(Object... cells) {
        return String.format(Locale.ENGLISH, "%-10s %-11s %9s %9s %10s %12s %10s %12s %9s %8s %9s%n", cells);
    }

    private static String decimal(double number) {
        return String.format(Locale.ENGLISH, "%.1f", number);
    }
}
