package io.tradebot.ops.cli;

import io.tradebot.engine.settings.SettingsTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command {@code tradebot} and what all its commands have in common. */
@Command(name = "tradebot", scope = ScopeType.INHERIT, mixinStandardHelpOptions = true,
    versionProvider = TradebotCommand.Version.class,
    description = "Trades by fixed rules; every decision can be replayed, explained and proved.",
    synopsisSubcommandLabel = "COMMAND", optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n",
    parameterListHeading = "%nArguments:%n", exitCodeListHeading = "%nExit codes:%n", sortOptions = false, usageHelpAutoWidth = true,
    footer = {"", "Example:", "  tradebot demo"})
final class TradebotCommand extends CommandGroup {

    private final Screen screen;
    private final List<Path> pluginFolders = new ArrayList<>();

    private TradebotCommand(Screen screen) {
        this.screen = screen;
    }

    // their order is said, as that of methods is not fixed: behind the options of each command
    @Option(names = "--json", order = 101, scope = ScopeType.INHERIT, description = "Print the result as JSON.")
    private void setJson(boolean isJson) {
        screen.setJson(isJson);
    }

    @Option(names = "--quiet", order = 102, scope = ScopeType.INHERIT, description = "No notes and no progress.")
    private void setQuiet(boolean isQuiet) {
        screen.setQuiet(isQuiet);
    }

    @Option(names = "--no-color", order = 103, scope = ScopeType.INHERIT, description = "No colours; so does NO_COLOR=1.")
    private boolean isColorless; // acted on before parsing, as parsing may print

    @Option(names = "--debug", order = 104, scope = ScopeType.INHERIT, description = "Show errors with a stack trace; so does TRADEBOT_DEBUG=1.")
    private void setDebug(boolean isDebug) {
        if (isDebug) {
            screen.setDebug(true);
        }
    }

    @Option(names = "--plugins", order = 105, paramLabel = "DIR", scope = ScopeType.INHERIT,
        description = "Strategies of all jars in this folder; so does TRADEBOT_PLUGINS=DIR.")
    private void setPlugins(Path folder) {
        pluginFolders.add(folder);
    }

    /** Before the command runs; what is wrong with them is reported as if the command had said it. */
    private void addPlugins(Plugins plugins, CommandLine.ParseResult parsed) {
        try {
            pluginFolders.forEach(plugins::add);
        } catch (CommandFailure failure) {
            throw new CommandLine.ExecutionException(parsed.commandSpec().commandLine(), failure.getMessage(), failure);
        }
    }

    /** All commands, ready to run without plug-ins. */
    static CommandLine commandLine(Screen screen) {
        return commandLine(screen, new Plugins(), Surroundings.NONE);
    }

