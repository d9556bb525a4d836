package io.tradebot.engine.risk;

import io.tradebot.engine.market.Borrow;
import io.tradebot.engine.market.Eligibility;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.LastQuote;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.market.PutChain;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.RiskSettings;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.CheckVerdict;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.value.FixedPoint;

import java.util.List;

/**
 * The checks between a signal and an order, one method for each reason, in the order of {@link #PRECEDENCE}; the first that
 * refuses is the refusal. On the way it chooses the instrument, the reference price and the quantity. Every check up to the
 * refusal is a RiskChecked decision. Engine thread only.
 */
public final class RiskGate {

    /**
     * Every reason of this gate in the order of the checks: what stops all entries, what is traded and whether it may be, its
     * price, its size, its pace, the day-trade rules. Those of strategy-rules 6.2 stand in the order they have there. Behind the
     * gate come, in this order, APPROVAL_MISSING, INTENT_EXCEEDED (OrderTable) and BROKER_REJECTED.
     */
    public static final List<DenyReason> PRECEDENCE = List.of(
        DenyReason.HALTED,
        DenyReason.MONEY_LOSS_LIMIT,
        DenyReason.TRADES_DISABLED,
        DenyReason.PAUSED,
        DenyReason.ENTRY_BLOCKED,
        DenyReason.CIRCUIT_BREAKER,
        DenyReason.OUTSIDE_HOURS,
        DenyReason.SHORT_DISABLED,
        DenyReason.NO_INVERSE_ETF,
        DenyReason.NO_OPTION_DATA,
        DenyReason.NOT_SHORTABLE,
        DenyReason.NOT_TRADABLE,
        DenyReason.NOT_FRACTIONABLE,
        DenyReason.BLOCKLISTED,
        DenyReason.RESTRICTED,
        DenyReason.SYMBOL_HALTED,
        DenyReason.ORDER_UNKNOWN,
        DenyReason.MAX_OPEN_POSITIONS,
        DenyReason.NO_PRICE,
        DenyReason.PRICE_RANGE,
        DenyReason.STALE_QUOTE,
        DenyReason.NO_QUOTE,
        DenyReason.SPREAD,
        DenyReason.PRICE_COLLAR,
        DenyReason.SLIPPAGE,
        DenyReason.MAX_RISK,
        DenyReason.MIN_NOTIONAL,
        DenyReason.MAX_ORDER_QTY,
        DenyReason.MAX_ORDER_NOTIONAL,
        DenyReason.SYMBOL_EXPOSURE,
        DenyReason.TOTAL_EXPOSURE,
        DenyReason.BUYING_POWER,
        DenyReason.ORDER_RATE,
        DenyReason.SYMBOL_ORDER_RATE,
        DenyReason.REPEATED_ORDER,
        DenyReason.CANCEL_RATIO,
        DenyReason.DAY_TRADES,
        DenyReason.INTRADAY_MARGIN);

    /** Window of the two order rates. */
    public static final long RATE_WINDOW_NANOS = 60 * 1_000_000_000L;

    /** From midnight to the open in New York; the clocks change on Sundays only. */
    private static final long MIDNIGHT_TO_OPEN_NANOS = (9 * 60 + 30) * 60 * 1_000_000_000L;
    /** Scale of px x micro-shares per cent. */
    private static final long PX_MICRO_PER_CENT = 100_000_000L;
    private static final long PX_MICRO_PER_E8 = 100L;
    private static final long MICRO_PER_SHARE = 1_000_000L;

    private final SettingsInForce inForce;
    private EngineSettings settings; // of the check that runs
    private RiskSettings limits;
    private final boolean isLive;
    private final Decisions decisions;
    private final Market market;
    private final KillSwitch killSwitch;
    private final RiskControls controls;
    private final Exposure exposure;
    private final Check[] checks = new Check[PRECEDENCE.size()];
    private int epochDay;
    private long floatCents;
    private long openNanos;
    private long closeNanos;
    private long nowNanos = Long.MIN_VALUE;

