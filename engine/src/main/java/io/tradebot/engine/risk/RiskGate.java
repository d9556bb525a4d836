package io.tradebot.engine.risk;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.LastQuote;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

/**
 * The checks between a signal and an order, in the order of strategy-rules 6.2; the first that fails is the refusal. On the
 * way it chooses the instrument, the reference price and the quantity. Engine thread only.
 */
public final class RiskGate {

    /** Scale of px x micro-shares per cent. */
    private static final long PX_MICRO_PER_CENT = 100_000_000L;
    private static final long PX_MICRO_PER_E8 = 100L;
    private static final long MICRO_PER_SHARE = 1_000_000L;

    private final EngineSettings settings;
    private final boolean isLive;
    private final Market market;
    private final Blocklist blocklist;
    private final DailyLossLimit lossLimit;
    private final CircuitBreaker breaker;
    private final DayTradeRule dayTrades;
    private final Exposure exposure;
    private long floatCents;

    /** Reads the state of the other controls; {@code isLive} makes a missing quote a refusal. */
    public RiskGate(EngineSettings settings, boolean isLive, Market market, Blocklist blocklist, DailyLossLimit lossLimit,
            CircuitBreaker breaker, DayTradeRule dayTrades, Exposure exposure) {
        this.settings = settings;
        this.isLive = isLive;
        this.market = market;
        this.blocklist = blocklist;
        this.lossLimit = lossLimit;
        this.breaker = breaker;
        this.dayTrades = dayTrades;
        this.exposure = exposure;
    }

    /** The float that the day's limits follow. */
    public void startDay(long newFloatCents) {
        floatCents = newFloatCents;
    }

    /** True when the request may become an order; otherwise the request holds the reason and the values compared. */
    public boolean check(EntryRequest request) {
        return isTradingAllowed(request)
            && findInstrument(request)
            && isNotBlocklisted(request)
            && hasRoom(request)
            && hasUsablePrice(request)
            && hasNarrowSpread(request)
            && isWithinRisk(request)
            && isLargeEnough(request)
            && hasDayTradesLeft(request);
    }

    /** True for refusals that concern the symbol, so that the slot takes another one; marked "(F)" in strategy-rules 6.2. */
    public static boolean isFallback(DenyReason reason) {
        return switch (reason) {
            case NO_INVERSE_ETF, NO_OPTION_DATA, BLOCKLISTED, NO_PRICE, PRICE_RANGE, NO_QUOTE, SPREAD, MIN_NOTIONAL -> true;
            default -> false;
        };
    }

    private boolean isTradingAllowed(EntryRequest request) {
        if (lossLimit.isHalted()) {
            return request.deny(DenyReason.HALTED, MeasureUnit.CASH_E8, centsToE8(lossLimit.pnlCents()),
                centsToE8(lossLimit.limitCents()));
        }
        if (settings.isTradingDisabled()) {
            return request.deny(DenyReason.TRADES_DISABLED);
        }
        if (breaker.blocksEntryAt(request.timeNanos)) {
            return request.deny(DenyReason.CIRCUIT_BREAKER, MeasureUnit.NANOS, request.timeNanos, breaker.clearsNanos());
        }
        return true;
    }

    private boolean findInstrument(EntryRequest request) {
        if (request.direction == Direction.BULLISH) {
            return trade(request, request.signalSymbol, PositionSide.LONG, AssetClass.LONG_EQUITY);
        }
        return switch (request.shortType) {
            case SHORT_SELL -> trade(request, request.signalSymbol, PositionSide.SHORT, AssetClass.SHORT_POSITION);
            case INVERSE_ETF -> findInverseFund(request);
            case LONG_PUT -> request.deny(DenyReason.NO_OPTION_DATA);
            case DISABLED, NULL_VAL -> request.deny(DenyReason.SHORT_DISABLED);
        };
    }

    private boolean findInverseFund(EntryRequest request) {
        String fund = settings.inverseEtf(request.signalSymbol.symbol());
        Instrument found = fund == null ? null : market.find(fund);
        if (found == null || found.bars().count() == 0) {
            return request.deny(DenyReason.NO_INVERSE_ETF);
        }
        return trade(request, found, PositionSide.LONG, AssetClass.INVERSE_ETF);
    }

