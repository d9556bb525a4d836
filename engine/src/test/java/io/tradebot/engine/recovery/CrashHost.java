package io.tradebot.engine.recovery;

import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LivePipeline;
import io.tradebot.engine.pipeline.StorageWatch;
import io.tradebot.engine.settings.SettingsRequest;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.log.JournalRepair;
import io.tradebot.journal.log.WriterOptions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A small live process that is made to be killed: recovers its journal, asks the broker about what is open, and trades made-up days
 * through the ring until it has done as many as it was asked for. Says "ready" when it has recovered and heard the broker.
 */
final class CrashHost implements AutoCloseable {

    private static final int DAYS_PER_SESSION = 2;
    private static final int SEAL_INTERVAL = 40;
    /** Small, so that it is filled up often. */
    private static final long RESERVE = 1L << 17;

    private final Recovered recovered;
    private final LoggingBroker broker;
    private final LivePipeline pipeline;
    private final InputGateway gateway;
    private final StorageWatch storage;
    private final MadeUpDays days;

    CrashHost(Path journal, Path brokerLog, WriterOptions options) throws IOException {
        recovered = Recovery.open(journal, options, StrategyCatalog::load);
        broker = new LoggingBroker(brokerLog);
        pipeline = new LivePipeline(new DecideStage(recovered.engine()), JournalStage.live(recovered.writer()), new DispatchStage(broker));
        gateway = new InputGateway(pipeline);
        storage = new StorageWatch(recovered.writer()::spaceLeft, gateway);
        days = new MadeUpDays(gateway, recovered.timeNanos(), this::settle);
    }

    static WriterOptions options(SealKey key) {
        return WriterOptions.defaults().withBlockLength(1L << 20).sealedBy(key, SEAL_INTERVAL).reserving(RESERVE, 0);
    }

    /** Journal, file of the broker, key, and how many days to trade or "repair". */
    public static void main(String[] arguments) throws IOException {
        Path journal = Path.of(arguments[0]);
        WriterOptions options = options(SealKey.openOrCreate(Path.of(arguments[2])));
        if (arguments[3].equals("repair")) {
            JournalRepair.run(journal, true, options);
            return;
        }
        try (CrashHost host = new CrashHost(journal, Path.of(arguments[1]), options)) {
            host.begin();
            System.out.println("ready");
            for (int day = 1; day <= Integer.parseInt(arguments[3]); day++) {
                host.days.trade(host.days.nextDay());
                if (day % DAYS_PER_SESSION == 0) {
                    host.startSession();
                }
            }
        }
    }

    /** Starts a session, or goes on with the one that was begun. */
    void begin() {
        if (recovered.stateHash().isEmpty()) {
            MadeUpDays.startSession(gateway, days.timeNanos());
        } else {
            pipeline.continueBehind(recovered.timeNanos());
            recovered.unresolved().forEach(broker::ask);
        }
        settle(days.timeNanos());
    }

    /** The next session, between two days. */
    void startSession() {
        MadeUpDays.startSession(gateway, days.timeNanos());
        settle(days.timeNanos());
    }

    /** Somebody asks for other settings, between two days. */
    void changeSettings(Map<String, String> valueByKey) {
        gateway.settingsChanged(days.timeNanos(), CommandOrigin.WEB, SettingsRequest.of(StrategyCatalog.settingsTable(), valueByKey), "ann", "");
        settle(days.timeNanos());
    }

    private void settle(long timeNanos) {
        storage.tick(timeNanos);
        pipeline.awaitDispatched();
        for (LoggingBroker.Answer answer = broker.nextAnswer(); answer != null; answer = broker.nextAnswer()) {
            answer.publish(gateway, timeNanos);
            pipeline.awaitDispatched();
        }
    }

    MadeUpDays days() {
        return days;
    }

    Recovered recovered() {
        return recovered;
    }

    /** What halted it; null while it runs. */
    Throwable fault() {
        return pipeline.fault();
    }

    @Override
    public void close() throws IOException {
        try (broker; var writer = recovered.writer(); pipeline) {
            // in this order, from the last
        }
    }
}
