package dev.kith.web.command;

import picocli.CommandLine.Command;

/** {@code kith rules}: what can be done with a folder of rules. */
@Command(
        name = "rules",
        description =
                "Checks a rule set, runs its cases, explains decisions, writes its schema.yaml; tries it, activates it and rolls it back.",
        synopsisSubcommandLabel = "COMMAND")
final class RulesCommand {}
