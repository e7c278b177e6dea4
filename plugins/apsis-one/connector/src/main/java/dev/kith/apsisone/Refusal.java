package dev.kith.apsisone;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;

/** Turns answers that are no success into the exception the host understands. */
final class Refusal {
    private Refusal() {}

    /**
     * The exception for an answer.
     *
     * @param what the call in words, such as {@code "Writing attributes"}
     */
    static ConnectorException of(String what, Account account, Answer answer) {
        String found = what + ": APSIS One answered " + answer.words() + ". ";
        int status = answer.status();
        if (status == 429 || (status == 503 && answer.retryAfter().isPresent())) {
            String message = found + "Other programs may share the account's limits; lower the setting \"rate\".";
            return answer.retryAfter()
                    .map(wait -> ConnectorException.throttled(message, wait))
                    .orElseGet(() -> new ConnectorException(Kind.THROTTLED, message));
        }
        if (isTransient(status)) {
            return new ConnectorException(Kind.TRANSIENT, found + "It is asked again later.");
        }
        if (status == 401 || status == 403) {
            return new ConnectorException(Kind.AUTH, found + rights(account));
        }
        if (answer.missesPlace()) {
            return new ConnectorException(Kind.CONFIG, found + place(account));
        }
        if (status >= 300 && status < 400) {
            return new ConnectorException(
                    Kind.CONFIG, found + "Setting \"apiUrl\" must be the API itself, was " + account.base() + ".");
        }
        return new ConnectorException(Kind.REJECTED, found + advice(status));
    }

    static boolean isTransient(int status) {
        return status == 408 || status >= 500;
    }

    private static String rights(Account account) {
        return "The key of setting \"clientId\" needs the rights for section " + account.section() + " and keyspace "
                + account.keyspace() + " (API management in APSIS One), and the keyspace must allow subscriptions.";
    }

    private static String place(Account account) {
        return "Correct the settings \"section\" (" + account.section() + ") and \"keyspace\" (" + account.keyspace()
                + ").";
    }

    private static String advice(int status) {
        return switch (status) {
            case 410 -> "The profile is locked in APSIS One and can't be written any more; deny the contact by a rule.";
            case 413 -> "A single value is too large; shorten it by a mapping rule.";
            default -> "Correct the contact, or the rules that made this value.";
        };
    }
}