    /** One check; notes what it compared in the request. */
    private interface Check {
        CheckVerdict of(EntryRequest request);
    }

    /**
     * Reads the state of the other controls, and its limits at each check; {@code isLive} makes a missing quote or borrow fact a
     * refusal.
     */
    public RiskGate(SettingsInForce inForce, boolean isLive, Decisions decisions, Market market, RiskControls controls) {
        this.inForce = inForce;
        this.isLive = isLive;
        this.decisions = decisions;
        this.market = market;
        this.controls = controls;
        killSwitch = controls.killSwitch();
        exposure = controls.exposure();
        for (int i = 0; i < checks.length; i++) {
            checks[i] = checkFor(PRECEDENCE.get(i));
        }
    }

    /** Date, the float that the day's limits follow, and the hours of the session. */
    public void startDay(int newEpochDay, long newFloatCents, long newOpenNanos, long newCloseNanos) {
        epochDay = newEpochDay;
        floatCents = newFloatCents;
        openNanos = newOpenNanos;
        closeNanos = newCloseNanos;
    }

    /** Time of the input that is decided on: what a request rests on may be older. */
    public void advanceTo(long timeNanos) {
        nowNanos = timeNanos;
    }

    /** True when the request may become an order; otherwise the request holds the reason and the values compared. */
    public boolean check(EntryRequest request) {
        settings = inForce.now();
        limits = settings.risk();
        for (int i = 0; i < checks.length; i++) {
            CheckVerdict verdict = checks[i].of(request);
            decisions.riskChecked(request.strategyId, request.slot, request.knownInstrumentId(), PRECEDENCE.get(i), verdict,
                request.unit, request.actualValue, request.limitLowValue, request.limitHighValue);
            if (verdict == CheckVerdict.REFUSED) {
                request.denyReason = PRECEDENCE.get(i);
                return false;
            }
        }
        return true;
    }

    /** True for refusals that concern the symbol, so that the slot takes another one; marked "(F)" in strategy-rules 6.2. */
    public static boolean isFallback(DenyReason reason) {
        return switch (reason) {
            case NO_INVERSE_ETF, NO_OPTION_DATA, NOT_SHORTABLE, NOT_TRADABLE, NOT_FRACTIONABLE, BLOCKLISTED, RESTRICTED, SYMBOL_HALTED, ORDER_UNKNOWN, NO_PRICE,
                 PRICE_RANGE, STALE_QUOTE, NO_QUOTE, SPREAD, PRICE_COLLAR, SLIPPAGE, MIN_NOTIONAL, SYMBOL_EXPOSURE,
                 APPROVAL_MISSING -> true;
            default -> false;
        };
    }

