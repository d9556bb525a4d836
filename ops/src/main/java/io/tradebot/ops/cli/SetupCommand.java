package io.tradebot.ops.cli;

import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.ops.config.AnswersFile;
import io.tradebot.ops.config.Provisioning;
import io.tradebot.ops.config.ProvisioningAnswers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Sets up a home from a file with answers. */
@Command(name = "setup", description = "Set up a home without web page, for tests and machines without a screen: identity, settings, "
    + "credentials, users, chart of accounts. May be repeated. There is no default password: a user without one gets a one-time token in a file.",
    footer = {"", "Example:", "  tradebot setup --answers answers.json --home my-bot"})
final class SetupCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final int LENGTH_MAX = 1 << 20;

    private final Screen screen;
    private final Surroundings surroundings;

    @Mixin
    private final HomeOption home;

    @Option(names = "--answers", paramLabel = "FILE", required = true,
        description = "JSON as in ops/docs/settings-store.md, mode 0600; - for standard input.")
    private Path answers;

    SetupCommand(Screen screen, Surroundings surroundings) {
        this.screen = screen;
        this.surroundings = surroundings;
        this.home = new HomeOption(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        ProvisioningAnswers given = given();
        Provisioning.Outcome outcome = RunningBot.whileNone(home.path(), () ->
            new Provisioning(home.path(), StrategyCatalog.settingsTable(), InstantSource.system()).setUp(given));
        outcome.notices().forEach(screen::note);
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("home", home.path().toString());
            document.put("identity", outcome.identity());
            document.put("keySet", outcome.keySet());
            document.put("wasSetUp", outcome.wasSetUp());
            document.put("tokenFiles", outcome.tokenFiles().stream().map(Path::toString).toList());
            screen.json(document);
            return ExitCode.OK.code();
        }
        screen.line("home      " + home.path() + (outcome.wasSetUp() ? ", was set up already" : ""));
        screen.line("identity  " + outcome.identity());
        screen.line("key set   " + outcome.keySet());
        outcome.tokenFiles().forEach(file -> screen.line("token     " + file + ", for one login"));
        return ExitCode.OK.code();
    }

    private ProvisioningAnswers given() throws IOException {
        if (answers.toString().equals(STANDARD_INPUT)) {
            return AnswersFile.parse(surroundings.in().readNBytes(LENGTH_MAX));
        }
        if (!Files.isRegularFile(answers)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no file " + answers + " with answers; ops/docs/settings-store.md has an example");
        }
        return AnswersFile.read(answers);
    }
}
