package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.ops.daemon.ControlFolder;
import io.tradebot.ops.daemon.ControlRequest;
import io.tradebot.ops.daemon.Home;
import io.tradebot.ops.daemon.HomeLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a running bot to do something, and says what it answered. */
abstract class ControlCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long WAIT_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Screen screen;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept in the journal.")
    private String reason;

    ControlCommand(Screen screen) {
        this.screen = screen;
    }

    /** What is asked for. */
    abstract ControlRequest request(String user, String why);

    @Override
    public Integer call() throws IOException {
        Home folder = home.existing();
        if (HomeLock.holder(folder).isEmpty()) {
            throw new CommandFailure(ExitCode.NO_INPUT, "no bot runs in " + folder.root() + "; tradebot run --home " + folder.root()
                + ". A file control/control_kill.flag made now counts when it starts");
        }
        String name = System.nanoTime() + "-" + ProcessHandle.current().pid();
        ControlFolder.ask(folder.control(), name, request(System.getProperty("user.name"), reason));
        long deadline = System.nanoTime() + WAIT_NANOS_MAX;
        Optional<String> answer = ControlFolder.answer(folder.control(), name);
        while (answer.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            answer = ControlFolder.answer(folder.control(), name);
        }
        if (answer.isEmpty()) {
            throw new CommandFailure(ExitCode.IO, "the bot in " + folder.root() + " has not answered within 10 s; the request stays in "
                + folder.control() + ". See tradebot status, or end the process");
        }
        JsonNode said = JSON.readTree(answer.get());
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("isApplied", said.path("isTaken").asBoolean());
            document.put("outcome", said.path("outcome").asText());
            screen.json(document);
        } else {
            screen.line(said.path("outcome").asText());
        }
        return said.path("isTaken").asBoolean() ? ExitCode.OK.code() : ExitCode.DIFFERENCE.code();
    }

    /** A command without further arguments. */
    abstract static class Plain extends ControlCommand {

        private final OperatorCommand command;

        Plain(Screen screen, OperatorCommand command) {
            super(screen);
            this.command = command;
        }

        @Override
        ControlRequest request(String user, String why) {
            return ControlRequest.of(CommandOrigin.COMMAND_LINE, command, user, why);
        }
    }

    /** No new entries. */
    @Command(name = "pause", description = "No new entries; open positions are managed as before.")
    static final class Pause extends Plain {
        Pause(Screen screen) {
            super(screen, OperatorCommand.PAUSE);
        }
    }

    /** Entries again. */
    @Command(name = "resume", description = "Entries again after a pause.")
    static final class Resume extends Plain {
        Resume(Screen screen) {
            super(screen, OperatorCommand.RESUME);
        }
    }

    /** Out of everything. */
    @Command(name = "flatten", description = "Cancel all orders and close all positions of the bot; trading goes on afterwards.")
    static final class Flatten extends Plain {
        Flatten(Screen screen) {
            super(screen, OperatorCommand.FLATTEN);
        }
    }

    /** Out of everything, and nothing more. */
    @Command(name = "kill", description = {"Trip the kill switch: cancel all orders, close all positions, no more entries until reset-kill.",
        "It stays tripped over restarts. The same: a file control/control_kill.flag in the home."})
    static final class Kill extends Plain {
        Kill(Screen screen) {
            super(screen, OperatorCommand.KILL);
        }
    }

    /** The kill switch off again. */
    @Command(name = "reset-kill", description = "Clear the kill switch; needs --reason. Refused while an order's outcome is not known.")
    static final class ResetKill extends Plain {
        ResetKill(Screen screen) {
            super(screen, OperatorCommand.RESET_KILL);
        }
    }

    /** Trading off. */
    @Command(name = "stop", description = "Close open positions and trade no more until start; the process stays.")
    static final class Stop extends Plain {
        Stop(Screen screen) {
            super(screen, OperatorCommand.STOP);
        }
    }

    /** Trading on. */
    @Command(name = "start", description = "Trade again after stop.")
    static final class Start extends Plain {
        Start(Screen screen) {
            super(screen, OperatorCommand.START);
        }
    }

    /** Answers a request for confirmation. */
    @Command(name = "approve", description = "Let an order go that waits for confirmation; tradebot status lists them.")
    static final class Approve extends ControlCommand {

        @Parameters(paramLabel = "NUMBER", description = "Number of the request.")
        private int number;

        @Option(names = "--decline", description = "Decline it.")
        private boolean isDeclined;

        Approve(Screen screen) {
            super(screen);
        }

        @Override
        ControlRequest request(String user, String why) {
            return new ControlRequest(CommandOrigin.COMMAND_LINE, null, 0, 0, number, isDeclined ? ApprovalVerdict.DECLINED : ApprovalVerdict.APPROVED,
                user, why);
        }
    }
}
