package dev.kith.tribe;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import java.util.List;

/** Names Tribe CRM and its settings, and opens connectors to it. */
public final class TribeFactory implements ConnectorFactory {

    @Override
    public String kind() {
        return "tribe";
    }

    @Override
    public String title() {
        return "Tribe CRM";
    }

    @Override
    public Role role() {
        return Role.CRM;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.optional("apiUrl", Setting.Type.URL, "https://api.tribecrm.nl", "Where the API is."),
                Setting.optional(
                        "authUrl", Setting.Type.URL, "https://auth.tribecrm.nl", "Where tokens are given out."),
                Setting.required("clientId", Setting.Type.TEXT, "The client id of the application made in Tribe CRM."),
                Setting.secret("clientSecret", "The client secret of the same application."),
                Setting.optional(
                        "scope", Setting.Type.TEXT, "read write", "The scope to ask a token for; never offline."),
                Setting.optional(
                        "fields",
                        Setting.Type.MAP,
                        "",
                        "Custom fields: the name rules shall use, mapped to the field's API name in Tribe CRM."),
                Setting.optional(
                        "labels",
                        Setting.Type.MAP,
                        "",
                        "Labels under another name: the name rules shall use, mapped to the label's name or id."),
                Setting.optional(
                        "emailFrom",
                        Setting.Type.TEXT,
                        EmailFrom.CONTACT_THEN_PERSON.word(),
                        "Which address counts: contact-then-person, person-then-contact or person."),
                Setting.optional(
                        "labelLevel",
                        Setting.Type.TEXT,
                        LabelLevel.PERSON.word(),
                        "Where labels count: person, or person-and-relationships."),
                Setting.optional("pageSize", Setting.Type.INTEGER, "100", "Persons asked for in one call, 2 to 1000."),
                Setting.optional(
                        "ignoreMailingOptOut",
                        Setting.Type.BOOLEAN,
                        "false",
                        "true lets labels count for persons who opted out of all mailings."),
                Setting.optional("rate", Setting.Type.RATE, "unlimited", "The most calls per second."),
                Setting.optional("timeout", Setting.Type.INTEGER, "60", "Seconds a call may take, 1 to 600."),
                Setting.optional(
                        "record",
                        Setting.Type.TEXT,
                        "person",
                        "What a contact is: a person, or each contact row of a person (contact). Decide before the"
                                + " first sync."),
                Setting.optional(
                        "lists",
                        Setting.Type.MAP,
                        "",
                        "Saved lists beside the labels: a name, mapped to an OData condition on persons, or on contact"
                                + " rows if those are the contacts."),
                Setting.optional(
                        "views", Setting.Type.BOOLEAN, "false", "true offers the views of Tribe CRM as saved lists."),
                secret("webhookSecret", "The secrets of the webhooks as Tribe CRM shows them, with spaces between."),
                secret("webhookToken", "A token of your own that webhook calls must carry besides; empty for none."),
                Setting.optional(
                        "webhookHeader",
                        Setting.Type.TEXT,
                        "",
                        "The header with the signature of a webhook call; without it any header may hold it."),
                Setting.optional(
                        "webhookAlgorithm",
                        Setting.Type.TEXT,
                        Signature.HMAC.word(),
                        "How webhook calls are signed: hmac-sha512, or sha512 of the secret and the body."));
    }

    private static Setting secret(String name, String help) {
        return new Setting(name, Setting.Type.TEXT, false, true, "", help);
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new TribeConnector(context, TribeSettings.of(context.settings()));
    }
}
