package io.tradebot.ops.daemon;

import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.OperatorCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ControlFolderTest {

    @TempDir
    private Path folder;
    private final List<ControlRequest> taken = new ArrayList<>();

    private String take(ControlRequest request) {
        taken.add(request);
        return "done";
    }

    @Test
    void shouldTakeFlagsKillFirstAndRemoveThem() throws IOException {
        for (String flag : ControlFolder.flagNames()) {
            Files.createFile(folder.resolve(flag));
        }
        assertEquals(3, new ControlFolder(folder).poll(this::take));
        assertEquals(List.of(OperatorCommand.KILL, OperatorCommand.STOP, OperatorCommand.START), taken.stream().map(ControlRequest::command).toList());
        assertEquals(0, new ControlFolder(folder).poll(this::take));
    }

    @Test
    void shouldKeepAFlagWhenTheDeskFails() throws IOException {
        Path flag = Files.createFile(folder.resolve("control_kill.flag"));
        assertThrows(IllegalStateException.class, () -> new ControlFolder(folder).poll(request -> {
            throw new IllegalStateException("the ring has halted");
        }));
        assertTrue(Files.exists(flag));
    }

    @Test
    void shouldAnswerRequestsInOrder() throws IOException {
        ControlRequest kill = ControlRequest.of(CommandOrigin.COMMAND_LINE, OperatorCommand.KILL, "anna", "");
        ControlRequest approval = new ControlRequest(CommandOrigin.COMMAND_LINE, null, 0, 0, 7, ApprovalVerdict.APPROVED, "anna", "looks right");
        ControlFolder.ask(folder, "1", kill);
        ControlFolder.ask(folder, "2", approval);
        assertEquals(2, new ControlFolder(folder).poll(this::take));
        assertEquals(List.of(kill, approval), taken);
        assertEquals("{\"outcome\":\"done\",\"isTaken\":true}", ControlFolder.answer(folder, "1").orElseThrow());
        assertTrue(ControlFolder.answer(folder, "1").isEmpty(), "an answer is read once");
        assertTrue(ControlFolder.answer(folder, "2").isPresent());
    }

    @Test
    void shouldSayWhatIsWrongWithARequest() throws IOException {
        Files.writeString(folder.resolve("a.request"), "{not json");
        Files.writeString(folder.resolve("b.request"), "{\"command\":\"EXPLODE\"}");
        Files.writeString(folder.resolve("c.request"), "x".repeat(9000));
        assertEquals(3, new ControlFolder(folder).poll(this::take));
        assertTrue(taken.isEmpty());
        assertTrue(ControlFolder.answer(folder, "a").orElseThrow().contains("a.request is no JSON"));
        assertTrue(ControlFolder.answer(folder, "b").orElseThrow().contains("EXPLODE"));
        assertTrue(ControlFolder.answer(folder, "c").orElseThrow().contains("at most 8192"));
    }
}
