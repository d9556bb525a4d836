package io.tradebot.engine.script;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.market.Borrow;
import io.tradebot.engine.market.Eligibility;
import io.tradebot.engine.market.LastImbalance;
import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.pipeline.HaltedException;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.record.LotPart;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsRequest;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.CloseStrategy;
import io.tradebot.engine.strategy.EntryPlan;
import io.tradebot.engine.strategy.MidStrategy;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.AccountStatus;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.BorrowState;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.ConnectionKind;
import io.tradebot.journal.event.ConnectionState;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OpeningPositionObservedEncoder;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.StartCause;
import io.tradebot.journal.event.StatementLineKind;
import io.tradebot.journal.event.TimeInForce;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.event.WatchdogSubject;
import io.tradebot.journal.event.WatchdogVerdict;
import io.tradebot.journal.value.FixedPoint;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs a script of inputs and shows the decisions. Times are New York wall clock.
 *
 * <pre>
 * set KEY=VALUE              before start; STRATEGY_OVERRIDE=open unless set
 * mode LIVE                  run mode, BACKTEST unless set
 * strategies open,mid        what is on the class path; mid is FixedStopStrategy; built-in is all of the product, broken refuses itself, filtered filters
 * entry STOP_LIMIT 3000 1000 how mid enters: type, distances of limit and stop in ppm; a market order unless set
 * broker none                nobody answers orders; the script does
 * hide NAME,NAME             records that the result leaves out
 * show NAME,NAME             records that the result leaves out unless asked for: RiskChecked, SelfCheckReported, IndicatorObserved, FilterEvaluated, Checkpointed
 * day 2024-03-05             date of the times that follow
 * start ABC XYZ              SessionStarted at 09:00 of the day and these instruments
 * open | close               the session opens | ends, as the clock tells
 * bars 09:30-09:49 ABC open high low close volume     bars to come, one a minute
 * bar 09:50 ABC open high low close volume            one bar to come, in place of an earlier one
 * nobars 09:33-09:35 ABC     takes bars away
 * quote 09:50 ABC bid ask    a quote to come; - is an empty side
 * run 09:30-09:52            the minutes happen
 * at 09:50:30                time of the inputs that follow, which happen at once:
 * time | daily 2024-03-04 ABC volume | send-bar ABC|#9 09:50 open high low close volume [revision] | send-quote ABC|#9 09:50 bid ask
 * send-print-changed ABC|#9 09:50:10 price | send-rejected ABC|#9 SPIKE 3
 * session | end | minute 09:50 | halt ABC|#9 STATE
 * vix-feed LIVE                                            state of the feed of minute values: LIVE says that the date has them
 * vix-minute 14:39 15.01 | vix-daily 2024-03-04 15.01      value of the volatility index; the minute's start
 * imbalance ABC 15:35:10 SELL 600 400     shares without a counterpart and paired; - is not given
 * eligible ABC|#9 [not-tradable] [not-fractionable] [not-shortable] [min-qty=1] [min-notional=5] [until=14:40]
 * borrow ABC|#9 EASY|HARD|NONE|UNKNOWN [shares=100] [observed=09:00]
 * line NAME 2024-03-05 7 KIND ABC|- qty price amount [execution]     line 7 of a broker statement; - is not given
 * statement NAME complete|partial                                    its end
 * command PAUSE [order=N] [position=N] [reason=WORD]
 * settings KEY=VALUE KEY=VALUE [by=WHO|-]      somebody, ann unless said, asks for other settings
 * approve N | decline N     answers the request for approval with this number
 * account ACTIVE [power=USD] [fractional-power=USD] [no-shorts] [account=NAME] [restriction=WORD]
 * feed LIVE [ABC] [last=09:50] [limit=60] [name=NAME]      state of a stream, or of one instrument in it
 * process                    another process goes on with the journal
 * position 3 ABC 190 [10.50]   of snapshot 3 | snapshot 3 complete|partial     its end
 * order 1 ACKED qty filled [snapshot=3]     what the broker says of an order, asked for alone or in a snapshot
 * external-order ABC BUY 100 B7 | external-fill ABC BUY 10.50 100 B7 X7 [foreign]     of an order that is not ours
 * connection ORDERS READY | skew 6.5 | storage 100 200 [sync-failed]     seconds; bytes free and guarded
 * watchdog BROKER FAILED 30 10     seconds found and allowed
 * sent N | ack N | reject N REASON | fill N price qty commission execution | cancelled N | expired N | cancel-rejected N
 * fee N|0 KIND amount execution|- id|- [ABC|#9] | transfer KIND amount id|- | dividend ABC|#9 gross tax net id|- | interest amount id|- [ABC|#9]
 * reserve TAX|PAYROLL|FLOAT amount user|- reason|-         an instrument behind interest makes it a borrow fee
 * chart 2 [+5300,EXPENSE,5000,Rent[,EUR]] [-5130] [!5130]   the standard accounts, some more, some less, some inactive
 * replaced N [qty limit stop] | replace-rejected N | unknown N | not-found N
 * bust N execution | correct N price qty commission execution corrected-execution | lots N lot:qty lot:qty
 * opening ABC LONG_TERM LONG qty cost 2023-05-01     a position that existed before; - is a date that is not known
 * action ABC SPLIT ex-date numerator denominator -|XYZ id     a corporate action; with the instrument after it
 * put NAME ABC strike expiry | option NAME EXPIRED contracts underlying-units strike cash id
 * </pre>
 */
public final class EngineScript {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);
    private static final int NO_DAY = OpeningPositionObservedEncoder.openedEpochDayNullValue();
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final TradingCalendar calendar = new TradingCalendar();
    private final RecordedExcerpts journal = new RecordedExcerpts();
    private final Map<String, String> values = new TreeMap<>(Map.of("STRATEGY_OVERRIDE", "open", "MIN_VOLUME_THRESHOLD", "0"));
    private final Set<String> hidden = new HashSet<>(Set.of("RiskChecked", "SelfCheckReported", "IndicatorObserved", "FilterEvaluated", "Checkpointed"));
    private RunMode mode = RunMode.BACKTEST;
    private EngineRun.Answers answers = EngineRun.Answers.EXCHANGE;
    private List<String> strategies = List.of("open");
    private EntryPlan entryPlan = EntryPlan.MARKET;
    private EngineRun run;
    private LocalDate date;
    private long nowNanos;
    private String halt;

    /** Runs all lines; a halt of the pipeline ends the script early. */
    public static EngineScript run(List<String> lines) {
        EngineScript script = new EngineScript();
        for (int i = 0; i < lines.size() && script.halt == null; i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                script.runLine(line, i + 1);
            }
        }
        return script;
    }

    /** Runs the inputs of a script file. */
    public static EngineScript ofFile(String name) {
        return run(ScriptFile.all().stream().filter(file -> file.name().equals(name)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no script " + name)).inputs());
    }

    /** An engine as the one that ran this script was before its first input. */
    public TradingEngine newEngine() {
        return new TradingEngine(this::load);
    }

    /** What was journaled. */
    public RecordedExcerpts journal() {
        return journal;
    }

    /** Every excerpt that holds decisions: time and input, and below it the decisions, one a line. */
    public List<String> decisions() {
        RecordPrinter printer = new RecordPrinter(RecordCatalogue.ofSchema(), new RecordNames());
        List<String> shown = new ArrayList<>();
        for (RecordedExcerpts.Excerpt excerpt : journal.excerpts()) {
            List<RecordContent> records = excerpt.records();
            List<String> lines = new ArrayList<>();
            String input = printer.line(records.get(0));
            for (RecordContent decision : records.subList(1, records.size())) {
                String line = printer.line(decision);
                if (!hidden.contains(decision.type().name())) {
                    lines.add("    " + line.replaceAll("\\.java:\\d+", ".java") // a stack frame's line number changes too often,
                        .replaceAll("(SettingsApplied .* digest=)[0-9a-f]{64}", "$1...")); // and so does the digest, with every new setting
                }
            }
            if (!lines.isEmpty()) {
                String name = records.get(0).type().name();
                shown.add(clock(excerpt.timeNanos()) + ' ' + (name.startsWith("Order") ? input : name));
                shown.addAll(lines);
            }
        }
        if (halt != null) {
            shown.add(halt);
        }
        return shown;
    }

    private static String clock(long nanos) {
        return Instant.ofEpochSecond(nanos / SECOND_NANOS).atZone(NEW_YORK).format(CLOCK);
    }

    private void runLine(String line, int number) {
        String[] words = line.split("\\s+");
        try {
            runWords(words[0], Arrays.copyOfRange(words, 1, words.length));
        } catch (HaltedException e) {
            halt = "HALTED";
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("script line " + number + ": " + line + ": " + e, e);
        }
    }

    private void runWords(String command, String[] words) {
        switch (command) {
            case "set" -> values.put(words[0].substring(0, words[0].indexOf('=')), words[0].substring(words[0].indexOf('=') + 1));
            case "mode" -> mode = RunMode.valueOf(words[0]);
            case "strategies" -> strategies = List.of(words[0].split(","));
            case "entry" -> entryPlan = new EntryPlan(OrderType.valueOf(words[0]), TimeInForce.DAY, Long.parseLong(words[1]),
                Long.parseLong(words[2]));
            case "broker" -> answers = EngineRun.Answers.NOBODY;
            case "hide" -> hidden.addAll(List.of(words[0].split(",")));
            case "show" -> List.of(words[0].split(",")).forEach(hidden::remove);
            case "day" -> date = LocalDate.parse(words[0]);
            case "start" -> start(List.of(words));
            case "open" -> run.advanceTo(nowNanos = session().openNanos());
            case "close" -> run.closeSession(nowNanos = session().closeNanos());
            case "bars", "bar" -> putBars(words);
            case "nobars" -> minutes(words[0]).forEach(minute -> run.bars().remove(minute, run.idOf(words[1])));
            case "quote" -> run.quote(nanos(words[0]), run.idOf(words[1]), price(words[2]), price(words[3]));
            case "run" -> minutes(words[0]).forEach(this::runMinute);
            case "at" -> nowNanos = nanos(words[0]);
            default -> {
                requireRun();
                send(command, words);
                run.settle();
            }
        }
    }

    private void start(List<String> symbols) {
        requireRun();
        nowNanos = nanos("09:00");
        run.start(nowNanos, mode, symbols);
    }

    private void requireRun() {
        if (run == null) {
            run = new EngineRun(EngineSettings.of(values), this::load, answers, EngineRun.Host.LOOP, journal);
        }
    }

    private List<Strategy> load() {
        return strategies.stream().<Strategy>flatMap(name -> switch (name) {
            case "open" -> Stream.of(new OpenStrategy());
            case "mid" -> Stream.of(new FixedStopStrategy(entryPlan));
            case "broken" -> Stream.of(new BrokenStrategy());
            case "filtered" -> Stream.of(new FilteredStrategy());
            case "built-in" -> Stream.of(new OpenStrategy(), new MidStrategy(), new CloseStrategy());
            default -> throw new IllegalArgumentException("no strategy " + name);
        }).toList();
    }

    private void runMinute(long startNanos) {
        run.runMinute(startNanos);
        nowNanos = startNanos + EngineRun.MINUTE_NANOS;
    }

    private void putBars(String[] words) {
        ScriptedBars.Bar bar = new ScriptedBars.Bar(price(words[2]), price(words[3]), price(words[4]), price(words[5]),
            Long.parseLong(words[6]));
        minutes(words[0]).forEach(minute -> run.bars().put(minute, run.idOf(words[1]), bar));
    }

    private void send(String command, String[] words) {
        InputGateway gateway = run.gateway();
        switch (command) {
            case "time" -> gateway.timeAdvanced(nowNanos, ClockSource.TEST);
            case "daily" -> gateway.dailyBarClosed(nowNanos, id(words[1]), (int) LocalDate.parse(words[0]).toEpochDay(), FixedPoint.E8,
                FixedPoint.E8, FixedPoint.E8, FixedPoint.E8, Long.parseLong(words[2]));
            case "send-bar" -> gateway.barClosed(nowNanos, id(words[0]), nanos(words[1]), EngineRun.MINUTE_NANOS, price(words[2]),
                price(words[3]), price(words[4]), price(words[5]), Long.parseLong(words[6]), words.length < 8 ? 0 : Integer.parseInt(words[7]));
            case "send-print-changed" -> gateway.marketDataCorrected(nowNanos, id(words[0]), CorrectionKind.TRADE_CANCELLED, nanos(words[1]),
                price(words[2]), FixedPoint.E9, OrderTicket.NO_PRICE, OrderTicket.NO_PRICE);
            case "send-rejected" -> gateway.marketDataRejected(nowNanos, id(words[0]), DataRejection.valueOf(words[1]),
                Integer.parseInt(words[2]), nowNanos, "data", "11.00");
            case "send-quote" -> gateway.quoteObserved(nowNanos, id(words[0]), nanos(words[1]), EngineRun.MINUTE_NANOS, price(words[2]),
                price(words[3]), 100, 100);
            case "session" -> gateway.sessionStarted(nowNanos, mode, EngineSettings.of(values).entries(), "TEST_US_PAPER_BOT1",
                SettingsTable.PRODUCT_VERSION_TAG);
            case "halt" -> gateway.tradingHaltChanged(nowNanos, id(words[0]), TradingState.valueOf(words[1]), nowNanos, OrderTicket.NO_PRICE, "");
            case "end" -> gateway.sessionEnded(nowNanos, gateway.publishedCount());
            case "minute" -> gateway.minuteClosed(nowNanos, nanos(words[0]), 0);
            case "vix-minute" -> gateway.volatilityIndexObserved(nowNanos, VolatilitySource.MINUTE, nanos(words[0]), (int) date.toEpochDay(),
                price(words[1]));
            case "vix-daily" -> gateway.volatilityIndexObserved(nowNanos, VolatilitySource.DAILY, 0, (int) LocalDate.parse(words[0]).toEpochDay(),
                price(words[1]));
            case "vix-feed" -> gateway.feedStatusChanged(nowNanos, FeedStatus.valueOf(words[0]), 0, OrderTicket.NO_PRICE, OrderTicket.NO_PRICE,
                VolatilityIndex.MINUTE_FEED, "");
            case "imbalance" -> gateway.imbalanceObserved(nowNanos, id(words[0]), nanos(words[1]), OrderSide.valueOf(words[2]),
                Long.parseLong(words[3]), words[4].equals("-") ? LastImbalance.NO_SHARES : Long.parseLong(words[4]), OrderTicket.NO_PRICE,
                OrderTicket.NO_PRICE);
            case "line" -> sendStatementLine(words);
            case "statement" -> gateway.reconciliationCompleted(nowNanos, 1, words[1].equals("complete"), nowNanos, 0, 0, 0, words[0], "");
            case "eligible" -> sendEligibility(id(words[0]), List.of(words));
            case "put" -> run.definePut(nowNanos, words[0], words[1], price(words[2]), epochDay(words[3]));
            case "opening" -> gateway.openingPositionObserved(nowNanos, id(words[0]), AssetClass.valueOf(words[1]), PositionSide.valueOf(words[2]),
                FixedPoint.parse(words[3], 9), price(words[4]), words[5].equals("-") ? NO_DAY : epochDay(words[5]));
            case "action" -> gateway.corporateActionAnnounced(nowNanos, id(words[0]), CorporateActionKind.valueOf(words[1]), epochDay(words[2]),
                NO_DAY, NO_DAY, Long.parseLong(words[3]), Long.parseLong(words[4]), OrderTicket.NO_PRICE,
                words[5].equals("-") ? 0 : id(words[5]), words[6], "");
            case "option" -> gateway.optionLifecycleObserved(nowNanos, id(words[0]), OptionEvent.valueOf(words[1]), Long.parseLong(words[2]),
                FixedPoint.parse(words[3], 9), price(words[4]), price(words[5]), (int) date.toEpochDay(), words[6]);
            case "borrow" -> sendBorrow(id(words[0]), BorrowState.valueOf(words[1]), List.of(words));
            case "fee" -> gateway.feeCharged(nowNanos, Long.parseLong(words[0]), words.length > 5 ? id(words[5]) : 0, FeeKind.valueOf(words[1]),
                price(words[2]), nowNanos, (int) date.toEpochDay(), word(words[3]), word(words[4]), "");
            case "transfer" -> gateway.cashTransferred(nowNanos, TransferKind.valueOf(words[0]), price(words[1]), (int) date.toEpochDay(),
                word(words[2]), "");
            case "dividend" -> gateway.dividendPaid(nowNanos, id(words[0]), FixedPoint.E9, price(words[1]), price(words[2]), price(words[3]),
                (int) date.toEpochDay(), Integer.MIN_VALUE, false, word(words[4]));
            case "interest" -> gateway.interestPosted(nowNanos, price(words[0]), (int) date.toEpochDay(), words.length > 2,
                words.length > 2 ? id(words[2]) : 0, word(words[1]), "");
            case "reserve" -> gateway.reserveOverridden(nowNanos, ReserveKind.valueOf(words[0]), price(words[1]), CommandOrigin.COMMAND_LINE,
                word(words[2]), word(words[3]));
            case "chart" -> gateway.chartOfAccountsChanged(nowNanos, Integer.parseInt(words[0]), CommandOrigin.COMMAND_LINE,
                ChartLines.of(List.of(words).subList(1, words.length)), "ann", "year end");
            case "command" -> sendCommand(OperatorCommand.valueOf(words[0]), List.of(words));
            case "settings" -> sendSettings(List.of(words));
            case "approve" -> gateway.orderApprovalGiven(nowNanos, Integer.parseInt(words[0]), ApprovalVerdict.APPROVED, CommandOrigin.WEB, "ann", "");
            case "decline" -> gateway.orderApprovalGiven(nowNanos, Integer.parseInt(words[0]), ApprovalVerdict.DECLINED, CommandOrigin.WEB, "ann", "");
            case "account" -> sendAccount(AccountStatus.valueOf(words[0]), List.of(words));
            case "feed" -> sendFeed(FeedStatus.valueOf(words[0]), List.of(words));
            case "connection" -> gateway.brokerConnectionChanged(nowNanos, ConnectionKind.valueOf(words[0]), ConnectionState.CONNECTING,
                ConnectionState.valueOf(words[1]), 1, Long.MIN_VALUE, "", "");
            case "process" -> gateway.processStarted(nowNanos, StartCause.CRASH, gateway.publishedCount(), Long.MIN_VALUE, "17", "2024a",
                SettingsTable.PRODUCT_VERSION_TAG);
            case "position" -> gateway.positionObserved(nowNanos, Integer.parseInt(words[0]), id(words[1]), FixedPoint.parse(words[2], 9),
                Long.MIN_VALUE, Long.MIN_VALUE, words.length < 4 ? Long.MIN_VALUE : price(words[3]), Long.MIN_VALUE, nowNanos);
            case "snapshot" -> gateway.reconciliationCompleted(nowNanos, Integer.parseInt(words[0]), words[1].equals("complete"), nowNanos, 0, 0, 0,
                "paper", "");
            case "order" -> gateway.orderSnapshotObserved(nowNanos, option(List.of(words), "snapshot") == null ? 0
                : Integer.parseInt(option(List.of(words), "snapshot")), Long.parseLong(words[0]), OrderState.valueOf(words[1]),
                FixedPoint.parse(words[2], 9), FixedPoint.parse(words[3], 9), Long.MIN_VALUE, Long.MIN_VALUE, "B-" + words[0], words[1]);
            case "external-order" -> gateway.externalOrderObserved(nowNanos, id(words[0]), OrderSide.valueOf(words[1]), OrderType.MARKET,
                TimeInForce.DAY, FixedPoint.parse(words[2], 9), 0, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, words[3], "");
            case "external-fill" -> gateway.externalFillObserved(nowNanos, id(words[0]), OrderSide.valueOf(words[1]), nowNanos, price(words[2]),
                FixedPoint.parse(words[3], 9), words.length > 6, words[4], words[5], "A1");
            case "skew" -> gateway.clockSkewObserved(nowNanos, nowNanos, FixedPoint.parse(words[0], 9), 0, "");
            case "storage" -> gateway.storageObserved(nowNanos, Long.parseLong(words[0]), Long.parseLong(words[1]), Long.MIN_VALUE,
                List.of(words).contains("sync-failed"));
            case "watchdog" -> gateway.watchdogReported(nowNanos, WatchdogSubject.valueOf(words[0]), WatchdogVerdict.valueOf(words[1]),
                MeasureUnit.NANOS, FixedPoint.parse(words[2], 9), FixedPoint.parse(words[3], 9), "");
            default -> sendFact(command, Long.parseLong(words[0]), words);
        }
    }

    private void sendEligibility(int instrumentId, List<String> words) {
        String until = option(words, "until");
        run.gateway().assetEligibilityObserved(nowNanos, instrumentId, !words.contains("not-tradable"), !words.contains("not-fractionable"),
            !words.contains("not-shortable"), true, optional(words, "min-qty", 9), Eligibility.NONE, optional(words, "min-notional", 8),
            Eligibility.NONE, until == null ? Eligibility.NONE : nanos(until), "");
    }

    private void sendStatementLine(String[] words) {
        StatementLineKind kind = StatementLineKind.valueOf(words[3]);
        run.gateway().statementLineObserved(nowNanos, (int) LocalDate.parse(words[1]).toEpochDay(), Integer.parseInt(words[2]), kind,
            words[4].equals("-") ? 0 : id(words[4]), OrderSide.NULL_VAL, words[5].equals("-") ? OrderTicket.NO_PRICE
            : FixedPoint.parse(words[5], 9), price(words[6]), price(words[7]), Integer.MIN_VALUE, Integer.MIN_VALUE,
            words.length > 8 ? words[8] : "", words[0], "");
    }

    private void sendBorrow(int instrumentId, BorrowState state, List<String> words) {
        String observed = option(words, "observed");
        run.gateway().borrowObserved(nowNanos, instrumentId, state, optional(words, "shares", 0), Borrow.NO_SHARES,
            observed == null ? nowNanos : nanos(observed));
    }

    private void sendCommand(OperatorCommand command, List<String> words) {
        String order = option(words, "order");
        String position = option(words, "position");
        String reason = option(words, "reason");
        run.gateway().operatorCommanded(nowNanos, command, CommandOrigin.COMMAND_LINE, order == null ? 0 : Long.parseLong(order),
            position == null ? 0 : Long.parseLong(position), "ann", reason == null ? "" : reason);
    }

    private void sendSettings(List<String> words) {
        Map<String, String> valueByKey = new LinkedHashMap<>();
        words.stream().filter(word -> !word.startsWith("by=")).forEach(word -> valueByKey.put(word.substring(0, word.indexOf('=')),
            word.substring(word.indexOf('=') + 1)));
        String user = option(words, "by");
        run.gateway().settingsChanged(nowNanos, CommandOrigin.WEB, SettingsRequest.of(StrategyCatalog.settingsTable(load()), valueByKey),
            user == null ? "ann" : word(user), "");
    }

    private void sendAccount(AccountStatus status, List<String> words) {
        String account = option(words, "account");
        String restriction = option(words, "restriction");
        run.gateway().accountObserved(nowNanos, status, false, !words.contains("no-shorts"), 0, 0, optional(words, "power", 8),
            optional(words, "fractional-power", 8), Long.MIN_VALUE, 0, 0, nowNanos, "USD", account == null ? "A1" : account,
            restriction == null ? List.of() : List.of(restriction));
    }

    private void sendFeed(FeedStatus status, List<String> words) {
        String name = option(words, "name");
        String last = option(words, "last");
        int instrumentId = words.size() < 2 || words.get(1).contains("=") ? 0 : id(words.get(1));
        run.gateway().feedStatusChanged(nowNanos, status, instrumentId, last == null ? Long.MIN_VALUE : nanos(last),
            optional(words, "limit", 9), name == null ? "data" : name, "");
    }

    private static long optional(List<String> words, String name, int scale) {
        String value = option(words, name);
        return value == null ? Eligibility.NONE : FixedPoint.parse(value, scale);
    }

    private static String option(List<String> words, String name) {
        return words.stream().filter(word -> word.startsWith(name + "=")).map(word -> word.substring(name.length() + 1)).findFirst().orElse(null);
    }

    private void sendFact(String command, long orderId, String[] words) {
        InputGateway gateway = run.gateway();
        switch (command) {
            case "sent" -> gateway.orderSent(nowNanos, orderId);
            case "ack" -> gateway.orderAcknowledged(nowNanos, orderId, "B-" + orderId);
            case "reject" -> gateway.orderRejected(nowNanos, orderId, BrokerRejectReason.valueOf(words[1]), "");
            case "fill" -> gateway.orderFilled(nowNanos, orderId, 0, nowNanos, price(words[1]), FixedPoint.parse(words[2], 9), 0,
                price(words[3]), words[4]);
            case "bust" -> gateway.fillBusted(nowNanos, orderId, 0, nowNanos, words[1], "");
            case "correct" -> gateway.fillCorrected(nowNanos, orderId, 0, nowNanos, price(words[1]), FixedPoint.parse(words[2], 9),
                price(words[3]), words[4], words[5]);
            case "lots" -> gateway.lotsDesignated(nowNanos, orderId, Arrays.stream(words).skip(1).map(EngineScript::lotPart).toList(), "alice",
                "test");
            case "cancelled" -> gateway.orderCancelled(nowNanos, orderId, CancelReason.REQUESTED, 0);
            case "expired" -> gateway.orderExpired(nowNanos, orderId, 0);
            case "cancel-rejected" -> gateway.orderCancelRejected(nowNanos, orderId, "");
            case "replaced" -> gateway.orderReplaced(nowNanos, orderId, words.length < 2 ? 0 : FixedPoint.parse(words[1], 9),
                words.length < 3 ? OrderTicket.NO_PRICE : price(words[2]), words.length < 4 ? OrderTicket.NO_PRICE : price(words[3]));
            case "replace-rejected" -> gateway.orderReplaceRejected(nowNanos, orderId, "");
            case "unknown" -> gateway.orderStateUnknown(nowNanos, orderId, "");
            case "not-found" -> gateway.orderNotFound(nowNanos, orderId);
            default -> throw new IllegalArgumentException("no command " + command);
        }
    }

    private static String word(String word) {
        return word.equals("-") ? "" : word;
    }

    private int id(String word) {
        return word.startsWith("#") ? Integer.parseInt(word.substring(1)) : run.idOf(word);
    }

    private static int epochDay(String word) {
        return (int) LocalDate.parse(word).toEpochDay();
    }

    private static LotPart lotPart(String word) {
        String[] parts = word.split(":");
        return new LotPart(Long.parseLong(parts[0]), FixedPoint.parse(parts[1], 9));
    }

    private static long price(String word) {
        return word.equals("-") ? OrderTicket.NO_PRICE : FixedPoint.parse(word, 8);
    }

    private Session session() {
        return calendar.sessionOn((int) date.toEpochDay());
    }

    private List<Long> minutes(String word) {
        String[] ends = word.split("-");
        List<Long> minutes = new ArrayList<>();
        for (long at = nanos(ends[0]); at <= nanos(ends[ends.length - 1]); at += EngineRun.MINUTE_NANOS) {
            minutes.add(at);
        }
        return minutes;
    }

    private long nanos(String word) {
        return date.atTime(LocalTime.parse(word)).atZone(NEW_YORK).toEpochSecond() * SECOND_NANOS;
    }
}
