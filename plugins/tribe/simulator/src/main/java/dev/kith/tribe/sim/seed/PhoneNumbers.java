package dev.kith.tribe.sim.seed;

import java.util.List;
import java.util.Random;

/** Phone numbers in the many ways that people write them, some of them of no use. */
final class PhoneNumbers {
    private static final List<String> USELESS =
            List.of("n.v.t.", "12345", "06-XXXXXXXX", "geen", "+", "0000000000", "+31 6", "bellen via receptie");

    private PhoneNumbers() {}

    static String mobile(Region region, Random random) {
        if (random.nextInt(100) < 3) {
            return Vocabulary.pick(random, USELESS);
        }
        return written(region, region.mobile, random);
    }

    static String landline(Region region, Random random) {
        return written(region, region == Region.NETHERLANDS ? "20" : "3", random);
    }

    private static String written(Region region, String start, Random random) {
        String rest = String.valueOf(10_000_000 + random.nextInt(89_999_999));
        String national = region == Region.NORWAY || region == Region.DENMARK ? "" : "0";
        String number = (start + rest).substring(0, national.isEmpty() ? 8 : 9);
        return switch (random.nextInt(7)) {
            case 0 -> national + number;
            case 1 -> national + start + "-" + number.substring(start.length());
            case 2 -> region.dialling + " " + start + " " + pairs(number.substring(start.length()));
            case 3 -> "00" + region.dialling.substring(1) + number;
            case 4 -> region.dialling + " (0)" + number;
            case 5 -> "(" + national + start + ") " + pairs(number.substring(start.length()));
            default -> region.dialling + number;
        };
    }

    private static String pairs(String digits) {
        return digits.replaceAll("(\\d\\d)(?=\\d)", "$1 ");
    }
}
