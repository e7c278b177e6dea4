package dev.kith.web.bench;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Calls of the audience by what they were for. Pure.
 *
 * @param imports asked for imports or uploaded one
 * @param polls asked how far an import is
 * @param exports asked for an export or fetched it
 * @param profileWrites changed one profile
 * @param profileReads read one profile
 * @param other tokens and definitions
 */
record AudienceCalls(long imports, long polls, long exports, long profileWrites, long profileReads, long other) {

    /** Sorts the simulator's counts by route. */
    static AudienceCalls of(Map<String, Long> routes) {
        return new AudienceCalls(
                sum(routes, AudienceCalls::isImport),
                sum(routes, AudienceCalls::isPoll),
                sum(routes, AudienceCalls::isExport),
                sum(routes, route -> isOfProfile(route) && !route.startsWith("GET ")),
                sum(routes, route -> isOfProfile(route) && route.startsWith("GET ")),
                sum(routes, route -> !isImport(route) && !isPoll(route) && !isExport(route) && !isOfProfile(route)));
    }

    private static long sum(Map<String, Long> routes, Predicate<String> wanted) {
        return routes.entrySet().stream()
                .filter(route -> wanted.test(route.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean isImport(String route) {
        return route.startsWith("POST ") && (route.endsWith("/imports") || route.startsWith("POST /s3/"));
    }

    private static boolean isPoll(String route) {
        return route.startsWith("GET ") && route.contains("/imports/");
    }

    private static boolean isExport(String route) {
        return route.contains("/reports/");
    }

    private static boolean isOfProfile(String route) {
        return !isExport(route) && route.contains("/profiles");
    }

    /** All that change something. */
    long writes() {
        return imports + profileWrites;
    }

    long all() {
        return imports + polls + exports + profileWrites + profileReads + other;
    }
}
