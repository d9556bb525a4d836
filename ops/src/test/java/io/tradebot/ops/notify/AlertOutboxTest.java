package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertChannel;
import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.ops.tail.WrittenJournal;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AlertOutboxTest {

    private static final List<Route> ROUTES = List.of(new Route(AlertChannel.LOCAL, AlertSeverity.INFO), new Route(AlertChannel.MAIL, AlertSeverity.INFO),
        new Route(AlertChannel.SLACK, AlertSeverity.CRITICAL));

    private final WrittenJournal journal = new WrittenJournal();

    private AlertOutbox folded() {
        AlertOutbox outbox = new AlertOutbox(ROUTES);
        journal.giveTo(outbox);
        return outbox;
    }

    private List<Alert> waiting(AlertChannel channel) {
        return folded().waiting(channel).map(Batch::alerts).orElse(List.of());
    }

    private void delivered(AlertChannel channel, int number, String outcome) {
        journal.add("AlertDelivered", "alertNumber", number, "channel", channel.name(), "outcome", outcome, "attemptCount", 1, "suppressedCount", 0, "text", "");
    }

    @Test
    void shouldNameStrategySymbolBrokerAndWhatToDo() {
        journal.session("PAPER").entry(7).trade(3, 1_250_000_000L).kill().dayClosed();
        List<Alert> alerts = waiting(AlertChannel.MAIL);
        assertEquals(List.of(AlertKind.FILL, AlertKind.EXIT, AlertKind.KILL_SWITCH, AlertKind.DAILY_SUMMARY), alerts.stream().map(Alert::kind).toList());
        assertEquals("open SPY PAPER/paper", alerts.get(0).context());
        assertEquals("entered: BUY 10 at 500.25, order 7. Nothing to do.", alerts.get(0).text());
        assertEquals("closed LONG 10, 500.25 to 501.50, net 12.50 USD, because of STOP. Nothing to do.", alerts.get(1).text());
        assertTrue(alerts.get(2).text().contains("tradebot reset-kill"), alerts.get(2).text());
        assertEquals(AlertSeverity.CRITICAL, alerts.get(2).severity());
        assertTrue(alerts.get(3).text().contains("kill switch on. The bot is alive"), alerts.get(3).text());
        String line = Message.line(alerts.get(0));
        assertTrue(line.startsWith("2024-11-01 13:30:00 UTC INFO FILL open SPY PAPER/paper: "), line);
    }

    @Test
    void shouldStaySilentInBacktests() {
        journal.session("BACKTEST").entry(7).trade(3, 1).kill().dayClosed();
        assertEquals(List.of(), waiting(AlertChannel.LOCAL));
    }

    @Test
    void shouldNotTellFillsAndExitsThatNobodyWants() {
        journal.session("PAPER", "NOTIFY_ON_FILL", "false", "NOTIFY_ON_EXIT", "false").entry(7).trade(3, 1).kill();
        assertEquals(List.of(AlertKind.KILL_SWITCH), waiting(AlertChannel.MAIL).stream().map(Alert::kind).toList());
    }

    @Test
    void shouldSendAgainAfterARestartWhatWasNotDelivered() {
        journal.session("PAPER").kill().entry(1);
        Alert kill = waiting(AlertChannel.MAIL).get(0);
        assertFalse(kill.isRepeat());
        delivered(AlertChannel.MAIL, kill.number(), "DELIVERED");
        journal.add("ProcessStarted", "cause", "CRASH", "lastSequence", 5, "downNanos", null, "javaVersion", "17", "zoneRulesVersion", "2024a", "versionTag", "v0.1.0");
        List<Alert> alerts = waiting(AlertChannel.MAIL);
        assertEquals(List.of(AlertKind.FILL, AlertKind.FAULT), alerts.stream().map(Alert::kind).toList());
        assertEquals(List.of(true, false), alerts.stream().map(Alert::isRepeat).toList());
        assertTrue(Message.line(alerts.get(0)).endsWith("(possible repeat)"));
        assertEquals(3, waiting(AlertChannel.LOCAL).size(), "another channel is on its own");
    }

    @Test
    void shouldSettleAnAlertAndAllBeforeIt() {
        journal.session("PAPER").entry(1).entry(2).entry(3);
        delivered(AlertChannel.MAIL, waiting(AlertChannel.MAIL).get(1).number(), "DELIVERED");
        assertEquals(List.of("entered: BUY 10 at 500.25, order 3. Nothing to do."), waiting(AlertChannel.MAIL).stream().map(Alert::text).toList());
        delivered(AlertChannel.MAIL, waiting(AlertChannel.MAIL).get(0).number(), "RETRYING");
        assertEquals(1, waiting(AlertChannel.MAIL).size());
    }

    @Test
    void shouldForgetWhatSomebodyHasSeen() {
        journal.session("PAPER").kill();
        journal.add("AlertAcknowledged", "alertNumber", waiting(AlertChannel.MAIL).get(0).number(), "origin", "COMMAND_LINE", "user", "anna");
        for (AlertChannel channel : List.of(AlertChannel.LOCAL, AlertChannel.MAIL, AlertChannel.SLACK)) {
            assertEquals(List.of(), waiting(channel));
        }
    }

    @Test
    void shouldGiveWarningsToTheOtherChannelsWhenOneGivesUp() {
        journal.session("PAPER").entry(1);
        journal.add("BrokerConnectionChanged", Map.of("connection", "ORDERS", "fromState", "READY", "toState", "DISCONNECTED", "attemptCount", 0, "code", "", "text", "reset"));
        assertEquals(0, waiting(AlertChannel.SLACK).size());
        delivered(AlertChannel.MAIL, waiting(AlertChannel.MAIL).get(1).number(), "GAVE_UP");
        assertEquals(List.of(AlertKind.BROKER), waiting(AlertChannel.SLACK).stream().map(Alert::kind).toList());
        assertEquals(0, waiting(AlertChannel.MAIL).size());
    }

    @Test
    void shouldTellATroubleOnceAndItsEnd() {
        journal.session("PAPER");
        for (int i = 0; i < 3; i++) {
            journal.add("BrokerConnectionChanged", Map.of("connection", "ORDERS", "fromState", "CONNECTING", "toState", "DISCONNECTED", "attemptCount", i, "code", "", "text", "reset"));
        }
        journal.add("BrokerConnectionChanged", Map.of("connection", "ORDERS", "fromState", "RECONCILING", "toState", "READY", "attemptCount", 3, "code", "", "text", ""));
        assertEquals(List.of(AlertSeverity.WARNING, AlertSeverity.NOTICE), waiting(AlertChannel.MAIL).stream().map(Alert::severity).toList());
    }

    @Test
    void shouldKeepTheMostUrgentOfAStorm() {
        journal.session("PAPER").kill();
        for (int i = 0; i < 2_000; i++) {
            journal.trade(i, 1);
        }
        Batch batch = folded().waiting(AlertChannel.MAIL).orElseThrow();
        assertEquals(AlertOutbox.WAITING_MAX, batch.alerts().size());
        assertEquals(1_001, batch.lostCount());
        assertEquals(AlertKind.KILL_SWITCH, batch.alerts().get(0).kind());
        Message message = Message.of("ACME", batch, Message.LINES_MAX);
        assertEquals(Message.LINES_MAX + 1, message.lines().size());
        assertEquals("1981 more alerts are not told here; see logs/alerts.log and the journal", message.lines().get(Message.LINES_MAX));
    }

    @Test
    void shouldNumberAlertsByTheirPlaceInTheJournal() {
        Set<Integer> numbers = new HashSet<>();
        for (long sequence : new long[] {0, 1, 2, (1L << 27) - 1}) {
            for (int place = 1; place <= Alert.PLACES; place++) {
                int number = Alert.numberOf(sequence, place);
                assertTrue(number > 0 && numbers.add(number), sequence + " " + place);
            }
        }
        assertEquals(Alert.numberOf(5, 1), Alert.numberOf(5 + (1L << 27), 1));
    }

    @Test
    void shouldPutTextsOfOthersInOneHarmlessLine() {
        journal.session("PAPER");
        journal.add("BrokerWarningReceived", "orderId", 0, "instrumentId", 1, "code", "W1", "isUnknown", true, "text", "bad\r\nBcc: x@y.z \u001b[31m\u202e" + "x".repeat(2_000));
        String text = waiting(AlertChannel.MAIL).get(0).text();
        assertTrue(text.chars().noneMatch(Character::isISOControl) && text.indexOf('\u202e') < 0, text);
        assertEquals(500, text.length());
        assertTrue(text.endsWith("..."));
    }
}
