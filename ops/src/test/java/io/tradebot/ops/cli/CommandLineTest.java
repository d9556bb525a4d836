package io.tradebot.ops.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CommandLineTest {

    @TempDir
    static Path folder;

    static Stream<CommandLine> allCommands() {
        return below(TradebotCommand.commandLine(new Screen(new StringWriter(), new PrintWriter(new StringWriter()), false)));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandLineTest::below));
    }

    @ParameterizedTest
    @MethodSource("allCommands")
    void shouldShowAnExampleAndTheExitCodes(CommandLine command) {
        String help = command.getUsageMessage();
        assertTrue(help.contains("Example"), help);
        for (ExitCode code : ExitCode.values()) {
            assertTrue(help.contains(" " + code.code() + " "), help);
        }
    }

    @ParameterizedTest
    @MethodSource("allCommands")
    void shouldKnowTheCommonOptionsEverywhere(CommandLine command) {
        assertTrue(command.getCommandSpec().optionsMap().keySet().containsAll(
            List.of("--json", "--quiet", "--no-color", "--debug", "--help")), command.getCommandName());
    }

    @Test
    void shouldPrintHelpAndVersion() {
        assertEquals(0, CommandRun.of("--help").code());
        assertTrue(CommandRun.of("--help").out().startsWith("Usage: tradebot"));
        assertTrue(CommandRun.of("--version").out().startsWith("tradebot v"));
    }

    @Test
    void shouldNameTheCommandsWhenNoneIsGiven() {
        CommandRun run = CommandRun.of();
        assertEquals(64, run.code());
        assertTrue(run.err().contains("demo, backtest, run, status"), run.err());
        assertTrue(CommandRun.of("journal").err().contains("describe, dump, verify, words"));
    }

    @Test
    void shouldSuggestWhatMayHaveBeenMeant() {
        CommandRun command = CommandRun.of("backtset");
        assertEquals(64, command.code());
        assertTrue(command.err().contains("Did you mean: tradebot backtest"), command.err());
        CommandRun option = CommandRun.of("backtest", "--data", "x", "--setings", "y");
        assertEquals(64, option.code());
        assertTrue(option.err().contains("--settings"), option.err());
        assertTrue(option.err().contains("See: tradebot backtest --help"), option.err());
    }

    @Test
    void shouldTakeAbbreviations() {
        assertEquals(CommandRun.of("settings", "template", "--json"), CommandRun.of("sett", "temp", "--js"));
    }

    /** A command and the code it must end with. */
    record Use(int code, String... arguments) {
        @Override
        public String toString() {
            return code + " " + String.join(" ", arguments);
        }
    }

    static Stream<Use> wrongUses() throws IOException {
        Path file = Files.writeString(folder.resolve("some-file"), "x");
        Path badData = Files.writeString(folder.resolve("bad.csv"), "no,header,of,ours\n1,2,3,4\n");
        Path badSettings = Files.writeString(folder.resolve("bad.env"), "MAX_PRICE=cheap\nNO_SUCH_KEY=1\n");
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/kept"), "kept");
        String absent = folder.resolve("absent").toString();
        return Stream.of(
            new Use(64, "backtest"),
            new Use(64, "backtest", "--data", absent, "--start", "yesterday"),
            new Use(64, "backtest", "--data", absent, "--start", "2023-02-01", "--end", "2023-01-01"),
            new Use(64, "backtest", "--data", absent, "--pipeline", "tube"),
            new Use(64, "backtest", "--data", absent, "--csv-columns", "colour=C"),
            new Use(64, "backtest", "--data", absent, "--csv-zone", "Mars/Olympus"),
            new Use(64, "journal", "dump", absent, "--from", "9", "--to", "3"),
            new Use(64, "journal", "words", "NoSuchRecord"),
            new Use(64, "demo", "--keep", "--out", absent),
            new Use(65, "backtest", "--strategy", "open", "--data", badData.toString(), "--out", folder.resolve("o1").toString()),
            new Use(66, "journal", "dump", folder.toString()),
            new Use(66, "backtest", "--strategy", "open", "--data", absent),
            new Use(66, "backtest", "--strategy", "open", "--data", absent + "/*.csv"),
            new Use(66, "backtest", "--data", badData.toString(), "--settings", absent),
            new Use(66, "audit", absent),
            new Use(66, "rebuild", absent),
            new Use(66, "ledger", "balance", absent),
            new Use(66, "ledger", "journal", absent),
            new Use(66, "ledger", "account", absent, "1110"),
            new Use(66, "ledger", "check", absent),
            new Use(66, "ledger", "state", absent),
            new Use(66, "ledger", "balance", absent, "--as-of", "3"),
            new Use(64, "ledger", "balance", absent, "--as-of", "noon"),
            new Use(64, "ledger", "journal", absent, "--from", "2024-02-01", "--to", "2024-01-01"),
            new Use(66, "export", "ofx", absent),
            new Use(64, "export", "quicken", absent),
            new Use(64, "export", "ofx", absent, "--from", "yesterday"),
            new Use(64, "export", "ofx", absent, "--follow"),
            new Use(66, "record", absent, file.toString()),
            new Use(66, "journal", "verify", absent),
            new Use(66, "journal", "describe", file.toString()),
            new Use(66, "settings", "check", absent),
            new Use(73, "backtest", "--strategy", "open", "--data", badData.toString(), "--out", file.toString()),
            new Use(73, "backtest", "--strategy", "open", "--data", badData.toString(), "--out", folder.resolve("full").toString()),
            new Use(73, "demo", "--out", folder.resolve("full").toString()),
            new Use(78, "backtest", "--data", badData.toString(), "--settings", badSettings.toString()),
            new Use(78, "backtest", "--data", badData.toString(), "--set", "NO_SUCH_KEY=1"),
            new Use(78, "backtest", "--data", badData.toString(), "--strategy", "nix"),
            new Use(78, "settings", "check", badSettings.toString()));
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void shouldEndWithTheCodeOfTheTableAndWithoutStackTrace(Use use) {
        CommandRun run = CommandRun.of(use.arguments());
        assertEquals(use.code(), run.code(), run.err() + run.out());
        String said = run.err() + run.out();
        assertFalse(said.contains("\tat "), said);
        assertFalse(said.contains("Exception"), said);
        assertFalse(said.contains("internal error"), said);
        assertTrue(said.length() > 20, "it must say what is wrong: " + said);
    }

    @Test
    void shouldLeaveAFolderAloneThatIsNotEmpty() throws IOException {
        Path full = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(full.resolve("notes"), "mine");
        CommandRun run = CommandRun.of("demo", "--out", full.toString());
        assertTrue(run.err().contains(full.toString()), run.err());
        try (Stream<Path> entries = Files.list(full)) {
            assertEquals(1, entries.count());
        }
    }

    @Test
    void shouldNameAllProblemsOfSettingsAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("two.env"), "MAX_PRICE=cheap\nNO_SUCH_KEY=1\n");
        CommandRun text = CommandRun.of("settings", "check", file.toString());
        assertTrue(text.out().contains("line 1") && text.out().contains("line 2"), text.out());
        CommandRun json = CommandRun.of("settings", "check", file.toString(), "--json");
        assertEquals(78, json.code());
        assertFalse(json.json().get("isValid").asBoolean());
        assertEquals(2, json.json().get("problems").size());
    }

    @Test
    void shouldAcceptItsOwnTemplate() throws IOException {
        Path file = Files.writeString(folder.resolve("template.env"), CommandRun.of("settings", "template").out());
        CommandRun run = CommandRun.of("settings", "check", file.toString());
        assertEquals(0, run.code(), run.out());
    }

    @Test
    void shouldShowTheStackTraceOnDemand() {
        String absent = folder.resolve("absent").toString();
        assertTrue(CommandRun.of("audit", absent, "--debug").err().contains("\tat "));
        assertTrue(CommandRun.with(Map.of("TRADEBOT_DEBUG", "1"), "audit", absent).err().contains("\tat "));
    }

    @Test
    void shouldReportAFaultOfTheProgramAsOne() {
        StringWriter err = new StringWriter();
        Screen screen = new Screen(new StringWriter(), new PrintWriter(err, true), false);
        assertEquals(70, new FailureReport(screen).report(new IllegalStateException("a bug")));
        assertTrue(err.toString().contains("internal error: java.lang.IllegalStateException: a bug"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    /** Output that takes so many characters and then fails. */
    private static Writer failing(int characters, String reason) {
        return new Writer() {
            private int left = characters;

            @Override
            public void write(char[] chars, int offset, int length) throws IOException {
                left -= length;
                if (left < 0) {
                    throw new IOException(reason);
                }
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing to close
            }
        };
    }

    @Test
    void shouldEndAsUsualWhenTheReaderHasSeenEnough() {
        for (String[] arguments : new String[][] {{"settings", "template"}, {"--help"}, {"journal", "words"}, {"completion"}, {"journal", "words", "--json"}}) {
            StringWriter err = new StringWriter();
            int code = Main.run(new Screen(failing(10, "Broken pipe"), new PrintWriter(err, true), false), Map.of(), arguments);
            assertEquals(0, code, String.join(" ", arguments));
            assertEquals("", err.toString());
        }
    }

    @Test
    void shouldKnowAPipeInAnyLanguage() {
        StringWriter err = new StringWriter();
        Screen screen = new Screen(failing(10, "Tubería rota"), new PrintWriter(err, true), false);
        screen.setPipe(true);
        assertEquals(0, Main.run(screen, Map.of(), "settings", "template"));
        assertEquals("", err.toString());
    }

    @Test
    void shouldKeepTheVerdictWhenTheReaderHasSeenEnough() throws IOException {
        Path file = Files.writeString(folder.resolve("unseen.env"), "MAX_PRICE=cheap\nNO_SUCH_KEY=1\n");
        StringWriter err = new StringWriter();
        assertEquals(78, Main.run(new Screen(failing(0, "Broken pipe"), new PrintWriter(err, true), false), Map.of(),
            "settings", "check", file.toString()));
        assertEquals("", err.toString());
    }

    @Test
    void shouldEndWithAnOutputErrorWhenTheDiskIsFull() {
        StringWriter err = new StringWriter();
        int code = Main.run(new Screen(failing(10, "No space left on device"), new PrintWriter(err, true), false), Map.of(), "settings", "template");
        assertEquals(74, code);
        assertEquals("tradebot: standard output cannot be written: No space left on device\n", err.toString());
    }

    @Test
    void shouldNameThePatternThatTheShellHasExpanded() throws IOException {
        Path prices = Files.createDirectories(folder.resolve("prices"));
        List<String> files = new ArrayList<>();
        for (String name : List.of("a.csv", "b.csv", "c.csv")) {
            files.add(Files.writeString(prices.resolve(name), "x").toString());
        }
        for (List<String> command : List.of(List.of("backtest"), List.of("sweep", "--grid", "STRAT_OPEN_BUFFER=0.01"), List.of("check", "lookahead"), List.of("check", "warmup"))) {
            List<String> arguments = new ArrayList<>(command);
            arguments.add("--data");
            arguments.addAll(files);
            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
            assertEquals(64, run.code());
            assertTrue(run.err().startsWith("tradebot: --data takes one path, and more files stand behind it: '" + files.get(1) + "' and 1 more."), run.err());
            assertTrue(run.err().contains("Quote the pattern (--data '" + prices + "/*.csv')"), run.err());
        }
    }

    @Test
    void shouldColourOnlyWhenWanted() {
        System.setProperty("picocli.ansi", "true"); // as on a terminal
        try {
            assertTrue(CommandRun.of("--help").out().contains("\u001b["));
            assertFalse(CommandRun.of("--help", "--no-color").out().contains("\u001b["));
            assertFalse(CommandRun.with(Map.of("NO_COLOR", "1"), "--help").out().contains("\u001b["));
        } finally {
            System.clearProperty("picocli.ansi");
        }
    }

    @Test
    void shouldPrintWordsAsTextAndJson() {
        assertTrue(CommandRun.of("journal", "words", "OrderRequested").out().contains("OrderRequested"));
        assertEquals("OrderRequested", CommandRun.of("journal", "words", "OrderRequested", "--json").json().get(0).get("name").asText());
        assertTrue(CommandRun.of("journal", "words", "--json").json().size() > 40);
    }

    @Test
    void shouldPrintACompletionScript() {
        assertTrue(CommandRun.of("completion").out().contains("complete -F _complete_tradebot"), "bash");
    }
}
