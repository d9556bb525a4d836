package io.tradebot.ops.cli;

import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsTable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Documents that repeat what the program says must say the same. A document that differs is written anew into
 * {@code target/docs}: copy it when the program is right.
 */
class DocumentTest {

    @Test
    void shouldDescribeEveryCommandAsItsHelpDoes() throws IOException {
        StringBuilder text = new StringBuilder("# Commands\n\nThe help of every command, as `tradebot COMMAND --help` prints it. With `--json` "
            + "the result is one JSON document on\nstandard output (one a line for `journal dump`); notes, progress and errors go to standard "
            + "error. Commands and\noptions may be abbreviated. A reader that closes early (`tradebot journal dump DIR | head`) is no "
            + "failure: nothing more is printed, and\nthe exit code is the command's own.\n\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            text.append("| ").append(code.code()).append(" | ").append(code.meaning()).append(" |\n");
        }
        addHelp(TradebotCommand.commandLine(new Screen(new StringWriter(), new PrintWriter(new StringWriter()), false)), text);
        check("commands.md", text.toString());
    }

    private static void addHelp(CommandLine command, StringBuilder text) {
        String help = command.setUsageHelpWidth(100).setUsageHelpAutoWidth(false).getUsageMessage(CommandLine.Help.Ansi.OFF);
        int from = help.indexOf("\nExit codes:");
        int to = help.indexOf("\nExample", from);
        text.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n")
            .append(help, 0, from).append(help.substring(to)).append("```\n");
        command.getSubcommands().values().forEach(below -> addHelp(below, text));
    }

    @Test
    void shouldDescribeEverySetting() throws IOException {
        StringBuilder text = new StringBuilder("# Settings\n\nOne `KEY=VALUE` a line; `#` starts a comment; a key that is left out takes its "
            + "default. `tradebot settings template` prints\na file with all of them, `tradebot settings check FILE` names every problem of "
            + "one. Fractions are written as fractions:\n0.05 is 5 %. What says \"at once\" may change while a trading day is open.\n");
        String section = "";
        for (Setting row : SettingsTable.standard().rows()) {
            if (!row.section().equals(section)) {
                section = row.section();
                text.append("\n## ").append(section).append("\n\n| key | default | type and range | meaning |\n|---|---|---|---|\n");
            }
            text.append("| `").append(row.key()).append("` | ").append(row.isSecret() ? "secret" : cell(row.defaultText())).append(" | ")
                .append(escape(range(row))).append(" | ").append(escape(row.meaning())).append(" |\n");
        }
        check("settings.md", text.toString());
    }

    private static String range(Setting row) {
        String range = row.type().range().isEmpty() ? "" : ": " + row.type().range();
        String unit = row.unit().isEmpty() || row.unit().equals(row.type().name()) ? "" : ", " + row.unit();
        String live = row.liveMaxText().isEmpty() ? "" : "; live at most " + row.liveMaxText();
        return row.type().name() + range + unit + live + (row.change() == Setting.Change.AT_ONCE ? "; at once" : "");
    }

    private static String cell(String value) {
        return value.isEmpty() ? "empty" : "`" + escape(value) + "`";
    }

    private static String escape(String text) {
        return text.replace("|", "\\|");
    }

    private static void check(String name, String text) throws IOException {
        Path made = Files.createDirectories(Path.of("target/docs")).resolve(name);
        Files.writeString(made, text, StandardCharsets.UTF_8);
        Path document = Path.of("docs", name);
        String current = Files.exists(document) ? Files.readString(document, StandardCharsets.UTF_8) : "";
        assertEquals(text, current, document + " is not what the program says; what it says is in ops/" + made);
    }

    @Test
    void shouldHaveOneVersionEverywhere() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("../pom.xml").toFile());
        String tag = "v" + pom.getElementsByTagName("version").item(0).getTextContent();
        assertEquals(SettingsTable.PRODUCT_VERSION_TAG, tag, "pom.xml");
        String version = Files.readString(Path.of("../VERSION.md"), StandardCharsets.UTF_8);
        assertTrue(version.contains("\n## " + tag + "\n"), "VERSION.md has no section for " + tag);
        assertTrue(version.indexOf("\n## ") == version.indexOf("\n## " + tag + "\n"), tag + " must be the first section of VERSION.md");
    }

    @Test
    void shouldNameOnlyCommandsThatExist() throws IOException {
        String readme = Files.readString(Path.of("../README.md"), StandardCharsets.UTF_8);
        CommandLine root = TradebotCommand.commandLine(new Screen(new StringWriter(), new PrintWriter(new StringWriter()), false));
        Matcher used = Pattern.compile("ops/bin/tradebot ([a-z]+)").matcher(readme);
        int count = 0;
        for (; used.find(); count++) {
            assertTrue(root.getSubcommands().containsKey(used.group(1)), used.group());
        }
        assertTrue(count > 3, "README.md shows the commands");
    }
}