    private Check checkFor(DenyReason reason) {
        return switch (reason) {
            case HALTED -> this::halted;
            case MONEY_LOSS_LIMIT -> this::moneyLossLimit;
            case TRADES_DISABLED -> this::tradesDisabled;
            case PAUSED -> this::paused;
            case ENTRY_BLOCKED -> this::entryBlocked;
            case CIRCUIT_BREAKER -> this::circuitBreaker;
            case OUTSIDE_HOURS -> this::outsideHours;
            case SHORT_DISABLED -> this::shortDisabled;
            case NO_INVERSE_ETF -> this::noInverseEtf;
            case NO_OPTION_DATA -> this::noOptionData;
            case NOT_SHORTABLE -> this::notShortable;
            case NOT_TRADABLE -> this::notTradable;
            case NOT_FRACTIONABLE -> this::notFractionable;
            case BLOCKLISTED -> this::blocklisted;
            case RESTRICTED -> this::restricted;
            case SYMBOL_HALTED -> this::symbolHalted;
            case ORDER_UNKNOWN -> this::orderUnknown;
            case MAX_OPEN_POSITIONS -> this::maxOpenPositions;
            case NO_PRICE -> this::noPrice;
            case PRICE_RANGE -> this::priceRange;
            case STALE_QUOTE -> this::staleQuote;
            case NO_QUOTE -> this::noQuote;
            case SPREAD -> this::spread;
            case PRICE_COLLAR -> this::priceCollar;
            case SLIPPAGE -> this::slippage;
            case MAX_RISK -> this::maxRisk;
            case MIN_NOTIONAL -> this::minNotional;
            case MAX_ORDER_QTY -> this::maxOrderQty;
            case MAX_ORDER_NOTIONAL -> this::maxOrderNotional;
            case SYMBOL_EXPOSURE -> this::symbolExposure;
            case TOTAL_EXPOSURE -> this::totalExposure;
            case BUYING_POWER -> this::buyingPower;
            case ORDER_RATE -> this::orderRate;
            case SYMBOL_ORDER_RATE -> this::symbolOrderRate;
            case REPEATED_ORDER -> this::repeatedOrder;
            case CANCEL_RATIO -> this::cancelRatio;
            case DAY_TRADES -> this::dayTrades;
            case INTRADAY_MARGIN -> this::intradayMargin;
            default -> throw new IllegalStateException("no check refuses with " + reason);
        };
    }

    // --- what stops all entries ---

    private CheckVerdict halted(EntryRequest request) {
        boolean isHalted = killSwitch.isTripped() && !killSwitch.isMoneyLoss();
        return isHalted ? killed(request) : request.verdict(true);
    }

    private CheckVerdict moneyLossLimit(EntryRequest request) {
        return killSwitch.isMoneyLoss() ? killed(request) : request.verdict(true);
    }

    private CheckVerdict killed(EntryRequest request) {
        return request.verdict(false, killSwitch.unit(), killSwitch.actualValue(), killSwitch.limitValue());
    }

    private CheckVerdict tradesDisabled(EntryRequest request) {
        return request.verdict(!settings.isTradingDisabled());
    }

    private CheckVerdict paused(EntryRequest request) {
        return request.verdict(!controls.blocks().contains(EntryBlock.PAUSED));
    }

    /** Which block it is; its own record has what it compared. */
    private CheckVerdict entryBlocked(EntryRequest request) {
        EntryBlocks.Block block = controls.blocks().find(request.signalSymbol.id());
        return block == null ? request.verdict(true) : request.verdict(false, MeasureUnit.CODE, block.reason().value(), 0);
    }

    private CheckVerdict circuitBreaker(EntryRequest request) {
        CircuitBreaker breaker = controls.breaker();
        return breaker.blocksEntryAt(request.timeNanos)
            ? request.verdict(false, MeasureUnit.NANOS, request.timeNanos, breaker.clearsNanos()) : request.verdict(true);
    }

    /** By the clock, not by the bar: minutes that come late, after the close, may still give signals. */
    private CheckVerdict outsideHours(EntryRequest request) {
        long timeNanos = Math.max(request.timeNanos, nowNanos);
        boolean isInSession = timeNanos >= openNanos && timeNanos < closeNanos;
        return request.verdict(isInSession, MeasureUnit.NANOS, timeNanos, openNanos, closeNanos);
    }

    // --- what is traded, and whether it may be ---

    private CheckVerdict shortDisabled(EntryRequest request) {
        if (request.direction == Direction.BULLISH) {
            trade(request, request.signalSymbol, PositionSide.LONG, AssetClass.LONG_EQUITY);
            return request.notApplicable();
        }
        if (request.shortType == ShortType.SHORT_SELL) {
            trade(request, request.signalSymbol, PositionSide.SHORT, AssetClass.SHORT_POSITION);
        }
        return request.verdict(request.shortType != ShortType.DISABLED && request.shortType != ShortType.NULL_VAL);
    }

