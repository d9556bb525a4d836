package io.tradebot.engine.risk;

import io.tradebot.engine.market.Eligibility;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.order.OrderTraffic;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.script.DecisionLog;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.journal.event.AssetEligibilityObservedDecoder;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.event.TradingState;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A live request that nothing is wrong with: 20.00 USD of ABC at 10.00, quoted 9.99 to 10.01, a float of 1000.00. Two orders like
 * it were sent and cancelled before. {@link #spoil} makes one thing wrong.
 */
final class RequestCase {

    private static final long NOW_NANOS = 1_700_000_000_000_000_000L;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long FLOAT_CENTS = 100_000;

    final EntryRequest request = new EntryRequest();
    private final DecisionLog log = new DecisionLog();
    private final Market market = new Market(log.decisions());
    private final KillSwitch killSwitch = new KillSwitch(log.decisions());
    private final CircuitBreaker breaker = new CircuitBreaker(log.decisions(), FLOAT_CENTS, 100_000);
    private final Blocklist blocklist = new Blocklist(log.decisions());
    private final EntryBlocks blocks = new EntryBlocks(log.decisions());
    private final BrokerAccount account = new BrokerAccount();
    private boolean isTradable = true;
    private boolean isFractionable = true;
    private final FixedExposure exposure = new FixedExposure();
    private final Map<String, String> values = new TreeMap<>(Map.of("MAX_RISK_PER_TRADE", "0.02", "SHORT_TYPE_OPEN", "disabled"));
    private Direction direction = Direction.BULLISH;
    private ShortType shortType = ShortType.DISABLED;
    private long closeNanos = NOW_NANOS + MINUTE_NANOS;
    private long quoteAgeNanos = MINUTE_NANOS;
    private long quoteShiftE8;
    private boolean hasBars = true;

    private static final class FixedExposure implements Exposure {
        private int count;
        private long totalE8;
        private boolean isUnknown;

        @Override
        public int openAndPendingCount() {
            return count;
        }

        @Override
        public long symbolQtyE9(int instrumentId) {
            return 0;
        }

        @Override
        public long symbolE8(int instrumentId) {
            return 0;
        }

        @Override
        public long totalE8() {
            return totalE8;
        }

        @Override
        public long enteredSinceE8(long firstOrderId) {
            return 0;
        }

        @Override
        public boolean isOutcomeUnknown(int instrumentId) {
            return isUnknown;
        }
    }

    /** Makes exactly what the reason refuses. */
    RequestCase spoil(DenyReason reason) {
        switch (reason) {
            case HALTED -> killSwitch.trip(KillCause.FAULT, MeasureUnit.NONE, 0, 0);
            case MONEY_LOSS_LIMIT -> killSwitch.trip(KillCause.MONEY_LOSS, MeasureUnit.CASH_E8, -2, 1);
            case TRADES_DISABLED -> values.put("DISABLE_ALL_TRADES", "true");
            case PAUSED -> blocks.block(EntryBlock.PAUSED, EntryBlocks.ALL, 0, MeasureUnit.NONE, 0, 0);
            case ENTRY_BLOCKED -> blocks.block(EntryBlock.CLOCK, EntryBlocks.ALL, 0, MeasureUnit.NANOS, 6, 5);
            case CIRCUIT_BREAKER -> breaker.onTradeClosed(-50_000, NOW_NANOS);
            case OUTSIDE_HOURS -> closeNanos = NOW_NANOS;
            case SHORT_DISABLED -> bearish(ShortType.DISABLED);
            case NO_INVERSE_ETF -> bearish(ShortType.INVERSE_ETF);
            case NO_OPTION_DATA -> bearish(ShortType.LONG_PUT);
            case NOT_SHORTABLE -> bearish(ShortType.SHORT_SELL);
            case NOT_TRADABLE -> isTradable = false;
            case NOT_FRACTIONABLE -> isFractionable = false;
            case BLOCKLISTED -> blocklist.add(1);
            case RESTRICTED -> values.put("RESTRICTED_SYMBOLS", "ABC");
            case SYMBOL_HALTED -> exchangeHalts();
            case ORDER_UNKNOWN -> exposure.isUnknown = true;
            case MAX_OPEN_POSITIONS -> values.put("MAX_OPEN_POSITIONS", "0");
            case NO_PRICE -> hasBars = false;
            case PRICE_RANGE -> values.put("MIN_PRICE", "50");
            case STALE_QUOTE -> {
                values.put("MAX_QUOTE_AGE_SECONDS", "90");
                quoteAgeNanos = Math.max(quoteAgeNanos, 91 * SECOND_NANOS);
            }
            case NO_QUOTE -> quoteAgeNanos = 301 * SECOND_NANOS;
            case SPREAD -> values.put("MAX_SPREAD", "0.0001");
            case PRICE_COLLAR -> {
                values.put("PRICE_COLLAR", "0.01");
                quoteShiftE8 = 20_000_000;
            }
            case SLIPPAGE -> values.put("MAX_SLIPPAGE", "0.0009");
            case MAX_RISK -> values.put("MAX_RISK_PER_TRADE", "0.0005");
            case MIN_NOTIONAL -> values.put("MIN_ORDER_NOTIONAL", "20.01");
            case MAX_ORDER_QTY -> values.put("MAX_ORDER_QTY", "1.999999");
            case MAX_ORDER_NOTIONAL -> values.put("MAX_ORDER_NOTIONAL", "19.99");
            case SYMBOL_EXPOSURE -> values.put("MAX_SYMBOL_EXPOSURE", "19.99");
            case TOTAL_EXPOSURE -> values.put("MAX_TOTAL_EXPOSURE", "19.99");
            case BUYING_POWER -> account.observe("A1", true, 1_999_000_000L, BrokerAccount.NONE, 1);
            case ORDER_RATE -> values.put("MAX_ORDERS_PER_MINUTE", "2");
            case SYMBOL_ORDER_RATE -> values.put("MAX_SYMBOL_ORDERS_PER_MINUTE", "2");
            case REPEATED_ORDER -> values.put("MAX_REPEATED_ORDERS", "2");
            case CANCEL_RATIO -> values.put("MAX_CANCELS_PER_FILL", "1");
            case DAY_TRADES -> {
                values.put("PDT_ENFORCE", "true");
                exposure.count = 3;
            }
            case INTRADAY_MARGIN -> {
                values.put("DAY_TRADE_RULES", "intraday_margin");
                exposure.totalE8 = 1_000_00_000_000L;
            }
            default -> throw new IllegalArgumentException("nobody knows how to spoil a request for " + reason);
        }
        return this;
    }

    private void bearish(ShortType newShortType) {
        direction = Direction.BEARISH;
        shortType = newShortType;
    }

    private void exchangeHalts() {
        define();
        market.onTradingState(1, 1, TradingState.HALTED);
    }

    private void define() {
        market.define(1, "ABC", InstrumentKind.EQUITY, 1, 0, 0, 0);
    }

    /** Reason of the refusal, or null. */
    DenyReason check() {
        define();
        observeMarket();
        EngineSettings settings = EngineSettings.of(values);
        DayTradeRules dayTrades = new DayTradeRules(log.decisions(), settings.isPdtEnforced(), settings.risk().dayTradeRules(),
            settings.risk().intradayMarginFactorPpm(), new TradingCalendar());
        dayTrades.startDay(19_000);
        RiskGate gate = new RiskGate(new SettingsInForce(settings), true, log.decisions(), market,
            new RiskControls(killSwitch, breaker, blocklist, dayTrades, earlierOrders(), exposure, blocks, account));
        gate.startDay(19_000, FLOAT_CENTS, NOW_NANOS, closeNanos);
        log.take();
        boolean isAllowed = gate.check(request.set(1, 1, market.find("ABC"), direction, shortType, 2_000, NOW_NANOS));
        if (isAllowed != (request.denyReason() == null)) {
            throw new AssertionError("allowed " + isAllowed + " with " + request.denyReason());
        }
        return request.denyReason();
    }

    private void observeMarket() {
        market.onEligibility(AssetEligibilityObservedDecoder.TEMPLATE_ID, 1, isTradable, isFractionable, true, Eligibility.NONE, Eligibility.NONE,
            Eligibility.NONE);
        market.onQuote(QuoteObservedDecoder.TEMPLATE_ID, 1, NOW_NANOS - quoteAgeNanos, 999_000_000 + quoteShiftE8, 1_001_000_000 + quoteShiftE8);
        if (hasBars) {
            bar(NOW_NANOS - 2 * MINUTE_NANOS);
            bar(NOW_NANOS - MINUTE_NANOS);
        }
    }

    private void bar(long startNanos) {
        market.onBar(BarClosedDecoder.TEMPLATE_ID, 1, startNanos, 1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000, 1, 0);
    }

    private OrderTraffic earlierOrders() {
        OrderTraffic traffic = new OrderTraffic(MINUTE_NANOS);
        traffic.advanceTo(NOW_NANOS - MINUTE_NANOS + 1);
        OrderTable orders = new OrderTable(log.decisions(), traffic, (ticket, allowedQtyE9) -> {
            throw new AssertionError("kept back");
        });
        for (int slot = 1; slot <= 2; slot++) {
            OrderTicket ticket = new OrderTicket().reset();
            ticket.slot = slot;
            ticket.instrumentId = 1;
            ticket.signalInstrumentId = 1;
            ticket.side = OrderSide.BUY;
            ticket.role = OrderRole.ENTRY;
            ticket.orderType = OrderType.MARKET;
            ticket.qtyE9 = 2_000_000_000;
            Order order = orders.request(ticket);
            orders.requestCancel(order, CancelReason.OPERATOR);
        }
        traffic.advanceTo(NOW_NANOS);
        return traffic;
    }

    /** The RiskChecked decisions of the check. */
    List<RecordContent> takeChecks() {
        return log.take().stream().filter(record -> record.type().name().equals("RiskChecked")).toList();
    }
}
