package io.tradebot.ops.cli;

import io.tradebot.adapters.feed.SyntheticOptions;
import io.tradebot.adapters.paper.FaultPlan;
import io.tradebot.engine.settings.CheckedSettings;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.StopCause;
import io.tradebot.ops.daemon.Daemon;
import io.tradebot.ops.daemon.DaemonRequest;
import io.tradebot.ops.daemon.Home;
import io.tradebot.ops.daemon.HomeInUseException;
import io.tradebot.ops.daemon.JournalSource;
import io.tradebot.ops.daemon.MarketSource;
import io.tradebot.ops.daemon.SyntheticSource;
import io.tradebot.ops.notify.AlertSecrets;
import io.tradebot.ops.notify.SmtpAccount;
import io.tradebot.ops.notify.WebhookAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs the bot until it is stopped. */
@Command(name = "run", description = {"Run the bot with the paper broker: recover, reconcile, then trade each day by itself until it is stopped.",
    "Nothing is sent to a real broker. SIGTERM or Ctrl-C closes positions and ends; a killed process goes on where its journal ends."},
    footer = {"", "Examples:", "  tradebot run --home ~/bot", "  tradebot run --home bot --feed journal:out/demo/run --speed max",
        "  tradebot run --home bot --feed synthetic:7 --speed 60 --from 2026-11-20T14:00:00Z"})
final class RunCommand implements Callable<Integer> {

    private static final String SYNTHETIC = "synthetic:";
    private static final String JOURNAL = "journal:";

    private final Screen screen;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--feed", paramLabel = "SOURCE", defaultValue = "synthetic:1",
        description = "synthetic:SEED, a made-up market, or journal:DIR, the market data of a journal or of the run in that folder.")
    private String feed;

    @Option(names = "--speed", paramLabel = "N", defaultValue = "real",
        description = "real; a factor such as 60; or max: from action to action, the same every time.")
    private String speed;

    @Option(names = "--from", paramLabel = "TIME", description = "Where a new journal begins when speed is not real; default: where the recording does.")
    private String from;

    @Option(names = "--until", paramLabel = "TIME", description = "End at this engine time; default: never, or with the recording.")
    private String until;

    @Option(names = "--faults", paramLabel = "PLAN", defaultValue = "", description = "What goes wrong at the paper broker, for trying out; see ops/docs/daemon.md.")
    private String faults;

    @Option(names = "--identity", paramLabel = "NAME", defaultValue = "PAPER_US_PAPER_BOT1", description = "ENTITY_JURISDICTION_BROKER_BOT.")
    private String identity;

    RunCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        MarketSource source = source();
        DaemonRequest.Pacing pacing = pacing();
        Home folder = home.home();
        folder.create();
        String filedUnder = identity;
        if (folder.isTestWanted()) { // nothing below is told of the home that is real
            folder = folder.test();
            folder.create();
            filedUnder = identity + "-TEST";
            screen.note("test mode: control/test_mode.flag is there; everything is under " + folder.root());
        }
        CheckedSettings given = settings.checked(folder.root(), screen);
        EngineSettings checked = given.settings();
        if (checked.isLive()) {
            throw new CommandFailure(ExitCode.CONFIGURATION, "MODE=live: there is only the paper broker so far, nothing would be sent; set MODE=paper");
        }
        long startNanos = from != null ? time("--from", from) : source instanceof JournalSource recorded ? recorded.startNanos() : now();
        Daemon daemon = new Daemon(new DaemonRequest(folder, checked, filedUnder, RunMode.PAPER, source,
            faults.isEmpty() ? FaultPlan.of(0) : FaultPlan.parse(faults), pacing, startNanos, until == null ? Long.MAX_VALUE : time("--until", until),
            SealKey.openOrCreate(folder.keys().resolve("journal-seal.pem")), alerts(given), given.secret("METRICS_TOKEN")));
        Thread hook = new Thread(daemon::shutDown, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        Daemon.Result result;
        try {
            result = daemon.run();
            show(result);
        } catch (HomeInUseException e) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE, e.getMessage(), e);
        } finally {
            daemon.ended(); // the shutdown hook waits for it, also when the run has failed
        }
        return result.cause() == StopCause.FAULT ? ExitCode.INTERNAL.code() : ExitCode.OK.code();
    }

    /** A channel works when everything it needs is there. */
    private static AlertSecrets alerts(CheckedSettings given) {
        Optional<SmtpAccount> mail = Optional.empty();
        if (given.secret("SMTP_HOST").isPresent() && given.secret("ALERT_EMAIL").isPresent()) {
            mail = Optional.of(SmtpAccount.of(given.secret("SMTP_HOST").get(), Integer.parseInt(given.secret("SMTP_PORT").orElse("465")),
                given.secret("SMTP_USER").orElse(""), given.secret("SMTP_PASS").orElse(""), given.secret("ALERT_EMAIL").get()));
        }
        return new AlertSecrets(mail, hook(given, "SLACK_WEBHOOK_URL"), hook(given, "DISCORD_WEBHOOK_URL"), hook(given, "ALERT_WEBHOOK_URL"));
    }

    private static Optional<WebhookAddress> hook(CheckedSettings given, String key) {
        return given.secret(key).map(text -> WebhookAddress.of(key, text));
    }

    private MarketSource source() {
        if (feed.startsWith(SYNTHETIC) && feed.substring(SYNTHETIC.length()).matches("[0-9]{1,18}")) {
            return new SyntheticSource(SyntheticOptions.bars(Long.parseLong(feed.substring(SYNTHETIC.length()))));
        }
        if (feed.startsWith(JOURNAL)) {
            return JournalSource.of(JournalFolder.existing(Path.of(feed.substring(JOURNAL.length()))));
        }
        throw new CommandFailure(ExitCode.USAGE, "--feed " + feed + ": give synthetic:SEED with a whole number, or journal:DIR");
    }

    private DaemonRequest.Pacing pacing() {
        if (speed.equals("real")) {
            return new DaemonRequest.Pacing(DaemonRequest.Kind.REAL, 0);
        }
        if (speed.equals("max")) {
            return new DaemonRequest.Pacing(DaemonRequest.Kind.STEPPED, 0);
        }
        try {
            return new DaemonRequest.Pacing(DaemonRequest.Kind.ACCELERATED, new BigDecimal(speed).movePointRight(6).longValueExact());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new CommandFailure(ExitCode.USAGE, "--speed " + speed + ": give real, max, or a factor such as 60 or 0.5", e);
        }
    }

    private static long time(String option, String text) {
        try {
            Instant instant = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new CommandFailure(ExitCode.USAGE, option + " " + text + ": write a time as 2026-11-20T14:00:00Z", e);
        }
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private void show(Daemon.Result result) {
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("cause", result.cause().name());
            document.put("lastSequence", result.lastSequence());
            document.put("chainHead", result.chainHead());
            document.put("fault", result.fault() == null ? null : String.valueOf(result.fault()));
            screen.json(document);
            return;
        }
        screen.line("ended       " + result.cause().name().toLowerCase(java.util.Locale.ROOT) + " at sequence " + result.lastSequence());
        screen.line("chain head  " + result.chainHead());
        if (result.fault() != null) {
            screen.error("the bot ended with an error: " + result.fault());
        }
    }
}
