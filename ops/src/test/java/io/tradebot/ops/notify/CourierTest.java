package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertChannel;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.ops.tail.WrittenJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

class CourierTest {

    private static final long SECOND = 1_000_000_000L;

    private final WrittenJournal journal = new WrittenJournal();
    private final AlertOutbox outbox = new AlertOutbox(List.of(new Route(AlertChannel.MAIL, AlertSeverity.INFO), new Route(AlertChannel.LOCAL, AlertSeverity.INFO)));
    private final List<Message> sent = new ArrayList<>();
    private final List<String> noted = new ArrayList<>();
    private DeliveryException failure;
    private int given;
    private final Courier courier = courier(new FakeChannel(), DeliveryLimits.of(60, 10, 4));

    private final class FakeChannel implements Channel {
        @Override
        public AlertChannel name() {
            return AlertChannel.MAIL;
        }

        @Override
        public String send(Message message) throws DeliveryException {
            if (failure != null) {
                throw failure;
            }
            sent.add(message);
            return "taken";
        }
    }

    private Courier courier(Channel channel, DeliveryLimits limits) {
        return new Courier(outbox, channel, limits, journal::timeNanos, (record, values) -> {
            journal.add(record, values);
            noted.add(values.get("outcome") + " " + values.get("attemptCount") + " " + values.get("suppressedCount"));
        }, thrown -> fail(thrown));
    }

    /** The tail catches up, then the courier looks; as often as it has something to do. */
    private long look() {
        long due;
        int before;
        do {
            journal.giveTo(outbox, given);
            given = journal.size();
            before = journal.size();
            due = courier.look(journal.timeNanos());
        } while (journal.size() > before);
        return due;
    }

    @Test
    void shouldSendTheFirstAtOnceAndGroupTheRestOfItsKind() {
        journal.session("PAPER").entry(1);
        look();
        assertEquals(1, sent.size());
        journal.after(5 * SECOND).entry(2).entry(3);
        assertEquals(WrittenJournal.OPEN_NANOS + 60 * SECOND, look());
        assertEquals(1, sent.size());
        journal.after(55 * SECOND);
        look();
        assertEquals(2, sent.size());
        assertEquals("[info] ACME_US_PAPER_BOT: 2 FILL", sent.get(1).subject());
        assertEquals(2, sent.get(1).lines().size());
        assertEquals(List.of("DELIVERED 1 0", "DELIVERED 1 0"), noted);
    }

    @Test
    void shouldNotLetACriticalOneWait() {
        journal.session("PAPER").kill();
        look();
        journal.after(SECOND).kill();
        look();
        assertEquals(2, sent.size());
    }

    @Test
    void shouldNotLetAnotherKindWait() {
        journal.session("PAPER").entry(1);
        look();
        journal.after(SECOND).trade(1, 1);
        look();
        assertEquals("[info] ACME_US_PAPER_BOT: exit, open SPY PAPER/paper", sent.get(1).subject());
    }

    @Test
    void shouldHoldAStormToItsCapAndCountTheRest() {
        journal.session("PAPER");
        look();
        for (int i = 0; i < 1_000; i++) { // a critical alert each 60 ms
            journal.after(60_000_000L).kill();
            look();
        }
        assertEquals(10, sent.size(), "messages within a minute");
        journal.after(60 * SECOND);
        look();
        assertEquals(11, sent.size());
        Message last = sent.get(10);
        assertEquals(990, last.batch().alerts().size());
        assertEquals(970, last.leftOutCount());
        assertEquals("DELIVERED 1 970", noted.get(10));
        assertEquals(0, outbox.waitingCount(AlertChannel.MAIL));
    }

    @Test
    void shouldTryAgainWithGrowingPausesAndThenGiveUp() {
        journal.session("PAPER").entry(1);
        failure = DeliveryException.retryable("down");
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long due = look();
            pauses.add((due - journal.timeNanos()) / SECOND);
            journal.after(due - journal.timeNanos());
        }
        assertEquals(List.of(5L, 10L, 20L, 60L), pauses);
        assertEquals(List.of("RETRYING 1 0", "GAVE_UP 4 0"), noted);
        failure = null;
        look();
        assertEquals(0, sent.size(), "what was given up is settled");
    }

    @Test
    void shouldWaitAsLongAsTheOtherSideAsks() {
        journal.session("PAPER").entry(1);
        failure = DeliveryException.retryable("HTTP 429", 77 * SECOND);
        assertEquals(journal.timeNanos() + 77 * SECOND, look());
        failure = null;
        journal.after(77 * SECOND);
        look();
        assertEquals(List.of("RETRYING 1 0", "DELIVERED 2 0"), noted);
    }

    @Test
    void shouldGiveUpAtOnceWhenRefused() {
        journal.session("PAPER").entry(1);
        failure = DeliveryException.refused("wrong password");
        look();
        assertEquals(List.of("GAVE_UP 1 0"), noted);
    }

    @Test
    void shouldLimitPauses() {
        DeliveryLimits limits = DeliveryLimits.of(60, 10, 100);
        assertEquals(640 * SECOND, limits.pauseNanosAfter(8));
        assertEquals(900 * SECOND, limits.pauseNanosAfter(9));
        assertEquals(900 * SECOND, limits.pauseNanosAfter(1_000_000));
    }

    @Test
    void shouldWriteEveryAlertIntoTheLocalFile(@TempDir Path folder) throws IOException {
        Courier local = courier(new LocalChannel(folder.resolve("alerts.log")), DeliveryLimits.local());
        journal.session("PAPER");
        for (int i = 0; i < 30; i++) {
            journal.trade(i, 1);
        }
        journal.giveTo(outbox);
        local.look(journal.timeNanos());
        local.look(journal.timeNanos());
        assertEquals(30, Files.readAllLines(folder.resolve("alerts.log")).size(), "once, though the fold is behind");
        assertEquals(List.of("DELIVERED 1 0"), noted, "nothing is left out of the file");
    }

    @Test
    void shouldDeliverOnAThreadOfItsOwnAndEndWithIt() throws InterruptedException {
        journal.session("PAPER").kill();
        CountDownLatch taken = new CountDownLatch(1);
        List<String> threads = new ArrayList<>();
        Courier threaded = courier(new Channel() {
            @Override
            public AlertChannel name() {
                return AlertChannel.MAIL;
            }

            @Override
            public String send(Message message) {
                threads.add(Thread.currentThread().getName());
                taken.countDown();
                return "taken";
            }
        }, DeliveryLimits.of(60, 10, 4));
        threaded.start();
        journal.giveTo(outbox);
        assertTrue(taken.await(10, TimeUnit.SECONDS));
        threaded.close();
        assertEquals(List.of("alerts-MAIL"), threads);
    }
}