    private static boolean trade(EntryRequest request, Instrument instrument, PositionSide side, AssetClass assetClass) {
        request.instrument = instrument;
        request.side = side;
        request.assetClass = assetClass;
        return true;
    }

    private boolean isNotBlocklisted(EntryRequest request) {
        boolean isBlocked = blocklist.contains(request.instrument.id()) || blocklist.contains(request.signalSymbol.id());
        return !isBlocked || request.deny(DenyReason.BLOCKLISTED);
    }

    private boolean hasRoom(EntryRequest request) {
        int count = exposure.openAndPendingCount();
        return count < settings.maxOpenPositions()
            || request.deny(DenyReason.MAX_OPEN_POSITIONS, MeasureUnit.COUNT, count, settings.maxOpenPositions());
    }

    private boolean hasUsablePrice(EntryRequest request) {
        long px = Market.lastPricePx(request.instrument, request.timeNanos);
        if (px == LastQuote.NO_PX) {
            return request.deny(DenyReason.NO_PRICE);
        }
        request.referencePx = px;
        long priceE8 = pxToE8(px);
        if (priceE8 < settings.minPriceE8()) {
            return request.deny(DenyReason.PRICE_RANGE, MeasureUnit.PRICE_E8, priceE8, settings.minPriceE8());
        }
        return priceE8 <= settings.maxPriceE8()
            || request.deny(DenyReason.PRICE_RANGE, MeasureUnit.PRICE_E8, priceE8, settings.maxPriceE8());
    }

    private boolean hasNarrowSpread(EntryRequest request) {
        if (!Market.hasQuote(request.instrument, request.timeNanos)) {
            return !isLive || request.deny(DenyReason.NO_QUOTE);
        }
        long spreadPx = request.instrument.quote().askPx() - request.instrument.quote().bidPx();
        boolean isTooWide = Math.multiplyExact(spreadPx, FixedPoint.PPM)
            > Math.multiplyExact(settings.maxSpreadPpm(), request.referencePx);
        if (!isTooWide) {
            return true;
        }
        long widestPx = FixedPoint.multiplyDivideFloor(settings.maxSpreadPpm(), request.referencePx, FixedPoint.PPM);
        return request.deny(DenyReason.SPREAD, MeasureUnit.PRICE_E8, pxToE8(spreadPx), pxToE8(widestPx));
    }

    private boolean isWithinRisk(EntryRequest request) {
        long limitCents = FixedPoint.multiplyDivideFloor(Math.max(floatCents, 0), settings.maxRiskPerTradePpm(), FixedPoint.PPM);
        return request.allocationCents <= limitCents || request.deny(DenyReason.MAX_RISK, MeasureUnit.CASH_E8,
            centsToE8(request.allocationCents), centsToE8(limitCents));
    }

    private boolean isLargeEnough(EntryRequest request) {
        long qtyMicro = FixedPoint.multiplyDivideFloor(request.allocationCents, PX_MICRO_PER_CENT, request.referencePx);
        if (!settings.isFractional() || request.side == PositionSide.SHORT) {
            qtyMicro -= qtyMicro % MICRO_PER_SHARE;
        }
        request.qtyMicro = qtyMicro;
        long notionalE8 = FixedPoint.multiplyDivideFloor(qtyMicro, request.referencePx, PX_MICRO_PER_E8);
        long leastE8 = centsToE8(settings.minOrderNotionalCents());
        return qtyMicro > 0 && notionalE8 >= leastE8
            || request.deny(DenyReason.MIN_NOTIONAL, MeasureUnit.CASH_E8, notionalE8, leastE8);
    }

    private boolean hasDayTradesLeft(EntryRequest request) {
        int count = dayTrades.countWith(exposure.openAndPendingCount());
        return dayTrades.allows(floatCents, count)
            || request.deny(DenyReason.DAY_TRADES, MeasureUnit.COUNT, count, DayTradeRule.MAX_DAY_TRADES);
    }

    private static long pxToE8(long px) {
        return Math.multiplyExact(px, FixedPoint.E8_PER_PX);
    }

    private static long centsToE8(long cents) {
        return Math.multiplyExact(cents, FixedPoint.E8_PER_CENT);
    }
}
