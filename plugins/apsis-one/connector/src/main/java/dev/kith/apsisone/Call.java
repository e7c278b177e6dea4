package dev.kith.apsisone;

import static java.util.Objects.requireNonNull;

/**
 * A call of the API.
 *
 * @param what the call in words for messages, without personal data
 * @param path below the base address, encoded
 * @param body empty for none
 */
record Call(String what, String method, String path, byte[] body) {
    Call {
        requireNonNull(what, "what");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(body, "body");
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
