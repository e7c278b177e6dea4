package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * One setting of a connector, as an integration's YAML file gives it.
 *
 * <p>The host checks names, types and required settings before {@link ConnectorFactory#open}, and reports all problems
 * at once. Only a secret setting may use {@code ${env:..}} or {@code ${file:..}}; its value is never logged or shown.
 *
 * @param name camel case, such as {@code clientId}
 * @param type what the value must be
 * @param required whether the integration must give it
 * @param secret whether the value is secret
 * @param fallback the value when it isn't given, as text; empty for none
 * @param help one sentence for the person who fills it in
 */
public record Setting(String name, Type type, boolean required, boolean secret, String fallback, String help) {

    /** The types of setting; each has its getter in {@link Settings}. */
    public enum Type {
        TEXT,
        /** A whole number. */
        INTEGER,
        /** A number, or the word {@code unlimited}. */
        RATE,
        BOOLEAN,
        /** An absolute URL; https, except for loopback addresses. Its origin becomes one the connector may call. */
        URL,
        /** A list of texts. */
        LIST,
        /**
         * A list of origins, such as {@code https://files.example.com}, to which {@link Http#upload} may send files; https,
         * except for loopback addresses. Read with {@link Settings#list}; a fallback is separated by commas.
         */
        UPLOAD_ORIGINS,
        /** Names mapped to texts. */
        MAP
    }

    public Setting {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(fallback, "fallback");
        requireNonNull(help, "help");
    }

    /** A setting that must be given. */
    public static Setting required(String name, Type type, String help) {
        return new Setting(name, type, true, false, "", help);
    }

    /** A setting that must be given and is kept secret. */
    public static Setting secret(String name, String help) {
        return new Setting(name, Type.TEXT, true, true, "", help);
    }

    /**
     * A setting that may be left out; {@code fallback} then stands (empty: none). INTEGER, RATE and URL need one, since
     * {@link Settings} has no getter for an absent value of theirs; the host refuses the plugin otherwise.
     */
    public static Setting optional(String name, Type type, String fallback, String help) {
        return new Setting(name, type, false, false, fallback, help);
    }
}
