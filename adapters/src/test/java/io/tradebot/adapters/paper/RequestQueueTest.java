package io.tradebot.adapters.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RequestQueueTest {

    private final RequestQueue<String> queue = new RequestQueue<>(2);

    @Test
    void shouldHandOutInTheOrderOfArrival() throws InterruptedException {
        queue.add("first");
        queue.put("second");
        assertEquals("first", queue.take());
        assertEquals("second", queue.take());
    }

    @Test
    void shouldThrowRatherThanWaitInAdd() {
        queue.add("first");
        queue.add("second");
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> queue.add("third"));
        assertTrue(refused.getMessage().startsWith("third was not taken: 2 requests wait"), refused.getMessage());
    }

    @Test
    void shouldMakePutWaitForRoom() throws Exception {
        queue.add("first");
        queue.add("second");
        CompletableFuture<Void> put = putWaiting("third");
        assertEquals("first", queue.take());
        put.get(20, TimeUnit.SECONDS);
        assertEquals("second", queue.take());
        assertEquals("third", queue.take());
    }

    @Test
    void shouldReleaseAWaitingPutWhenTheBrokerFails() throws Exception {
        queue.add("first");
        queue.add("second");
        CompletableFuture<Void> put = putWaiting("third");
        Throwable cause = new IllegalStateException("broken");
        assertEquals(List.of("first", "second"), queue.fail(cause));
        ExecutionException refused = assertThrows(ExecutionException.class, () -> put.get(20, TimeUnit.SECONDS));
        assertSame(cause, refused.getCause().getCause());
        assertSame(cause, queue.fault());
    }

    @Test
    void shouldHandOutWhatWasAcceptedBeforeTheEnd() throws InterruptedException {
        queue.add("first");
        queue.close();
        assertThrows(IllegalStateException.class, () -> queue.add("second"));
        assertEquals("first", queue.take());
        assertNull(queue.take());
    }

    /** Puts on a thread of its own; returns when that thread waits. */
    private CompletableFuture<Void> putWaiting(String request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                queue.put(request);
                done.complete(null);
            } catch (InterruptedException | RuntimeException thrown) {
                done.completeExceptionally(thrown);
            }
        });
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return done;
    }
}
