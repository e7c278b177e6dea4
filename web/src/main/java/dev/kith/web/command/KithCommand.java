package dev.kith.web.command;

import dev.kith.engine.home.HomeException;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.store.StoreException;
import dev.kith.spi.ConnectorException;
import dev.kith.web.host.HostException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code kith}: knows its subcommands, and says in plain words why one failed. */
@Command(
        name = "kith",
        description = "Keeps the profiles of a marketing platform in step with the contacts of a CRM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CommandLine.HelpCommand.class)
public final class KithCommand {
    private static final Logger LOG = LoggerFactory.getLogger(KithCommand.class);
    private static final Set<Class<? extends Exception>> PLAIN = Set.of(
            CommandFailed.class,
            HostException.class,
            HomeException.class,
            StoreException.class,
            RuleSetException.class,
            ConnectorException.class);

    private KithCommand() {}

    /** The command line without the commands of other packages. */
    public static CommandLine commandLine(Shell shell) {
        CommandLine rules = new CommandLine(new RulesCommand())
                .addSubcommand(new RulesCheckCommand(shell))
                .addSubcommand(new RulesTestCommand(shell))
                .addSubcommand(new RulesExplainCommand(shell))
                .addSubcommand(new RulesSchemaCommand(shell))
                .addSubcommand(new RulesDryRunCommand(shell))
                .addSubcommand(new RulesBacktestCommand(shell))
                .addSubcommand(new RulesVersionsCommand(shell))
                .addSubcommand(new RulesDiffCommand(shell))
                .addSubcommand(new RulesActivateCommand(shell))
                .addSubcommand(new RulesRollbackCommand(shell));
        CommandLine staged = new CommandLine(new StagedCommand())
                .addSubcommand(new StagedListCommand(shell))
                .addSubcommand(new StagedApproveCommand(shell))
                .addSubcommand(new StagedRejectCommand(shell));
        CommandLine lists = new CommandLine(new ListsCommand())
                .addSubcommand(new ListsListCommand(shell))
                .addSubcommand(new ListsConfigureCommand(shell))
                .addSubcommand(new ListsImportCommand(shell))
                .addSubcommand(new ListsRemoveCommand(shell));
        return new CommandLine(new KithCommand())
                .addSubcommand(new InitCommand(shell))
                .addSubcommand(new ServeCommand(shell))
                .addSubcommand(new CheckCommand(shell))
                .addSubcommand(new ForgetCommand(shell))
                .addSubcommand(rules)
                .addSubcommand(staged)
                .addSubcommand(lists);
    }

    /** Runs a command line; returns 0, 1 when the command failed, 2 when it was misused. */
    public static int run(CommandLine line, Shell shell, String... args) {
        line.setOut(new PrintWriter(shell.out(), true, Charset.defaultCharset()));
        line.setErr(new PrintWriter(shell.err(), true, Charset.defaultCharset()));
        helpEverywhere(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            shell.err().println(plainWords(e));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return args.length == 0 ? line.execute("--help") : line.execute(args);
    }

    /** Each command says with {@code --help} what it does and takes, also when the rest of the line is missing. */
    private static void helpEverywhere(CommandLine line) {
        for (CommandLine command : line.getSubcommands().values()) {
            if (command.getCommandSpec().findOption("--help") == null) {
                command.getCommandSpec()
                        .addOption(OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("shows this")
                                .build());
            }
            helpEverywhere(command);
        }
    }

    private static String plainWords(Exception e) {
        if (PLAIN.contains(e.getClass())) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            return "A file or connection could not be used: " + e.getMessage();
        }
        LOG.error("unexpected", e);
        return "Kith failed in a way it doesn't know: " + e + ". The log above says where.";
    }
}
