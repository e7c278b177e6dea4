package dev.kith.web.command;

import picocli.CommandLine.Command;

/** {@code kith lists}: Overviews and Selections. */
@Command(
        name = "lists",
        description = {
            "Brings the CRM's saved lists to the audience: their members get an attribute or a tag, and lose it when they"
                    + " leave.",
            "An Overview is imported by hand or each morning, a Selection is kept in step."
        },
        synopsisSubcommandLabel = "COMMAND")
final class ListsCommand {}
