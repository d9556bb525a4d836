package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.ops.daemon.Home;
import io.tradebot.ops.daemon.HomeLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** Says what a bot is doing. */
@Command(name = "status", description = "Say what the bot is doing. Exit code 3 when no process runs in the home.",
    footer = {"", "Example:", "  tradebot status --home ~/bot"})
final class StatusCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Screen screen;

    @Mixin
    private HomeOption home = new HomeOption();

    StatusCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Home folder = home.existing();
        OptionalLong pid = HomeLock.holder(folder);
        if (!Files.exists(folder.status())) {
            throw new CommandFailure(ExitCode.NO_INPUT, "no bot has written " + folder.status() + " yet; tradebot run --home " + folder.root());
        }
        JsonNode status = JSON.readTree(Files.readAllBytes(folder.status()));
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("isRunning", pid.isPresent());
            document.put("status", status);
            screen.json(document);
        } else {
            screen.line(pid.isPresent() ? "running     pid " + pid.getAsLong() : "not running; what follows was written last");
            screen.line("state       " + text(status, "state") + (status.path("phase").isNull() ? "" : ", phase " + text(status, "phase")));
            screen.line("session     " + text(status, "session") + (status.path("isSessionOpen").asBoolean() ? ", open" : ", not open"));
            screen.line("time        " + text(status, "time") + ", sequence " + text(status, "sequence"));
            screen.line("day         " + text(status, "trades") + " trades, " + text(status, "signals") + " signals, result " + text(status, "dayPnl")
                + " of a float of " + text(status, "float"));
            screen.line("open        " + text(status, "openOrders") + " orders, " + status.path("positions").size() + " positions");
            screen.line("entries     " + (status.path("entryBlocks").isEmpty() ? "possible" : "blocked: " + String.join(", ", names(status.path("entryBlocks")))));
            screen.line("kill switch " + (status.path("killSwitch").isNull() ? "not tripped" : "TRIPPED: " + text(status, "killSwitch")));
            for (JsonNode approval : status.path("approvals")) {
                screen.line("approval    " + text(approval, "number") + ": " + text(approval, "side") + " " + text(approval, "quantity") + " "
                    + text(approval, "symbol") + " at " + text(approval, "price") + " until " + text(approval, "expires"));
            }
            if (!status.path("fault").isNull()) {
                screen.line("fault       " + text(status, "fault"));
            }
        }
        return pid.isPresent() ? ExitCode.OK.code() : ExitCode.DIFFERENCE.code();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("none");
    }

    private static Iterable<String> names(JsonNode array) {
        java.util.List<String> names = new java.util.ArrayList<>();
        array.forEach(node -> names.add(node.asText()));
        return names;
    }
}