    private CheckVerdict noInverseEtf(EntryRequest request) {
        if (request.direction == Direction.BULLISH || request.shortType != ShortType.INVERSE_ETF) {
            return request.notApplicable();
        }
        String fund = settings.inverseEtf(request.signalSymbol.symbol());
        Instrument found = fund == null ? null : market.find(fund);
        if (found == null || found.bars().count() == 0) {
            return request.verdict(false);
        }
        trade(request, found, PositionSide.LONG, AssetClass.INVERSE_ETF);
        return request.verdict(true);
    }

    private CheckVerdict noOptionData(EntryRequest request) {
        if (request.direction == Direction.BULLISH || request.shortType != ShortType.LONG_PUT) {
            return request.notApplicable();
        }
        long underlyingPx = Market.lastPricePx(request.signalSymbol, request.timeNanos);
        Instrument put = PutChain.choose(market, request.signalSymbol, underlyingPx, epochDay, request.timeNanos);
        if (put == null) {
            return request.verdict(false);
        }
        trade(request, put, PositionSide.LONG, AssetClass.LONG_PUT);
        return request.verdict(true);
    }

    /**
     * Whether the account may sell short and shares can be borrowed, by the facts of the broker. A borrow fact holds for the day on which it was
     * observed and counts only as easy or not; without one a backtest and paper pass, and live refuses. Where the broker gives a number
     * of shares, the quantity that the slot's capital gives at the last price has to be within it.
     */
    private CheckVerdict notShortable(EntryRequest request) {
        if (request.side != PositionSide.SHORT) {
            return request.notApplicable();
        }
        Eligibility eligibility = market.eligibility(request.instrument);
        if (controls.account().forbidsShorts() || eligibility.isKnownAt(request.timeNanos) && !eligibility.isShortable()) {
            return request.verdict(false);
        }
        Borrow borrow = market.borrow(request.instrument);
        if (!borrow.isKnownSince(openNanos - MIDNIGHT_TO_OPEN_NANOS)) {
            return request.verdict(!isLive);
        }
        long px = Market.lastPricePx(request.instrument, request.timeNanos);
        if (!borrow.isEasy() || borrow.availableShares() == Borrow.NO_SHARES || px == LastQuote.NO_PX) {
            return request.verdict(borrow.isEasy());
        }
        long shares = affordableMicro(request, px) / MICRO_PER_SHARE;
        return request.verdict(shares <= borrow.availableShares(), MeasureUnit.SHARES, shares, borrow.availableShares());
    }

    /** What the broker has said since the ranking; of a put nothing is said. While it has not spoken, live refuses. */
    private CheckVerdict notTradable(EntryRequest request) {
        Eligibility eligibility = market.eligibility(request.instrument);
        if (eligibility.isKnownAt(request.timeNanos)) {
            return request.verdict(eligibility.isTradable());
        }
        return request.instrument.isOption() ? request.notApplicable() : request.verdict(!isLive);
    }

    private CheckVerdict notFractionable(EntryRequest request) {
        Eligibility eligibility = market.eligibility(request.instrument);
        boolean isInFractions = settings.isFractional() && request.side == PositionSide.LONG && !request.instrument.isOption();
        return isInFractions && eligibility.isKnownAt(request.timeNanos) ? request.verdict(eligibility.isFractionable()) : request.notApplicable();
    }

    private static void trade(EntryRequest request, Instrument instrument, PositionSide side, AssetClass assetClass) {
        request.instrument = instrument;
        request.side = side;
        request.assetClass = assetClass;
    }

    private CheckVerdict blocklisted(EntryRequest request) {
        Blocklist blocklist = controls.blocklist();
        return request.verdict(!blocklist.contains(request.instrument.id()) && !blocklist.contains(request.signalSymbol.id()));
    }

    private CheckVerdict restricted(EntryRequest request) {
        boolean isNamed = limits.restrictedSymbols().contains(request.instrument.symbol())
            || limits.restrictedSymbols().contains(request.signalSymbol.symbol());
        return request.verdict(!isNamed);
    }

