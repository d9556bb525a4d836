package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradebot.replay.data.SyntheticMarket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Does what write-a-strategy.md says: writes its files, runs its commands. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrategyGuideTest {

    private static final Pattern FILE = Pattern.compile("(?ms)^```(?:java|text) (\\S+)\\n(.*?)^```$");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    @TempDir
    static Path temp;
    private static List<List<String>> commands;

    @BeforeAll
    static void writeAndBuild() throws IOException {
        String guide = Files.readString(Path.of("docs/write-a-strategy.md"), StandardCharsets.UTF_8);
        Matcher file = FILE.matcher(guide);
        while (file.find()) {
            Path path = temp.resolve(file.group(1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.group(2), StandardCharsets.UTF_8);
        }
        new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(temp.resolve("out/demo/data"));
        commands = new ArrayList<>();
        Matcher block = COMMANDS.matcher(guide);
        while (block.find()) {
            block.group(1).lines().forEach(line -> commands.add(words(line)));
        }
        for (List<String> command : commands) {
            if (command.get(0).equals("mkdir")) {
                Files.createDirectories(Path.of(command.get(2)));
            } else if (!command.get(0).startsWith("ops/")) {
                StringWriter said = new StringWriter();
                PrintWriter out = new PrintWriter(said);
                int code = ToolProvider.findFirst(command.get(0)).orElseThrow()
                    .run(out, out, command.subList(1, command.size()).toArray(String[]::new));
                assertEquals(0, code, () -> command + " said: " + said);
            }
        }
    }

    /** Names of the project's folder become those of the test's. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ")) {
            String plain = word.replace("'", "");
            if (plain.equals("ops/target/lib/*")) {
                words.add(System.getProperty("java.class.path"));
            } else {
                words.add(plain.startsWith("my-strategy") || plain.startsWith("out/") ? temp.resolve(plain).toString() : plain);
            }
        }
        return words;
    }

    @Test
    @Order(1)
    void shouldRunEveryCommandOfTheGuide() throws IOException {
        int count = 0;
        for (List<String> command : commands) {
            if (command.get(0).equals("ops/bin/tradebot")) {
                List<String> arguments = new ArrayList<>(command.subList(1, command.size()));
                arguments.addAll(List.of("--json", "--quiet"));
                if (arguments.get(0).equals("backtest")) {
                    arguments.addAll(List.of("--out", temp.resolve("out/run").toString()));
                }
                if (arguments.contains("lookahead")) {
                    arguments.addAll(List.of("--cuts", "10"));
                }
                CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
                assertEquals(0, run.code(), command + ": " + run.err() + run.out());
                check(arguments.get(0), run.json());
                count++;
            }
        }
        assertEquals(4, count, "backtest, two checks and a sweep");
    }

    private static void check(String command, JsonNode said) throws IOException {
        switch (command) {
            case "backtest" -> {
                assertTrue(said.get("trades").size() > 0, said.toString());
                said.get("trades").forEach(trade -> assertEquals("newhigh", trade.get("strategy").textValue()));
            }
            case "check" -> assertTrue(said.get("isClean").booleanValue(), said.toString());
            case "sweep" -> {
                assertEquals(8, said.get("rows").size());
                assertEquals(8, said.findValuesAsText("chainHead").stream().distinct().count(), "each point is another run");
                assertTrue(Files.readString(Path.of(said.get("page").textValue())).contains("NEWHIGH_MIN_MOVE"));
            }
            default -> throw new AssertionError("the guide has a command that is not checked: " + command);
        }
    }

    @Test
    @Order(2)
    void shouldAuditAndAskTheRunOnlyWithItsPlugin() {
        String run = temp.resolve("out/run").toString();
        Map<String, String> environment = Map.of("TRADEBOT_PLUGINS", temp.resolve("my-strategy/plugins").toString());
        assertEquals(0, CommandRun.with(environment, "audit", run).code());
        assertEquals(3, CommandRun.of("audit", run).code());
        JsonNode same = CommandRun.with(environment, "whatif", run, "--json").json();
        assertEquals(0, same.get("changedCount").intValue(), same.toString());
        assertEquals(same.at("/money/chainHead/was"), same.at("/money/chainHead/now"));
        JsonNode other = CommandRun.with(environment, "whatif", run, "--json", "--set", "NEWHIGH_MIN_MOVE=0.01").json();
        assertTrue(other.get("changedCount").intValue() > 0, other.toString());
        CommandRun text = CommandRun.with(environment, "whatif", run, "--set", "NEWHIGH_MIN_MOVE=0.01", "--limit", "1");
        assertTrue(text.out().startsWith("NEWHIGH_MIN_MOVE=0.01 instead of 0.001\n\nsequence "), text.out());
        assertTrue(CommandRun.with(environment, "settings", "template").out().contains("NEWHIGH_MIN_MOVE=0.001"));
        assertFalse(CommandRun.of("settings", "template").out().contains("NEWHIGH"), "plug-ins are gone after the command");
        CommandRun wrong = CommandRun.with(environment, "whatif", run, "--set", "NEWHIGH_MIN_MOVE=2");
        assertEquals(78, wrong.code());
        assertTrue(wrong.err().contains("NEWHIGH_MIN_MOVE=2"), wrong.err());
    }

    @Test
    void shouldNameWhatIsWrongWithPluginsAndGrids() throws IOException {
        String data = temp.resolve("out/demo/data").toString();
        assertEquals(66, CommandRun.of("backtest", "--data", data, "--plugins", temp.resolve("nothing").toString()).code());
        CommandRun empty = CommandRun.of("backtest", "--data", data, "--plugins",
            Files.createDirectories(temp.resolve("empty")).toString());
        assertEquals(66, empty.code());
        assertTrue(empty.err().contains("there is no .jar in"), empty.err());
        CommandRun missing = CommandRun.of("backtest", "--data", data, "--strategy", "newhigh");
        assertEquals(78, missing.code());
        CommandRun range = CommandRun.of("sweep", "--data", data, "--grid", "SLIPPAGE=3..1");
        assertEquals(64, range.code());
        CommandRun values = CommandRun.of("sweep", "--data", data, "--grid", "SLIPPAGE=0.1,2", "--grid", "MAX_TRADES=3,4");
        assertEquals(78, values.code());
        assertTrue(values.err().contains("SLIPPAGE=2") && values.err().contains("has 4 entries"), values.err());
    }

    @Test
    void shouldRunAllStrategiesOfTheSequenceWhenAsked() throws IOException {
        Path one = Files.writeString(temp.resolve("one.env"), "STRATEGY_OVERRIDE=mid\n");
        JsonNode all = CommandRun.of("whatif", backtest("all", one), "--json", "--set", "STRATEGY_OVERRIDE=open").json();
        assertEquals("null", all.at("/settings/0/was").textValue());
        JsonNode close = CommandRun.of("whatif", backtest("close", one), "--json", "--set", "STRATEGY_OVERRIDE=open").json();
        assertEquals("close", close.at("/settings/0/was").textValue());
    }

    private static String backtest(String strategy, Path settings) {
        String folder = temp.resolve("out/" + strategy).toString();
        CommandRun run = CommandRun.of("backtest", "--quiet", "--data", temp.resolve("out/demo/data").toString(), "--settings",
            settings.toString(), "--strategy", strategy, "--out", folder);
        assertEquals(0, run.code(), run.err());
        return folder;
    }
}
