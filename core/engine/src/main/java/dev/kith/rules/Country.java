package dev.kith.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two-letter codes of countries, by code or by name in the languages around the North Sea and the Baltic. */
final class Country {

    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH,
            new Locale("nl"),
            Locale.GERMAN,
            Locale.FRENCH,
            new Locale("sv"),
            new Locale("no"),
            new Locale("da"),
            new Locale("fi"));

    private static final Map<String, String> CODES = codes();

    private Country() {}

    static @Nullable String code(@Nullable String text) {
        return text == null ? null : CODES.get(text.toLowerCase(Locale.ROOT));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            LANGUAGES.forEach(language ->
                    codes.putIfAbsent(country.getDisplayCountry(language).toLowerCase(Locale.ROOT), code));
            codes.put(code.toLowerCase(Locale.ROOT), code);
            codes.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
        }
        codes.put("holland", "NL");
        codes.put("the netherlands", "NL");
        codes.put("uk", "GB");
        codes.put("england", "GB");
        codes.put("usa", "US");
        return Map.copyOf(codes);
    }
}