    private CheckVerdict symbolHalted(EntryRequest request) {
        return request.verdict(request.instrument.isTrading());
    }

    private CheckVerdict orderUnknown(EntryRequest request) {
        return request.verdict(!exposure.isOutcomeUnknown(request.instrument.id()));
    }

    private CheckVerdict maxOpenPositions(EntryRequest request) {
        int count = exposure.openAndPendingCount();
        return request.verdict(count < settings.maxOpenPositions(), MeasureUnit.COUNT, count, settings.maxOpenPositions());
    }

    // --- its price ---

    private CheckVerdict noPrice(EntryRequest request) {
        long px = request.instrument.isOption() ? request.instrument.quote().askPx()
            : Market.lastPricePx(request.instrument, request.timeNanos);
        if (px == LastQuote.NO_PX) {
            return request.verdict(false);
        }
        request.referencePx = px;
        return request.verdict(true);
    }

    /** The range is one of shares; a premium is judged by its spread when the contract is chosen. */
    private CheckVerdict priceRange(EntryRequest request) {
        if (request.instrument.isOption()) {
            return request.notApplicable();
        }
        long priceE8 = FixedPoint.pxToE8(request.referencePx);
        boolean isInRange = priceE8 >= settings.minPriceE8() && priceE8 <= settings.maxPriceE8();
        return request.verdict(isInRange, MeasureUnit.PRICE_E8, priceE8, settings.minPriceE8(), settings.maxPriceE8());
    }

    private CheckVerdict staleQuote(EntryRequest request) {
        if (limits.maxQuoteAgeNanos() == 0 || !request.instrument.quote().isTwoSided()) {
            return request.notApplicable();
        }
        long ageNanos = request.timeNanos - request.instrument.quote().startNanos();
        return request.verdict(ageNanos <= limits.maxQuoteAgeNanos(), MeasureUnit.NANOS, ageNanos, limits.maxQuoteAgeNanos());
    }

    private CheckVerdict noQuote(EntryRequest request) {
        return isLive ? request.verdict(hasQuote(request)) : request.notApplicable();
    }

    private CheckVerdict spread(EntryRequest request) {
        if (request.instrument.isOption() || !hasQuote(request)) {
            return request.notApplicable();
        }
        long spreadPx = request.instrument.quote().askPx() - request.instrument.quote().bidPx();
        boolean isTooWide = Math.multiplyExact(spreadPx, FixedPoint.PPM)
            > Math.multiplyExact(settings.maxSpreadPpm(), request.referencePx);
        long widestPx = FixedPoint.multiplyDivideFloor(settings.maxSpreadPpm(), request.referencePx, FixedPoint.PPM);
        return request.verdict(!isTooWide, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(spreadPx), FixedPoint.pxToE8(widestPx));
    }

    /** Entries are market orders, so the price that is looked at is the reference price that gives their quantity. */
    private CheckVerdict priceCollar(EntryRequest request) {
        long anchorPx = anchorPx(request);
        if (limits.priceCollarPpm() == 0 || anchorPx == LastQuote.NO_PX) {
            return request.notApplicable();
        }
        long reachPx = FixedPoint.multiplyDivideFloor(limits.priceCollarPpm(), anchorPx, FixedPoint.PPM);
        long lowPx = anchorPx - reachPx;
        long highPx = anchorPx + reachPx;
        return request.verdict(request.referencePx >= lowPx && request.referencePx <= highPx, MeasureUnit.PRICE_E8,
            FixedPoint.pxToE8(request.referencePx), FixedPoint.pxToE8(lowPx), FixedPoint.pxToE8(highPx));
    }