    /** All commands, ready to run. */
    static CommandLine commandLine(Screen screen, Plugins plugins, Surroundings surroundings) {
        TradebotCommand tradebot = new TradebotCommand(screen);
        CommandLine root = new CommandLine(tradebot)
            .addSubcommand(new DemoCommand(screen))
            .addSubcommand(new BacktestCommand(screen))
            .addSubcommand(new RunCommand(screen))
            .addSubcommand(new StatusCommand(screen))
            .addSubcommand(new ControlCommand.Pause(screen))
            .addSubcommand(new ControlCommand.Resume(screen))
            .addSubcommand(new ControlCommand.Flatten(screen))
            .addSubcommand(new ControlCommand.Kill(screen))
            .addSubcommand(new ControlCommand.ResetKill(screen))
            .addSubcommand(new ControlCommand.Stop(screen))
            .addSubcommand(new ControlCommand.Start(screen))
            .addSubcommand(new ControlCommand.Approve(screen))
            .addSubcommand(new BackupCommand(screen))
            .addSubcommand(new RestoreCommand(screen))
            .addSubcommand(new DoctorCommand(screen))
            .addSubcommand(new SupportBundleCommand(screen))
            .addSubcommand(new AuditCommand(screen))
            .addSubcommand(new SweepCommand(screen))
            .addSubcommand(new WhatIfCommand(screen))
            .addSubcommand(new CommandLine(new CommandGroup.Check())
                .addSubcommand(new CheckCommand.Lookahead(screen))
                .addSubcommand(new CheckCommand.Warmup(screen)))
            .addSubcommand(new ExplainCommand(screen))
            .addSubcommand(new RebuildCommand(screen))
            .addSubcommand(new CommandLine(new CommandGroup.Ledger())
                .addSubcommand(new LedgerBalanceCommand(screen))
                .addSubcommand(new LedgerJournalCommand(screen))
                .addSubcommand(new LedgerAccountCommand(screen))
                .addSubcommand(new LedgerCheckCommand(screen))
                .addSubcommand(new LedgerBreaksCommand(screen))
                .addSubcommand(new LedgerStateCommand(screen)))
            .addSubcommand(new ExportCommand(screen))
            .addSubcommand(new RecordCommand(screen))
            .addSubcommand(new CommandLine(new CommandGroup.Journal())
                .addSubcommand(new JournalDescribeCommand(screen))
                .addSubcommand(new JournalDumpCommand(screen))
                .addSubcommand(new JournalVerifyCommand(screen))
                .addSubcommand(new JournalWordsCommand(screen))
                .addSubcommand(new JournalSegmentsCommand(screen))
                .addSubcommand(new JournalSealsCommand(screen))
                .addSubcommand(new JournalSealCommand(screen))
                .addSubcommand(new JournalKeyCommand(screen))
                .addSubcommand(new JournalExportPrefixCommand(screen))
                .addSubcommand(new JournalRepairCommand(screen)))
            .addSubcommand(new CommandLine(new CapsuleCommand(screen))
                .addSubcommand(new CapsuleVerifyCommand(screen)))
            .addSubcommand(new CommandLine(new CommandGroup.Settings())
                .addSubcommand(new SettingsTemplateCommand(screen))
                .addSubcommand(new SettingsCheckCommand(screen))
                .addSubcommand(new SettingsShowCommand(screen, surroundings))
                .addSubcommand(new SettingsDiffCommand(screen, surroundings))
                .addSubcommand(new SettingsSetCommand(screen, surroundings))
                .addSubcommand(new SettingsBackupsCommand(screen, surroundings))
                .addSubcommand(new SettingsRollbackCommand(screen, surroundings)))
            .addSubcommand(new SetupCommand(screen, surroundings))
            .addSubcommand(new CompletionCommand(screen));
        describeExitCodes(root);
        FailureReport failures = new FailureReport(screen);
        return root.setOut(new PrintWriter(new ScreenWriter(screen), true)).setErr(screen.errorWriter())
            .setAbbreviatedSubcommandsAllowed(true).setAbbreviatedOptionsAllowed(true)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionStrategy(parsed -> {
                tradebot.addPlugins(plugins, parsed);
                return new CommandLine.RunLast().execute(parsed);
            })
            .setParameterExceptionHandler((exception, arguments) -> explain(exception))
            .setExecutionExceptionHandler((exception, command, result) -> failures.report(exception));
    }

    private static void describeExitCodes(CommandLine command) {
        command.getCommandSpec().usageMessage().exitCodeList(ExitCode.table());
        command.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE.code());
        command.getCommandSpec().exitCodeOnExecutionException(ExitCode.INTERNAL.code());
        command.getSubcommands().values().forEach(TradebotCommand::describeExitCodes);
    }

    /** What is wrong with the arguments, what may have been meant, and where to look. */
    private static int explain(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        Optional<String> expanded = ExpandedGlob.message(exception);
        err.println("tradebot: " + expanded.orElse(exception.getMessage()));
        if (expanded.isEmpty()) {
            UnmatchedArgumentException.printSuggestions(exception, err);
        }
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE.code();
    }

    /** Version of the product. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tradebot " + SettingsTable.PRODUCT_VERSION_TAG + ", Java " + Runtime.version()};
        }
    }
}
