package io.tradebot.engine.script;

import java.util.List;

/** Two days on which much happens: fills, stops, a tripped breaker, a halt, blocklisted symbols, a float that has changed. */
public final class EventfulDays {

    /** AAA loses and trips the breaker, BBB loses and halts the day, DDD is closed by the halt. The second day begins with the breaker on. */
    public static final List<String> SCRIPT = List.of(
        "strategies open,mid", "set STRATEGY_OVERRIDE=", "set STRATEGY_SEQUENCE=open,mid", "set START_TIME_MID=09:40", "set MID_ANALYSIS_TIME=10",
        "set MAX_TRADES=4", "set CIRCUIT_BREAKER_DRAWDOWN=0.0001", "set DAILY_LOSS_LIMIT=0.00025", "set SHORT_TYPE_OPEN=disabled",
        "set TRADING_DAYS=mon,tue,wed,thu,fri",
        "day 2024-03-05", "start AAA BBB CCC DDD EEE",
        "bars 09:30-09:49 AAA 10.00 10.10 9.90 10.00 500", "bars 09:30-09:49 BBB 10.00 10.10 9.90 10.00 400",
        "bars 09:30-09:49 CCC 10.00 10.10 9.90 10.00 300", "bars 09:30-09:49 DDD 10.00 10.10 9.90 10.00 200",
        "bars 09:30-10:05 EEE 10.00 10.01 9.99 10.00 100",
        "bars 09:50-09:52 AAA 10.50 10.50 10.50 10.50 100", "bar 09:53 AAA 10.40 10.60 10.40 10.55 100", "bars 09:54-10:05 AAA 10.00 10.20 9.80 10.10 100",
        "bars 09:50-09:56 BBB 10.50 10.50 10.50 10.50 100", "bars 09:57-10:05 BBB 9.50 9.60 9.40 9.50 100",
        "bars 09:50-09:54 CCC 10.00 10.00 10.00 10.00 100", "bars 09:55-10:05 CCC 10.50 10.60 10.50 10.60 100",
        "bars 09:50-10:05 DDD 10.50 10.50 10.50 10.50 100",
        "open", "run 09:30-10:05", "close",
        "day 2024-03-06",
        "bars 09:30-09:49 AAA 10.00 10.10 9.90 10.00 500", "bars 09:30-09:49 BBB 10.00 10.10 9.90 10.00 400",
        "bars 09:50-10:05 AAA 10.50 10.60 10.50 10.60 100", "bars 09:50-10:05 BBB 10.50 10.50 10.50 10.50 100",
        "open", "run 09:30-10:05", "close");

    private EventfulDays() {
    }
}