    /** Middle of the last good quote (two sides, not crossed, fresh); without one the close before the last, so that one bad bar shows. */
    private static long anchorPx(EntryRequest request) {
        LastQuote quote = request.instrument.quote();
        if (hasQuote(request) && quote.bidPx() > 0 && quote.bidPx() <= quote.askPx()) {
            return (quote.bidPx() + quote.askPx()) / 2;
        }
        SessionBars bars = request.instrument.bars();
        return bars.count() > 1 ? bars.closePx(bars.count() - 2) : LastQuote.NO_PX;
    }

    private CheckVerdict slippage(EntryRequest request) {
        if (limits.maxSlippagePpm() == 0 || !hasQuote(request)) {
            return request.notApplicable();
        }
        LastQuote quote = request.instrument.quote();
        long worsePx = request.side == PositionSide.LONG ? quote.askPx() - request.referencePx : request.referencePx - quote.bidPx();
        long slippagePpm = FixedPoint.multiplyDivideCeil(Math.max(worsePx, 0), FixedPoint.PPM, request.referencePx);
        return request.verdict(slippagePpm <= limits.maxSlippagePpm(), MeasureUnit.PPM, slippagePpm, limits.maxSlippagePpm());
    }

    private static boolean hasQuote(EntryRequest request) {
        return Market.hasQuote(request.instrument, request.timeNanos);
    }

    // --- its size ---

    private CheckVerdict maxRisk(EntryRequest request) {
        long limitCents = FixedPoint.multiplyDivideFloor(Math.max(floatCents, 0), settings.maxRiskPerTradePpm(), FixedPoint.PPM);
        return request.verdict(request.allocationCents <= limitCents, MeasureUnit.CASH_E8, FixedPoint.centsToE8(request.allocationCents),
            FixedPoint.centsToE8(limitCents));
    }

    private CheckVerdict minNotional(EntryRequest request) {
        long unitPx = Math.multiplyExact(request.referencePx, (long) request.instrument.multiplier());
        long qtyMicro = affordableMicro(request, unitPx);
        if (!settings.isFractional() || request.side == PositionSide.SHORT || request.instrument.isOption()) {
            qtyMicro -= qtyMicro % MICRO_PER_SHARE;
        }
        request.qtyMicro = qtyMicro;
        long notionalE8 = FixedPoint.multiplyDivideFloor(qtyMicro, unitPx, PX_MICRO_PER_E8);
        long leastE8 = FixedPoint.centsToE8(settings.minOrderNotionalCents());
        return request.verdict(qtyMicro > 0 && notionalE8 >= leastE8, MeasureUnit.CASH_E8, notionalE8, leastE8);
    }

    /** What the slot's capital buys at {@code unitPx} a unit, in millionths. */
    private static long affordableMicro(EntryRequest request, long unitPx) {
        return FixedPoint.multiplyDivideFloor(request.allocationCents, PX_MICRO_PER_CENT, unitPx);
    }

    private CheckVerdict maxOrderQty(EntryRequest request) {
        return atMost(request, MeasureUnit.QTY_E9, request.qtyE9(), limits.maxOrderQtyE9());
    }

    private CheckVerdict maxOrderNotional(EntryRequest request) {
        return atMost(request, MeasureUnit.CASH_E8, notionalE8(request), limits.maxOrderNotionalE8());
    }

    /** Two limits, one in units and one in money; what is shown is the one that refuses, or the one in money. */
    private CheckVerdict symbolExposure(EntryRequest request) {
        int instrumentId = request.instrument.id();
        long qtyE9 = Math.addExact(exposure.symbolQtyE9(instrumentId), request.qtyE9());
        CheckVerdict byQty = atMost(request, MeasureUnit.QTY_E9, qtyE9, limits.maxPositionQtyE9());
        if (byQty == CheckVerdict.REFUSED || limits.maxSymbolExposureE8() == 0) {
            return byQty;
        }
        return atMost(request, MeasureUnit.CASH_E8, Math.addExact(exposure.symbolE8(instrumentId), notionalE8(request)),
            limits.maxSymbolExposureE8());
    }

