package io.tradebot.ops.daemon;

import io.tradebot.journal.event.StopCause;

import java.nio.file.Path;

/** A daemon in a process of its own, to be killed or asked to end. Prints what became of it. */
final class TestHost {

    /** Speed of a {@link BusyMarket} at 60 times a clock's. */
    static final String BUSY = "busy";
    static final String BUSY_BUFFER = "0.003";
    private static final int BUSY_FACTOR = 60;

    private TestHost() {
    }

    /** Home, seed, and "max" for a stepped day with every fault or "busy" for a market that was prepared. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        Daemon daemon = new Daemon(arguments[2].equals(BUSY) ? BusyMarket.goOn(home, BUSY_BUFFER, BUSY_FACTOR)
            : PaperDay.request(home, seed, PaperDay.faults(seed)));
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::shutDown, "shutdown"));
        Daemon.Result result = daemon.run();
        daemon.ended();
        System.out.println("ended " + result);
        if (result.fault() != null) {
            result.fault().printStackTrace(System.out);
        }
        System.out.flush();
        Runtime.getRuntime().halt(result.cause() == StopCause.FAULT ? 1 : 0);
    }
}
