package dev.kith.web.command;

import picocli.CommandLine.Command;

/** {@code kith staged}: what the guard holds. */
@Command(
        name = "staged",
        description = "Lists dangerous writes that wait for a person, and approves or rejects them.",
        synopsisSubcommandLabel = "COMMAND")
final class StagedCommand {}
