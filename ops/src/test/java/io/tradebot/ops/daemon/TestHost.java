package io.tradebot.ops.daemon;

import io.tradebot.journal.event.StopCause;

import java.nio.file.Path;

/** A daemon in a process of its own, to be killed or asked to end. Prints what became of it. */
final class TestHost {

    private TestHost() {
    }

    /** Home, seed, and the speed: "max" for a stepped day with every fault, or a factor for one without faults. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        DaemonRequest day = PaperDay.request(home, seed, PaperDay.faults(seed));
        Daemon daemon = new Daemon(arguments[2].equals("max") ? day : PaperDay.accelerated(day, Long.parseLong(arguments[2])));
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
