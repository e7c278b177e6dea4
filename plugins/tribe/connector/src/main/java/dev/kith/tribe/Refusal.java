package dev.kith.tribe;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;

/** Makes an exception of an answer that is not for now: what it means, and what to do about it. */
final class Refusal {
    private Refusal() {}

    static ConnectorException of(String what, TribeSettings settings, Exchange.Answer<?> answer) {
        String message = what + " failed: " + settings.apiUrl() + " " + answer.refusal() + ". ";
        if (answer.html() && answer.status() < 300) {
            return new ConnectorException(Kind.CONFIG, message + "Check the setting apiUrl.");
        }
        return switch (answer.status()) {
            case 401 ->
                new ConnectorException(
                        Kind.AUTH,
                        message
                                + "A new token was refused as well: check that the settings apiUrl and authUrl belong"
                                + " to the same system, and the application's rights in Tribe CRM.");
            case 403 ->
                new ConnectorException(
                        Kind.AUTH, message + "Give the application's user the right to do this in Tribe CRM.");
            case 400 ->
                new ConnectorException(
                        Kind.CONFIG,
                        message + "Tribe CRM doesn't know something this connector asks for: run the check, and compare"
                                + " the settings with Tribe CRM.");
            default ->
                new ConnectorException(
                        Kind.CONFIG, message + "Check the setting apiUrl, and that the API offers this.");
        };
    }
}
