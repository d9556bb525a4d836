package io.tradebot.ops.daemon;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordContent.Row;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.OperatorCommandedDecoder;
import io.tradebot.journal.event.OrderApprovalGivenDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.ops.tail.JournalFollower;
import org.agrona.concurrent.EpochNanoClock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Gives requests of people to the engine and hears from the journal what became of them. All requests come through here, so their
 * order in the journal is the order in which they were taken. Any thread asks; the tail's thread answers.
 */
public final class CommandDesk implements JournalFollower {

    private final InputGateway gateway;
    private final EpochNanoClock clock;
    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordCursor cursor = new RecordCursor();
    private final Deque<CompletableFuture<Answer>> waiting = new ArrayDeque<>();

    /** What the engine decided: applied or refused, in words. */
    public record Answer(boolean isApplied, String text) {
    }

    /** Publishes at this clock's time. */
    public CommandDesk(InputGateway gateway, EpochNanoClock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * Publishes the request.
     *
     * @return done when the journal has the engine's answer and the tail has read it
     * @throws IllegalArgumentException when it asks for nothing
     */
    public synchronized CompletableFuture<Answer> ask(ControlRequest request) {
        if ((request.command() == null) == (request.verdict() == null)) {
            throw new IllegalArgumentException("give a command, or an approval's number and verdict");
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        waiting.add(answer);
        if (request.command() != null) {
            gateway.operatorCommanded(clock.nanoTime(), request.command(), request.origin(), request.orderId(), request.positionId(), request.user(),
                request.reason());
        } else {
            gateway.orderApprovalGiven(clock.nanoTime(), request.approvalNumber(), request.verdict(), request.origin(), request.user(),
                request.reason());
        }
        return answer;
    }

    @Override
    public void onExcerpt(ExcerptSource excerpt) {
        cursor.wrap(excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
        cursor.next();
        if (cursor.templateId() != OperatorCommandedDecoder.TEMPLATE_ID && cursor.templateId() != OrderApprovalGivenDecoder.TEMPLATE_ID) {
            return;
        }
        Answer answer = new Answer(true, "taken");
        while (cursor.next()) {
            RecordContent record = RecordContent.read(catalogue, cursor);
            Row row = record.row();
            switch (record.type().name()) {
                case "OperatorCommandApplied" -> answer = new Answer(true, "applied at sequence " + excerpt.sequence() + ": "
                    + row.number("cancelCount") + " orders cancelled, " + row.number("closeCount") + " positions being closed");
                case "OperatorCommandRefused" -> answer = new Answer(false, "refused, " + row.enumValue("reason").name() + ": " + row.text("text"));
                case "OrderApprovalSettled" -> answer = new Answer(true, "the approval ended as " + row.enumValue("verdict").name());
                case "InputRefused" -> answer = new Answer(false, "refused, " + row.enumValue("reason").name());
                default -> { } // what follows from it
            }
        }
        CompletableFuture<Answer> asked;
        synchronized (this) {
            asked = waiting.poll();
        }
        if (asked != null) { // null for a command of an earlier process
            asked.complete(answer);
        }
    }
}
