package io.tradebot.ops.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.projections.db.AtomicFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder through which people and scripts control the bot without a web page (requirement S112): {@code control_start.flag},
 * {@code control_stop.flag} and {@code control_kill.flag}, whose mere presence counts, and {@code NAME.request} files of the command
 * line, each answered by {@code NAME.answer}. A file is removed only after what it asks for was taken, so nothing is lost by a crash;
 * asking twice does no harm. Owned by one thread; the static methods are for the side that asks.
 */
public final class ControlFolder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REQUEST = ".request";
    private static final String ANSWER = ".answer";
    private static final int MAX_REQUEST_BYTES = 8192;
    /** In the order in which they are looked at: what takes risk out comes first. */
    private static final Map<String, OperatorCommand> COMMAND_BY_FLAG = flags();

    private final Path folder;

    /** Takes what was asked for, or throws; then the file stays and is looked at again. */
    @FunctionalInterface
    public interface Desk {
        /** Returns the outcome in words once it is in the journal's queue. */
        String take(ControlRequest request);
    }

    /** The folder must exist. */
    public ControlFolder(Path folder) {
        this.folder = folder;
    }

    private static Map<String, OperatorCommand> flags() {
        Map<String, OperatorCommand> flags = new LinkedHashMap<>();
        flags.put("control_kill.flag", OperatorCommand.KILL);
        flags.put("control_stop.flag", OperatorCommand.STOP);
        flags.put("control_start.flag", OperatorCommand.START);
        return flags;
    }

    /** Takes everything that lies in the folder now; returns how much. */
    public int poll(Desk desk) {
        int count = 0;
        for (Map.Entry<String, OperatorCommand> flag : COMMAND_BY_FLAG.entrySet()) {
            Path file = folder.resolve(flag.getKey());
            if (Files.exists(file)) {
                desk.take(ControlRequest.of(CommandOrigin.CONTROL_FILE, flag.getValue(), "control file", "the file " + flag.getKey()));
                remove(file);
                count++;
            }
        }
        for (Path file : requests()) {
            answer(file, desk);
            count++;
        }
        return count;
    }

    private List<Path> requests() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(REQUEST)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void answer(Path file, Desk desk) {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            answer.put("outcome", desk.take(parse(file)));
            answer.put("isTaken", true);
        } catch (IllegalArgumentException e) {
            answer.put("outcome", e.getMessage());
            answer.put("isTaken", false);
        }
        AtomicFile.write(answerTo(file), out -> out.write(JSON.writeValueAsBytes(answer)));
        remove(file);
    }

    private static ControlRequest parse(Path file) {
        try {
            if (Files.size(file) > MAX_REQUEST_BYTES) {
                throw new IllegalArgumentException(file.getFileName() + " has " + Files.size(file) + " bytes, at most " + MAX_REQUEST_BYTES
                    + " are read");
            }
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            String command = node.path("command").asText("");
            String verdict = node.path("verdict").asText("");
            return new ControlRequest(CommandOrigin.COMMAND_LINE, command.isEmpty() ? null : OperatorCommand.valueOf(command),
                node.path("orderId").asLong(0), node.path("positionId").asLong(0), node.path("approvalNumber").asInt(0),
                verdict.isEmpty() ? null : ApprovalVerdict.valueOf(verdict), node.path("user").asText(""), node.path("reason").asText(""));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file.getFileName() + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Path answerTo(Path request) {
        String name = request.getFileName().toString();
        return request.resolveSibling(name.substring(0, name.length() - REQUEST.length()) + ANSWER);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + ": " + e.getMessage() + "; it would be taken again and again", e);
        }
    }

    /** Puts a request into the folder; {@code name} is one that nobody else uses, such as time and process id. */
    public static void ask(Path folder, String name, ControlRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("command", request.command() == null ? "" : request.command().name());
        values.put("orderId", request.orderId());
        values.put("positionId", request.positionId());
        values.put("approvalNumber", request.approvalNumber());
        values.put("verdict", request.verdict() == null ? "" : request.verdict().name());
        values.put("user", request.user());
        values.put("reason", request.reason());
        AtomicFile.write(folder.resolve(name + REQUEST), out -> out.write(JSON.writeValueAsBytes(values)));
    }

    /** The answer to a request, once; empty while there is none. */
    public static Optional<String> answer(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ANSWER);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return Optional.of(text);
    }

    /** Names of the flag files, for people. */
    static List<String> flagNames() {
        return new ArrayList<>(COMMAND_BY_FLAG.keySet());
    }
}