    private CheckVerdict totalExposure(EntryRequest request) {
        return atMost(request, MeasureUnit.CASH_E8, totalE8With(request), limits.maxTotalExposureE8());
    }

    /** What the broker said last, less what was asked for since. Fractions and options have to be paid in full. */
    private CheckVerdict buyingPower(EntryRequest request) {
        boolean isPaidInFull = request.instrument.isOption() || request.qtyMicro % MICRO_PER_SHARE != 0;
        long powerE8 = controls.account().buyingPowerE8(isPaidInFull);
        if (powerE8 == BrokerAccount.NONE) {
            return request.notApplicable();
        }
        long leftE8 = Math.subtractExact(powerE8, exposure.enteredSinceE8(controls.account().firstOrderId()));
        long actualE8 = notionalE8(request);
        return request.verdict(actualE8 <= leftE8, MeasureUnit.CASH_E8, actualE8, leftE8);
    }

    private long totalE8With(EntryRequest request) {
        return Math.addExact(exposure.totalE8(), notionalE8(request));
    }

    /** Worth at the reference price, rounded up: a limit errs to the safe side. */
    private static long notionalE8(EntryRequest request) {
        long priceE8 = Math.multiplyExact(FixedPoint.pxToE8(request.referencePx), (long) request.instrument.multiplier());
        return FixedPoint.multiplyDivideCeil(request.qtyE9(), priceE8, FixedPoint.E9);
    }

    private static CheckVerdict atMost(EntryRequest request, MeasureUnit unit, long actual, long limit) {
        return limit == 0 ? request.notApplicable() : request.verdict(actual <= limit, unit, actual, limit);
    }

    // --- its pace ---

    private CheckVerdict orderRate(EntryRequest request) {
        return below(request, controls.traffic().count(RATE_WINDOW_NANOS), limits.maxOrdersPerMinute());
    }

    private CheckVerdict symbolOrderRate(EntryRequest request) {
        return below(request, controls.traffic().count(RATE_WINDOW_NANOS, request.instrument.id()), limits.maxSymbolOrdersPerMinute());
    }

    private CheckVerdict repeatedOrder(EntryRequest request) {
        OrderSide side = request.orderSide();
        int count = controls.traffic().count(limits.repeatedOrderNanos(), request.instrument.id(), side, request.qtyE9());
        return below(request, count, limits.maxRepeatedOrders());
    }

    private CheckVerdict cancelRatio(EntryRequest request) {
        if (limits.maxCancelsPerFill() == 0) {
            return request.notApplicable();
        }
        int count = controls.traffic().cancelCount();
        long most = (long) limits.maxCancelsPerFill() * Math.max(controls.traffic().fillCount(), 1);
        return request.verdict(count <= most, MeasureUnit.COUNT, count, most);
    }

    private static CheckVerdict below(EntryRequest request, int count, int limit) {
        return limit == 0 ? request.notApplicable() : request.verdict(count < limit, MeasureUnit.COUNT, count, limit);
    }

    // --- day-trade rules ---

    private CheckVerdict dayTrades(EntryRequest request) {
        if (!controls.dayTrades().isCounting()) {
            return request.notApplicable();
        }
        int count = controls.dayTrades().countWith(exposure.openAndPendingCount());
        return request.verdict(controls.dayTrades().allowsCount(floatCents, count), MeasureUnit.COUNT, count,
            DayTradeRules.MAX_DAY_TRADES);
    }

    private CheckVerdict intradayMargin(EntryRequest request) {
        if (!controls.dayTrades().isMargin()) {
            return request.notApplicable();
        }
        long limitE8 = controls.dayTrades().marginLimitE8(controls.breaker().equityCents());
        long actualE8 = totalE8With(request);
        return request.verdict(actualE8 <= limitE8, MeasureUnit.CASH_E8, actualE8, limitE8);
    }
}
