package dev.kith.apsisone;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Setting;
import dev.kith.spi.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The account and the place in it that a connector works with.
 *
 * @param base the API's address without a slash at its end
 * @param timeout how long a call may take
 * @param firstPartyOff whether an admin has confirmed that the first-party integration is off
 */
record Account(
        String base,
        String clientId,
        String clientSecret,
        String section,
        String keyspace,
        double rate,
        Duration timeout,
        boolean firstPartyOff,
        int maxInFlight,
        int bulkFrom,
        String exportSegment) {

    static final List<Setting> SETTINGS = List.of(
            Setting.optional("apiUrl", Setting.Type.URL, "https://api.apsis.one", "The API of the account's region."),
            Setting.required("clientId", Setting.Type.TEXT, "From Account settings > API management in APSIS One."),
            Setting.secret("clientSecret", "Shown once, when the key is made in APSIS One."),
            Setting.optional(
                    "section", Setting.Type.TEXT, "com.apsis1.sections.default", "The discriminator of the section."),
            Setting.optional(
                    "keyspace",
                    Setting.Type.TEXT,
                    "com.apsis1.keyspaces.crm-id",
                    "The discriminator of the keyspace that holds the CRM's ids."),
            Setting.optional(
                    "rate", Setting.Type.RATE, "20", "Calls per second; the account's limit of 100 is shared by all."),
            Setting.optional(
                    "timeout",
                    Setting.Type.INTEGER,
                    "60",
                    "Seconds a call may take, 1 to 600; the upload of an import may take ten times as long."),
            Setting.optional(
                    "confirmedFirstPartyOff",
                    Setting.Type.BOOLEAN,
                    "false",
                    "Set it to true once the Tribe CRM integration inside APSIS One is switched off."),
            Setting.optional("maxInFlight", Setting.Type.INTEGER, "8", "How many profiles are written at a time."),
            Setting.optional(
                    "bulkFrom", Setting.Type.INTEGER, "500", "From so many profiles on, runs write by imports."),
            Setting.optional(
                    "exportSegment",
                    Setting.Type.TEXT,
                    "",
                    "The discriminator of a segment with all profiles, if the account exports only segments."),
            Setting.optional(
                    "uploadHosts",
                    Setting.Type.UPLOAD_ORIGINS,
                    "https://s3.eu-west-1.amazonaws.com,https://s3.ap-southeast-1.amazonaws.com",
                    "Where files of imports may be uploaded to."));

    static Account of(Settings settings) {
        URI url = settings.url("apiUrl");
        int timeout = settings.integer("timeout");
        if (timeout < 1 || timeout > 600) {
            throw new ConnectorException(
                    Kind.CONFIG, "Setting \"timeout\" must be 1 to 600 seconds, was " + timeout + ".");
        }
        int maxInFlight = settings.integer("maxInFlight");
        if (maxInFlight < 1 || maxInFlight > 100) {
            throw new ConnectorException(
                    Kind.CONFIG, "Setting \"maxInFlight\" must be from 1 to 100, was " + maxInFlight + ".");
        }
        int bulkFrom = settings.integer("bulkFrom");
        if (bulkFrom < 1) {
            throw new ConnectorException(Kind.CONFIG, "Setting \"bulkFrom\" must be 1 or more, was " + bulkFrom + ".");
        }
        return new Account(
                url.toString().replaceAll("/+$", ""),
                settings.text("clientId"),
                settings.text("clientSecret"),
                settings.text("section"),
                settings.text("keyspace"),
                settings.rate("rate"),
                Duration.ofSeconds(timeout),
                settings.flag("confirmedFirstPartyOff"),
                maxInFlight,
                bulkFrom,
                settings.optionalText("exportSegment").orElse(""));
    }

    /** What tokens and call rates belong to. */
    String id() {
        return base + " " + clientId;
    }

    /** The path of a profile. */
    String profile(String key) {
        return "/audience/keyspaces/" + Segment.encode(keyspace) + "/profiles/" + Segment.encode(key);
    }

    /** The path of a profile's part in the section. */
    String profileInSection(String key) {
        return profile(key) + "/sections/" + Segment.encode(section);
    }

    /** The path of the section's part of a profile that is found in another keyspace. */
    String profileIn(String otherKeyspace, String key) {
        return "/audience/keyspaces/" + Segment.encode(otherKeyspace) + "/profiles/" + Segment.encode(key)
                + "/sections/" + Segment.encode(section);
    }

    /** The path under which profiles are created. */
    String newProfiles() {
        return "/audience/keyspaces/" + Segment.encode(keyspace) + "/sections/" + Segment.encode(section) + "/profiles";
    }

    /** The path of the section's definitions. */
    String sectionPath() {
        return "/audience/sections/" + Segment.encode(section);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Account[" + base + "]";
    }
}
