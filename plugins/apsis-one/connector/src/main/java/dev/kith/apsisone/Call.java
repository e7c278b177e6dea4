package dev.kith.apsisone;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of the API.
 *
 * @param what the call in words for messages, without personal data
 * @param path below the base address, encoded
 * @param body empty for none
 * @param profile keyspace and key of the profile it is about; empty when it is about none
 */
record Call(String what, String method, String path, byte[] body, String profile) {
    private static final Pattern PROFILE = Pattern.compile("/keyspaces/[^/]+/profiles/[^/]+");

    Call {
        requireNonNull(what, "what");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(body, "body");
        requireNonNull(profile, "profile");
    }

    private Call(String what, String method, String path, byte[] body) {
        this(what, method, path, body, profileIn(path));
    }

    private static String profileIn(String path) {
        Matcher found = PROFILE.matcher(path);
        return found.find() ? found.group() : "";
    }

    static Call create(Account account, String profileKey) {
        return new Call(
                "Creating a profile",
                "POST",
                account.newProfiles(),
                Json.write(Map.of("profile_key", profileKey)),
                profileIn(account.profile(profileKey)));
    }

    static Call get(String what, String path) {
        return new Call(what, "GET", path, new byte[0]);
    }

    static Call delete(String what, String path) {
        return new Call(what, "DELETE", path, new byte[0]);
    }

    static Call post(String what, String path, Object body) {
        return new Call(what, "POST", path, Json.write(body));
    }

    static Call put(String what, String path, Object body) {
        return new Call(what, "PUT", path, Json.write(body));
    }

    static Call patch(String what, String path, byte[] body) {
        return new Call(what, "PATCH", path, body);
    }

    boolean isRead() {
        return method.equals("GET");
    }

    String accept() {
        return method.equals("PATCH") || method.equals("DELETE") ? "application/problem+json" : "application/json";
    }

    String contentType() {
        return switch (method) {
            case "PATCH" -> "application/merge-patch+json";
            case "POST", "PUT" -> "application/json";
            default -> "";
        };
    }
}
