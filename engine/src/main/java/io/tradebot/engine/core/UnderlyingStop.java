package io.tradebot.engine.core;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.position.Position;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.value.FixedPoint;

/**
 * The stop of a put: reached when the underlying has risen by the stop's distance from the open of the bar in which the put was
 * bought (strategy-rules 11). Bars after that one count, because the put is bought at its end. Engine thread only.
 */
final class UnderlyingStop implements WatchedStop {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Position position;
    private final Instrument underlying;
    private final long distancePpm;
    private boolean isReached;

    UnderlyingStop(Position position, Instrument underlying, long distancePpm) {
        this(position, underlying, distancePpm, false);
    }

    UnderlyingStop(Position position, Instrument underlying, long distancePpm, boolean wasReached) {
        isReached = wasReached;
        this.position = position;
        this.underlying = underlying;
        this.distancePpm = distancePpm;
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public ExitReason reason() {
        return ExitReason.STOP;
    }

    @Override
    public boolean isReached(long minuteStartNanos) {
        boolean isLater = minuteStartNanos >= position.entryNanos() && underlying.bars().lastStartNanos() == minuteStartNanos;
        isReached |= isLater && worstPx() >= stopPx();
        return isReached;
    }

    @Override
    public long distancePpm() {
        return distancePpm;
    }

    @Override
    public boolean wasReached() {
        return isReached;
    }

    @Override
    public long bestPx() {
        return 0;
    }

    @Override
    public long worstPx() {
        SessionBars bars = underlying.bars();
        return bars.count() == 0 ? 0 : bars.highPx(bars.count() - 1);
    }

    @Override
    public long stopPx() {
        SessionBars bars = underlying.bars();
        int entryBar = bars.firstIndexFrom(position.entryNanos() - MINUTE_NANOS);
        if (entryBar == bars.count()) {
            return UNKNOWN;
        }
        return FixedPoint.multiplyDivideCeil(bars.openPx(entryBar), FixedPoint.PPM + distancePpm, FixedPoint.PPM);
    }
}
