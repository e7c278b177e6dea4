package dev.kith.web.bench;

import picocli.CommandLine.Command;

/** {@code kith bench}: what can be measured. */
@Command(name = "bench", description = "Measures Kith on this machine.", synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand {}
