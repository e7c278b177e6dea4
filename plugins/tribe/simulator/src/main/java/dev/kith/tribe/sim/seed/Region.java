package dev.kith.tribe.sim.seed;

import java.util.List;
import java.util.Random;

/** The countries that most people come from, with what is particular to each. */
enum Region {
    NETHERLANDS("nl", "NL", "nl", 55, "+31", "6", "B.V."),
    SWEDEN("sv", "SE", "sv", 15, "+46", "7", "AB"),
    NORWAY("nb-NO", "NO", "no", 10, "+47", "9", "AS"),
    DENMARK("da-DK", "DK", "da", 10, "+45", "2", "A/S"),
    FINLAND("fi-FI", "FI", "fi", 10, "+358", "4", "Oy");

    private static final List<Region> ALL = List.of(values());

    final String locale;
    final String country;
    final String language;
    final int share;
    final String dialling;
    final String mobile;
    final String company;

    Region(String locale, String country, String language, int share, String dialling, String mobile, String company) {
        this.locale = locale;
        this.country = country;
        this.language = language;
        this.share = share;
        this.dialling = dialling;
        this.mobile = mobile;
        this.company = company;
    }

    static Region any(Random random) {
        int at = random.nextInt(100);
        for (Region region : ALL) {
            at -= region.share;
            if (at < 0) {
                return region;
            }
        }
        return NETHERLANDS;
    }

    String postcode(Random random) {
        return switch (this) {
            case NETHERLANDS ->
                1000 + random.nextInt(9000) + " " + (char) ('A' + random.nextInt(26))
                        + (char) ('A' + random.nextInt(26));
            case SWEDEN -> String.valueOf(100 + random.nextInt(880)) + " " + (10 + random.nextInt(90));
            case NORWAY, DENMARK -> String.valueOf(1000 + random.nextInt(8900));
            case FINLAND -> "0" + (1000 + random.nextInt(8900));
        };
    }
}
