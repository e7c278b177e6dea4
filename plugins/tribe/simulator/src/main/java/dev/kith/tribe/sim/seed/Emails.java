package dev.kith.tribe.sim.seed;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Makes e-mail addresses, all of them in domains that belong to nobody. */
final class Emails {
    private static final List<String> DOMAINS =
            List.of("example.com", "example.org", "example.net", "mail.example.com", "post.example.org");

    private Emails() {}

    static String personal(String first, String last, int number, Random random) {
        String local = local(first, last) + number;
        String cased = random.nextInt(20) == 0 ? local.toUpperCase(Locale.ROOT) : local;
        return cased + "@" + Vocabulary.pick(random, DOMAINS);
    }

    static String business(String first, String last, String domain) {
        return local(first, last) + "@" + domain;
    }

    private static String local(String first, String last) {
        String name = slug(first) + "." + slug(last);
        return name.startsWith(".") || name.endsWith(".") ? "contact" : name;
    }

    /** Small letters and digits of a text. */
    static String slug(String text) {
        String plain =
                text.replace("ø", "o").replace("Ø", "o").replace("æ", "ae").replace("ß", "ss");
        String ascii = Normalizer.normalize(plain, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        StringBuilder slug = new StringBuilder();
        for (int i = 0; i < ascii.length() && slug.length() < 20; i++) {
            char c = ascii.charAt(i);
            if (c < 128 && Character.isLetterOrDigit(c)) {
                slug.append(c);
            }
        }
        return slug.toString();
    }
}
