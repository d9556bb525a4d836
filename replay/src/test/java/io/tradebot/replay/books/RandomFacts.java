package io.tradebot.replay.books;

import io.tradebot.engine.book.Lot;
import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.record.ChartAccount;
import io.tradebot.engine.record.LotPart;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.account.StandingAccount;
import io.tradebot.journal.event.AccountType;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.StartCause;
import io.tradebot.journal.event.StatementLineKind;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Trading days in which everything may happen to an account that a broker can say: an engine whose strategies enter at once, and
 * random facts about its orders and its account. Every call of {@link #nextFact} is one such fact; clock and market data that it
 * takes to get there are inputs of their own. Not thread safe.
 */
final class RandomFacts {

    /** What may happen. */
    enum Mix {
        /** Everything. */
        ALL,
        /**
         * What beancount can follow by itself with booking method FIFO: positions in a symbol one after the other, each closed on its
         * day, nothing taken back. About twelve trades a day.
         */
        ONE_AFTER_THE_OTHER
    }

    private record Execution(long orderId, int instrumentId, String id, long priceE8, long qtyE9) {
    }

    private static final class BrokerOrder {
        private final OrderTicket ticket;
        private long filledE9;
        private long positionId; // of an entry that has filled
        private boolean isEnded;
        private boolean isCancelAsked;
        private boolean isReplaceAsked;
        private long askedQtyE9;
        private long askedLimitE8;
        private long askedStopE8;

        private BrokerOrder(OrderTicket ticket) {
            this.ticket = ticket;
        }

        private boolean isEntry() {
            return ticket.role == OrderRole.ENTRY;
        }

        /** True when it closes what the entry opened. */
        private boolean closes(BrokerOrder entry) {
            return !isEntry() && (ticket.parentOrderId == entry.ticket.orderId || ticket.positionId != 0 && ticket.positionId == entry.positionId);
        }
    }

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
    private static final int NO_DAY = Integer.MIN_VALUE;
    private static final int FIRST_DAY = 19_787; // 2024-03-05
    private static final int SYMBOLS = AlwaysInStrategy.GROUPS * 5;
    private static final int FUND = SYMBOLS + 1;
    private static final int SPARE = FUND + 1;
    private static final int SPARES = 6;
    private static final int PUT = SPARE + SPARES;
    private static final int PUTS = SYMBOLS;
    private static final int LAST = PUT + PUTS - 1;
    private static final int MINUTES = 8;
    private static final int FACTS_A_MINUTE = 30;
    private static final int ORDERLY_FACTS_A_MINUTE = 14;
    private static final int FACTS_AFTER_HOURS = 60;
    private static final long STRIKE_E8 = 10 * FixedPoint.E8;

    private final RandomGenerator random;
    private final Mix mix;
    private final boolean hasManySessions;
    private final TradingEngine engine;
    private final ExcerptsInMemory journal = new ExcerptsInMemory();
    private final InputGateway gateway;
    private final TradingCalendar calendar = new TradingCalendar();
    private final List<BrokerOrder> orders = new ArrayList<>();
    private final List<Execution> executions = new ArrayList<>();
    private final long[] priceE8 = new long[LAST + 1];
    private final Map<String, Integer> factCounts = new TreeMap<>();
    private Session session;
    private long nowNanos;
    private int minute;
    private int factsLeft;
    private int lastId;
    private int sessionCount;
    private int chartVersion = 1;
    private int statementLine;
    private String lastFact = "nothing";

    /** Days of one session. */
    RandomFacts(RandomGenerator random, Mix mix, String lotMethod) {
        this(random, mix, lotMethod, false);
    }

    /** {@code hasManySessions}: sessions, processes and months end between trading days, too. */
    RandomFacts(RandomGenerator random, Mix mix, String lotMethod, boolean hasManySessions) {
        this.random = random;
        this.mix = mix;
        this.hasManySessions = hasManySessions;
        boolean isOrderly = mix != Mix.ALL;
        engine = new TradingEngine(() -> strategies(isOrderly));
        gateway = new InputGateway(new LoopPipeline(new DecideStage(engine), new JournalStage(journal), new DispatchStage(new Broker())));
        start(lotMethod);
    }

    /** What enters at once. */
    static List<Strategy> strategies(boolean isOrderly) {
        return List.of(new AlwaysInStrategy("open", 0, isOrderly, true), new AlwaysInStrategy("mid", 1, isOrderly, false),
            new AlwaysInStrategy("close", 2, isOrderly, false));
    }

    /** The broker's side: takes orders down and says nothing; what it says is a random fact. */
    private final class Broker implements BrokerPort {

        @Override
        public void submitOrder(OrderTicket ticket) {
            orders.add(new BrokerOrder(ticket.copy()));
        }

        @Override
        public void cancelOrder(long orderId) {
            orderOf(orderId).isCancelAsked = true;
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            BrokerOrder order = orderOf(orderId);
            order.isReplaceAsked = true;
            order.askedQtyE9 = qtyE9;
            order.askedLimitE8 = limitPriceE8;
            order.askedStopE8 = stopPriceE8;
        }
    }

    TradingEngine engine() {
        return engine;
    }

    ExcerptsInMemory journal() {
        return journal;
    }

    /** The fact that was told last, for messages. */
    String lastFact() {
        return lastFact;
    }

    /** Sessions that are over. */
    int sessionCount() {
        return sessionCount;
    }

    /** How often each kind of fact was told. */
    Map<String, Integer> factCounts() {
        return factCounts;
    }

    /** As the ledger names it. */
    static String symbol(int instrumentId) {
        String prefix = instrumentId <= SYMBOLS ? "SYM" : instrumentId == FUND ? "FUND" : instrumentId < PUT ? "NEW" : "PUT";
        return prefix + instrumentId;
    }

    // --- the run ---

    private void start(String lotMethod) {
        session = calendar.sessionOn(FIRST_DAY);
        nowNanos = session.openNanos() - 30 * MINUTE_NANOS;
        startSession(lotMethod);
        for (int id = 1; id <= LAST; id++) {
            priceE8[id] = id < PUT ? random.nextLong(15, 60) * FixedPoint.E8 : FixedPoint.E8;
            boolean isPut = id >= PUT;
            gateway.instrumentDefined(nowNanos, id, isPut ? InstrumentKind.PUT_OPTION : InstrumentKind.EQUITY, isPut ? 100 : 1,
                isPut ? id - PUT + 1 : 0, isPut ? STRIKE_E8 : OrderTicket.NO_PRICE, isPut ? FIRST_DAY + 60 : NO_DAY, symbol(id));
        }
        factsLeft = FACTS_AFTER_HOURS / 4;
    }

    private void startSession(String lotMethod) {
        Map<String, String> values = new TreeMap<>();
        values.put("STRATEGY_SEQUENCE", "open,mid,close");
        values.put("SHORT_TYPE_OPEN", "ShortSell");
        values.put("SHORT_TYPE_MID", mix == Mix.ALL ? "InverseETF" : "ShortSell"); // one fund for all would be held several times
        values.put("SHORT_TYPE_CLOSE", "LongPut");
        values.put("INVERSE_ETF_MAP", "*:" + symbol(FUND));
        int startMinute = 30;
        for (String strategy : List.of("OPEN", "MID", "CLOSE")) {
            values.put("START_TIME_" + strategy, String.format(Locale.ROOT, "09:%02d", startMinute++));
            values.put(strategy + "_ANALYSIS_TIME", "1");
            values.put(strategy + "_BREAKOUT_TIME", "30");
            values.put(strategy + "_MONITORING_TIME", random.nextBoolean() ? "4" : "200");
        }
        values.put("MAX_TRADES", "5");
        values.put("WEIGHTS", "0.2,0.2,0.2,0.2,0.2");
        values.put("TOTAL_ALLOCATION", "0.3");
        values.put("MAX_RISK_PER_TRADE", "0.5");
        values.put("MAX_OPEN_POSITIONS", "1000");
        values.put("MIN_VOLUME_THRESHOLD", "0");
        values.put("MIN_PRICE", "0");
        values.put("MAX_PRICE", "1000000"); // prices walk far in a year
        values.put("DAILY_LOSS_LIMIT", "1");
        values.put("CIRCUIT_BREAKER_DRAWDOWN", "1");
        values.put("FRACTIONAL", Boolean.toString(random.nextBoolean()));
        values.put("LOT_METHOD", lotMethod);
        values.put("START_FLOAT", "100000.01");
        gateway.sessionStarted(nowNanos, RunMode.BACKTEST, EngineSettings.of(values).entries(), "TEST_US_PAPER_BOT1",
            SettingsTable.PRODUCT_VERSION_TAG);
    }

    /** Tells one fact; before it the market moves on when the minute has had its facts. */
    void nextFact() {
        while (factsLeft == 0) {
            moveOn();
        }
        factsLeft--;
        later(MINUTE_NANOS / FACTS_A_MINUTE / 2);
        lastFact = tell();
        factCounts.merge(lastFact.substring(0, lastFact.indexOf(' ')), 1, Integer::sum);
    }

    private void moveOn() {
        if (minute == 0 && nowNanos < session.openNanos()) {
            nowNanos = session.openNanos();
            gateway.timeAdvanced(nowNanos, ClockSource.TEST);
        }
        if (minute < MINUTES) {
            closeMinute(session.openNanos() + minute * MINUTE_NANOS);
            factsLeft = mix == Mix.ALL ? FACTS_A_MINUTE : ORDERLY_FACTS_A_MINUTE;
        } else if (minute == MINUTES) {
            closeMinute(session.closeNanos() - MINUTE_NANOS);
            factsLeft = 2 * FACTS_A_MINUTE; // the exits of the end
        } else if (mix != Mix.ALL && !engine.openLots().isEmpty()) {
            finishDay();
            return;
        } else {
            nowNanos = Math.max(nowNanos, session.closeNanos());
            sessionCount++;
            if (mix != Mix.ALL) {
                orders.stream().filter(order -> !order.isEnded).forEach(order -> gateway.orderExpired(nowNanos, order.ticket.orderId, order.filledE9));
                orders.clear();
            }
            gateway.timeAdvanced(nowNanos, ClockSource.TEST);
            session = calendar.nextSession(session.epochDay());
            if (hasManySessions) {
                betweenDays();
            }
            minute = -1;
            factsLeft = mix == Mix.ALL ? FACTS_AFTER_HOURS : FACTS_AFTER_HOURS / 6;
        }
        minute++;
    }

    private void betweenDays() {
        for (int days = oneIn(4) ? 30 : 0; days > 0; days--) { // what nobody refers to any more is forgotten after some of these
            session = calendar.nextSession(session.epochDay());
        }
        if (oneIn(3)) {
            gateway.processStarted(nowNanos, StartCause.CRASH, gateway.publishedCount(), Long.MIN_VALUE, "17", "2024a", "v1");
        }
        if (!oneIn(4)) {
            nowNanos = oneIn(2) ? session.openNanos() - 30 * MINUTE_NANOS : nowNanos;
            startSession(pick(List.of("FIFO", "LIFO", "HIFO", "SPECIFIC")));
        }
    }

    private void closeMinute(long startNanos) {
        long endNanos = Math.max(nowNanos, startNanos + MINUTE_NANOS);
        nowNanos = endNanos;
        for (int id = 1; id <= FUND; id++) {
            long openE8 = priceE8[id];
            priceE8[id] = Math.max(FixedPoint.E8, onGrid(openE8 + random.nextLong(-openE8 / 50, openE8 / 50 + 1)));
            gateway.barClosed(endNanos, id, startNanos, MINUTE_NANOS, openE8, Math.max(openE8, priceE8[id]), Math.min(openE8, priceE8[id]),
                priceE8[id], 1_000, 0);
        }
        for (int id = PUT; id <= LAST; id++) {
            gateway.quoteObserved(endNanos, id, startNanos, MINUTE_NANOS, priceE8[id], priceE8[id] + FixedPoint.E8 / 20, 100, 100);
        }
        gateway.minuteClosed(endNanos, startNanos, FUND);
    }

    /** The broker fills what closes a position that is held yet; when nothing does, somebody asks for it. */
    private void finishDay() {
        Lot lot = engine.openLots().iterator().next();
        BrokerOrder entry = orderOf(lot.orderId());
        later(SECOND_NANOS);
        for (BrokerOrder order : orders) {
            if (!order.isEnded && order.closes(entry) && order.ticket.qtyE9 > order.filledE9) {
                fill(order, Math.min(lot.leavesQtyE9(), order.ticket.qtyE9 - order.filledE9));
                return;
            }
        }
        gateway.operatorCommanded(nowNanos, OperatorCommand.FLATTEN, CommandOrigin.COMMAND_LINE, 0, 0, "ann", "the day is over");
        if (orders.stream().noneMatch(order -> !order.isEnded && order.closes(entry))) {
            throw new IllegalStateException("nothing closes position " + lot.positionId());
        }
    }

    private BrokerOrder orderOf(long orderId) {
        return orders.stream().filter(order -> order.ticket.orderId == orderId).findFirst().orElseThrow();
    }

    private static long onGrid(long anyE8) {
        return anyE8 / FixedPoint.E8_PER_PX * FixedPoint.E8_PER_PX;
    }

    private void later(long nanosMost) {
        nowNanos += random.nextLong(1, nanosMost);
    }

    // --- facts ---

    private String tell() {
        int kind = random.nextInt(1_000);
        boolean isAll = mix == Mix.ALL;
        if (kind < 560) {
            return orderFact();
        } else if (kind < 600) {
            return isAll ? bust() : orderFact();
        } else if (kind < 640) {
            return isAll ? correction() : orderFact();
        } else if (kind < 720) {
            return fee();
        } else if (kind < 760) {
            return transfer();
        } else if (kind < 800) {
            return dividend();
        } else if (kind < 840) {
            return interest();
        } else if (kind < 880) {
            return reserve();
        } else if (kind < 900) {
            return isAll ? opening() : orderFact();
        } else if (kind < 915) {
            return isAll ? corporateAction() : orderFact();
        } else if (kind < 940) {
            return isAll ? optionEvent() : orderFact();
        } else if (kind < 970) {
            return isAll ? designation() : orderFact();
        } else if (kind < 975) {
            return chart();
        } else if (kind < 980) {
            return statement();
        } else {
            return isAll ? command() : orderFact();
        }
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Prefers what is new, so that most facts are about what is going on. */
    private <T> T pickRecent(List<T> list) {
        return list.get(Math.max(0, list.size() - 1 - random.nextInt(Math.min(list.size(), oneIn(4) ? list.size() : 12))));
    }

    private String newId() {
        return oneIn(12) ? "" : "I" + (oneIn(15) ? random.nextInt(lastId + 1) : ++lastId);
    }

    private long amountE8(long dollarsMost) {
        long e8 = random.nextLong(-dollarsMost * FixedPoint.E8, dollarsMost * FixedPoint.E8);
        return oneIn(3) ? e8 : e8 / FixedPoint.E8_PER_CENT * FixedPoint.E8_PER_CENT;
    }

    private int anyInstrument() {
        return oneIn(50) ? LAST + 7 : random.nextInt(1, LAST + 1);
    }

    private int optionalInstrument() {
        return random.nextBoolean() ? 0 : anyInstrument();
    }

    private int today() {
        return Math.toIntExact(Math.floorDiv(nowNanos, TradingCalendar.NANOS_PER_DAY));
    }

    // --- orders ---

    private String orderFact() {
        List<BrokerOrder> working = orders.stream().filter(order -> !order.isEnded && isActive(order)).toList();
        if (working.isEmpty() && (orders.isEmpty() || mix != Mix.ALL)) {
            return oneIn(2) ? transfer() : fee();
        }
        boolean isLate = working.isEmpty() || mix == Mix.ALL && oneIn(60);
        BrokerOrder order = isLate ? pickRecent(orders) : pick(working);
        if (order.isCancelAsked && !order.isEnded && random.nextBoolean()) {
            return end(order);
        }
        if (order.isReplaceAsked && random.nextBoolean()) {
            return replaced(order);
        }
        return switch (random.nextInt(16)) {
            case 0 -> {
                gateway.orderAcknowledged(nowNanos, order.ticket.orderId, "B-" + order.ticket.orderId);
                yield "OrderAcknowledged " + order.ticket.orderId;
            }
            case 1 -> oneIn(4) && (mix == Mix.ALL || order.isEntry()) ? end(order) : fill(order);
            default -> fill(order);
        };
    }

    /** Closing orders fill once there is something to close; a broker would not do otherwise, or rarely. */
    private boolean isActive(BrokerOrder order) {
        if (order.ticket.parentOrderId == 0) {
            return true;
        }
        return orderOf(order.ticket.parentOrderId).filledE9 > 0 && oneIn(3);
    }

    private String end(BrokerOrder order) {
        order.isEnded = true;
        if (mix == Mix.ALL && order.filledE9 == 0 && oneIn(4)) { // else the slot falls back to a symbol that another strategy holds
            gateway.orderRejected(nowNanos, order.ticket.orderId, BrokerRejectReason.OTHER, "");
            return "OrderRejected " + order.ticket.orderId;
        }
        if (oneIn(6)) {
            gateway.orderExpired(nowNanos, order.ticket.orderId, order.filledE9);
            return "OrderExpired " + order.ticket.orderId;
        }
        gateway.orderCancelled(nowNanos, order.ticket.orderId, order.isCancelAsked
            ? CancelReason.REQUESTED : CancelReason.BROKER, order.filledE9);
        return "OrderCancelled " + order.ticket.orderId;
    }

    private String replaced(BrokerOrder order) {
        order.isReplaceAsked = false;
        if (oneIn(3)) {
            gateway.orderReplaceRejected(nowNanos, order.ticket.orderId, "");
            return "OrderReplaceRejected " + order.ticket.orderId;
        }
        order.ticket.qtyE9 = order.askedQtyE9;
        gateway.orderReplaced(nowNanos, order.ticket.orderId, order.askedQtyE9, order.askedLimitE8, order.askedStopE8);
        return "OrderReplaced " + order.ticket.orderId;
    }

    private String fill(BrokerOrder order) {
        boolean isOption = order.ticket.instrumentId >= PUT;
        long leftE9 = order.ticket.qtyE9 - order.filledE9;
        long qtyE9 = leftE9 > 0 && random.nextBoolean() ? leftE9 : random.nextLong(1, Math.max(leftE9, 2));
        if (mix == Mix.ALL && oneIn(150)) {
            qtyE9 = Math.max(leftE9, 0) + random.nextLong(1, 20 * FixedPoint.E9);
        }
        qtyE9 = isOption || order.ticket.qtyE9 % FixedPoint.E9 == 0 && !oneIn(4)
            ? Math.max(FixedPoint.E9, qtyE9 / FixedPoint.E9 * FixedPoint.E9) : qtyE9;
        if (mix != Mix.ALL && order.isEntry() && isBeingClosed(order)) {
            return end(order); // else its exit would close what is bought now
        }
        if (mix != Mix.ALL) {
            qtyE9 = Math.min(qtyE9, Math.min(leftE9, order.isEntry() ? leftE9 : heldE9(order)));
        }
        if (qtyE9 <= 0) {
            later(2);
            return fee();
        }
        if (mix == Mix.ALL && oneIn(100)) {
            gateway.orderFilled(nowNanos, oneIn(2) ? 99_999 : order.ticket.orderId, oneIn(2) ? LAST + 9 : 1, nowNanos, FixedPoint.E8, FixedPoint.E9, 0,
                0, executions.isEmpty() ? "X0" : pickRecent(executions).id());
            return "OrderFilled that is not ours, or known";
        }
        return fill(order, qtyE9);
    }

    private boolean isBeingClosed(BrokerOrder entry) {
        return orders.stream().anyMatch(order -> order.closes(entry) && order.filledE9 > 0);
    }

    private long heldE9(BrokerOrder closing) {
        return engine.openLots().stream().filter(lot -> lot.positionId() != 0 && closing.closes(orderOf(lot.orderId())))
            .mapToLong(Lot::leavesQtyE9).sum();
    }

    private String fill(BrokerOrder order, long qtyE9) {
        order.filledE9 += qtyE9;
        order.isEnded = order.filledE9 >= order.ticket.qtyE9;
        long fillE8 = fillPriceE8(order.ticket.instrumentId);
        Execution execution = new Execution(order.ticket.orderId, order.ticket.instrumentId,
            mix == Mix.ALL && oneIn(60) && !executions.isEmpty() ? pickRecent(executions).id() : "X" + ++lastId, fillE8, qtyE9);
        executions.add(execution);
        gateway.orderFilled(nowNanos, execution.orderId(), random.nextBoolean() ? 0 : execution.instrumentId(), executedNanos(), fillE8, qtyE9,
            Math.max(order.ticket.qtyE9 - order.filledE9, 0), commissionE8(), execution.id());
        if (order.isEntry()) {
            engine.openLots().stream().filter(lot -> lot.orderId() == order.ticket.orderId).forEach(lot -> order.positionId = lot.positionId());
        }
        return "OrderFilled " + execution;
    }

    private long fillPriceE8(int instrumentId) {
        long aroundE8 = priceE8[instrumentId];
        long anyE8 = aroundE8 + random.nextLong(-aroundE8 / 10, aroundE8 / 10);
        return oneIn(3) ? Math.max(1, anyE8) : Math.max(FixedPoint.E8_PER_CENT, onGrid(anyE8)); // averages have more decimals
    }

    private long executedNanos() {
        return mix == Mix.ALL && oneIn(20) ? nowNanos - random.nextLong(TradingCalendar.NANOS_PER_DAY) : nowNanos;
    }

    private long commissionE8() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> 0;
            case 2 -> random.nextLong(-FixedPoint.E8 / 50, 0); // a rebate
            case 3 -> random.nextLong(300) * FixedPoint.E8_PER_CENT;
            default -> random.nextLong(2 * FixedPoint.E8);
        };
    }

    private String bust() {
        if (executions.isEmpty()) {
            return fee();
        }
        Execution busted = pickRecent(executions);
        String id = oneIn(40) ? "X-unknown" : busted.id();
        gateway.fillBusted(nowNanos, oneIn(30) ? 0 : busted.orderId(), random.nextBoolean() ? 0 : busted.instrumentId(), executedNanos(), id, "");
        return "FillBusted " + busted;
    }

    private String correction() {
        if (executions.isEmpty()) {
            return fee();
        }
        Execution wrong = pickRecent(executions);
        long qtyE9 = oneIn(3) ? wrong.qtyE9() : random.nextLong(wrong.qtyE9() / 2, wrong.qtyE9() * 3 / 2 + 2);
        boolean isWhole = wrong.instrumentId() >= PUT || wrong.qtyE9() % FixedPoint.E9 == 0 && !oneIn(4);
        qtyE9 = isWhole ? Math.max(FixedPoint.E9, qtyE9 / FixedPoint.E9 * FixedPoint.E9) : qtyE9;
        Execution right = new Execution(wrong.orderId(), wrong.instrumentId(), oneIn(4) ? wrong.id() : "X" + ++lastId,
            fillPriceE8(wrong.instrumentId()), qtyE9);
        executions.add(right);
        gateway.fillCorrected(nowNanos, oneIn(30) ? 0 : right.orderId(), random.nextBoolean() ? 0 : right.instrumentId(), executedNanos(), right.priceE8(),
            right.qtyE9(), commissionE8(), right.id(), wrong.id());
        return "FillCorrected " + wrong + " by " + right;
    }

    // --- account ---

    private String fee() {
        FeeKind kind = pick(List.of(FeeKind.COMMISSION, FeeKind.SEC_SECTION_31, FeeKind.FINRA_TAF, FeeKind.OPTION_REGULATORY, FeeKind.BORROW,
            FeeKind.EXCHANGE, FeeKind.MARKET_DATA, FeeKind.OTHER));
        long orderId = 0;
        String executionId = "";
        if (!executions.isEmpty() && !oneIn(4)) {
            Execution execution = pickRecent(executions);
            orderId = oneIn(20) ? 0 : execution.orderId();
            executionId = oneIn(4) ? "" : execution.id();
        }
        gateway.feeCharged(nowNanos, orderId, optionalInstrument(), kind, amountE8(oneIn(4) ? 1 : 40), executedNanos(), today(), executionId,
            newId(), "");
        return "FeeCharged " + kind + " of " + orderId + " " + executionId;
    }

    private String transfer() {
        TransferKind kind = pick(List.of(TransferKind.DEPOSIT, TransferKind.WITHDRAWAL, TransferKind.JOURNAL));
        gateway.cashTransferred(nowNanos, kind, amountE8(3_000), today() - random.nextInt(3), newId(), "");
        return "CashTransferred " + kind;
    }

    private String dividend() {
        long grossE8 = amountE8(60);
        long taxE8 = random.nextBoolean() ? 0 : grossE8 / 7;
        long netE8 = oneIn(10) ? amountE8(60) : grossE8 - taxE8; // a broker's figures need not add up
        int instrumentId = anyInstrument();
        gateway.dividendPaid(nowNanos, instrumentId, FixedPoint.E9, grossE8, taxE8, netE8, today() - random.nextInt(3), NO_DAY, false, newId());
        return "DividendPaid on " + instrumentId;
    }

    private String interest() {
        boolean isBorrowFee = random.nextBoolean();
        gateway.interestPosted(nowNanos, amountE8(oneIn(3) ? 1 : 20), today(), isBorrowFee, optionalInstrument(), newId(), "");
        return "InterestPosted " + isBorrowFee;
    }

    private String reserve() {
        ReserveKind kind = pick(List.of(ReserveKind.TAX, ReserveKind.PAYROLL, ReserveKind.TAX, ReserveKind.PAYROLL, ReserveKind.FLOAT));
        gateway.reserveOverridden(nowNanos, kind, amountE8(1_500), CommandOrigin.COMMAND_LINE, oneIn(20) ? "" : "ann", "because");
        return "ReserveOverridden " + kind;
    }

    private String opening() {
        int instrumentId = anyInstrument();
        boolean isShort = oneIn(4);
        AssetClass assetClass = isShort ? AssetClass.SHORT_POSITION : instrumentId >= PUT ? AssetClass.LONG_PUT
            : pick(List.of(AssetClass.LONG_EQUITY, AssetClass.LONG_TERM, AssetClass.INVERSE_ETF));
        long qtyE9 = instrumentId >= PUT || random.nextBoolean() ? random.nextLong(1, 30) * FixedPoint.E9 : random.nextLong(1, 30 * FixedPoint.E9);
        gateway.openingPositionObserved(nowNanos, instrumentId, assetClass, isShort ? PositionSide.SHORT : PositionSide.LONG, qtyE9,
            Math.abs(amountE8(2_000)), random.nextBoolean() ? NO_DAY : FIRST_DAY - random.nextInt(800));
        return "OpeningPositionObserved " + instrumentId + " " + assetClass;
    }

    private String corporateAction() {
        CorporateActionKind kind = pick(List.of(CorporateActionKind.SPLIT, CorporateActionKind.SPLIT, CorporateActionKind.STOCK_DIVIDEND,
            CorporateActionKind.SYMBOL_CHANGE, CorporateActionKind.CASH_DIVIDEND, CorporateActionKind.MERGER));
        int instrumentId = oneIn(8) ? anyInstrument() : random.nextInt(1, PUT);
        int newInstrumentId = kind == CorporateActionKind.SYMBOL_CHANGE ? SPARE + random.nextInt(SPARES) : 0;
        gateway.corporateActionAnnounced(nowNanos, instrumentId, kind, today() + random.nextInt(-2, 2), NO_DAY, NO_DAY, random.nextLong(1, 9),
            random.nextLong(1, 9), OrderTicket.NO_PRICE, newInstrumentId, newId(), "");
        return "CorporateActionAnnounced " + kind + " of " + instrumentId + " to " + newInstrumentId;
    }

    private String optionEvent() {
        List<Integer> held = engine.openLots().stream().filter(lot -> lot.instrumentId() >= PUT).map(Lot::instrumentId).toList();
        int instrumentId = held.isEmpty() || oneIn(10) ? random.nextInt(PUT, LAST + 1) : pick(held);
        OptionEvent event = pick(List.of(OptionEvent.EXPIRED, OptionEvent.CASH_SETTLED, OptionEvent.EXERCISED));
        boolean isTold = random.nextBoolean();
        long contracts = random.nextLong(1, 4);
        long unitsE9 = event == OptionEvent.EXERCISED && isTold ? -contracts * 100 * FixedPoint.E9 : 0;
        long cashE8 = event == OptionEvent.EXPIRED ? 0 : event == OptionEvent.CASH_SETTLED ? Math.abs(amountE8(500))
            : isTold ? contracts * 100 * STRIKE_E8 : 0;
        gateway.optionLifecycleObserved(nowNanos, instrumentId, event, contracts, unitsE9, isTold ? STRIKE_E8 : OrderTicket.NO_PRICE, cashE8,
            today(), newId());
        return "OptionLifecycleObserved " + event + " of " + contracts + " " + instrumentId;
    }

    private String designation() {
        List<BrokerOrder> closing = orders.stream().filter(order -> !order.isEnded
            && (order.ticket.side == OrderSide.SELL || order.ticket.side == OrderSide.BUY_TO_COVER)).toList();
        if (closing.isEmpty()) {
            return fee();
        }
        BrokerOrder order = pick(closing);
        List<LotPart> parts = new ArrayList<>();
        for (Lot lot : engine.openLots()) {
            if (lot.instrumentId() == order.ticket.instrumentId && random.nextBoolean()) {
                parts.add(new LotPart(lot.id(), random.nextLong(1, lot.leavesQtyE9() + 1)));
            }
        }
        gateway.lotsDesignated(nowNanos, order.ticket.orderId, parts, "ann", "because");
        return "LotsDesignated " + order.ticket.orderId + " " + parts;
    }

    private String chart() {
        int number = oneIn(10) ? chartVersion : chartVersion + 1;
        List<ChartAccount> accounts = new ArrayList<>();
        for (StandingAccount account : StandingAccount.values()) {
            accounts.add(account(account.number(), account.type(), account.name()));
        }
        for (PostingAccount account : PostingAccount.values()) {
            accounts.add(account(account.number(), account.type(), account.name() + (oneIn(3) ? " " + number : "")));
        }
        if (random.nextBoolean()) {
            accounts.add(account(5300 + number, PostingAccount.INTEREST_EXPENSE.type(), "Rent " + number));
        }
        gateway.chartOfAccountsChanged(nowNanos, number, CommandOrigin.COMMAND_LINE, accounts, "ann", "because");
        chartVersion = number;
        return "ChartOfAccountsChanged " + number;
    }

    private static ChartAccount account(int number, AccountType type, String name) {
        int heading = number % 1_000 == 0 ? 0 : number / 1_000 * 1_000;
        return new ChartAccount(number, type, heading, true, "USD", name);
    }

    /** One line, or the end of a statement; few of its figures fit. */
    private String statement() {
        if (statementLine > 0 && oneIn(6)) {
            gateway.reconciliationCompleted(nowNanos, 1, random.nextBoolean(), nowNanos, 0, 0, 0, "S" + session.epochDay(), "");
            statementLine = 0;
            return "ReconciliationCompleted S" + session.epochDay();
        }
        StatementLineKind kind = pick(List.of(StatementLineKind.TRADE, StatementLineKind.FEE, StatementLineKind.TRANSFER,
            StatementLineKind.POSITION, StatementLineKind.CASH_BALANCE));
        boolean isHeld = kind == StatementLineKind.TRADE || kind == StatementLineKind.POSITION;
        Execution execution = executions.isEmpty() ? new Execution(1, 1, "X1", FixedPoint.E8, FixedPoint.E9) : pickRecent(executions);
        gateway.statementLineObserved(nowNanos, today(), ++statementLine, kind, isHeld ? execution.instrumentId() : 0, OrderSide.NULL_VAL,
            isHeld ? execution.qtyE9() : OrderTicket.NO_PRICE, isHeld ? execution.priceE8() : OrderTicket.NO_PRICE,
            kind == StatementLineKind.CASH_BALANCE ? engine.cash().totalE8() : amountE8(100), NO_DAY, NO_DAY,
            kind == StatementLineKind.TRADE ? execution.id() : "", "S" + session.epochDay(), "");
        return "BrokerStatementLineObserved " + kind;
    }

    private String command() {
        OperatorCommand command = pick(List.of(OperatorCommand.RESET_KILL, OperatorCommand.RESET_KILL, OperatorCommand.RESET_BREAKER,
            OperatorCommand.FLATTEN));
        gateway.operatorCommanded(nowNanos, command, CommandOrigin.COMMAND_LINE, 0, 0, "ann", "because");
        return "OperatorCommanded " + command;
    }
}
