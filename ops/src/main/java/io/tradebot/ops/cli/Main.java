package io.tradebot.ops.cli;

import picocli.CommandLine;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Where the process starts. Main thread only. */
public final class Main {

    private Main() {
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(writer(FileDescriptor.err), true);
        Screen screen = new Screen(writer(FileDescriptor.out), err, Boolean.getBoolean("tradebot.terminal"));
        screen.setPipe(Boolean.getBoolean("tradebot.pipe"));
        System.exit(run(screen, System.getenv(), arguments));
    }

    /** Runs one command and returns its exit code; reads nothing of the process but what is given. */
    static int run(Screen screen, Map<String, String> environment, String... arguments) {
        screen.setDebug(!environment.getOrDefault("TRADEBOT_DEBUG", "").isEmpty());
        try (Plugins plugins = new Plugins()) {
            return run(screen, environment, plugins, arguments);
        }
    }

    private static int run(Screen screen, Map<String, String> environment, Plugins plugins, String... arguments) {
        CommandLine commandLine = TradebotCommand.commandLine(screen, plugins, new Surroundings(environment, System.in));
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || Arrays.asList(arguments).contains("--no-color")) {
            commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
        try {
            String folder = environment.getOrDefault("TRADEBOT_PLUGINS", "");
            if (!folder.isEmpty()) {
                plugins.add(Path.of(folder));
            }
            return commandLine.execute(arguments);
        } catch (RuntimeException | Error e) { // help that cannot be printed, out of memory: still one line and a code
            return new FailureReport(screen).report(e);
        }
    }

    private static Writer writer(FileDescriptor descriptor) {
        return new BufferedWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), 1 << 16);
    }
}
