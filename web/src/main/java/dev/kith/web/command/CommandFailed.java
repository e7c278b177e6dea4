package dev.kith.web.command;

/** A command can't do what was asked; the message is for the person at the terminal, and the exit code is 1. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }
}
