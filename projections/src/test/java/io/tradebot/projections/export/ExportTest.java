package io.tradebot.projections.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ExportTest {

    @TempDir
    Path folder;

    @Test
    void shouldWriteTheTradesFileToTheByte() throws IOException {
        assertEquals("""
            strategy,symbol,side,entry_time,entry_price,exit_time,exit_price,exit_reason,qty,signal_symbol,slot,fallback_level,fees,pnl
            open,SPY,long,2025-04-07T13:50:00Z,50.0000,2025-04-07T14:00:00Z,51.0000,TRAIL_STOP,100.000000,SPY,1,0,2.00,98.00
            mid,QQQ,long,2025-04-07T13:50:00Z,33.3333,2025-04-07T14:01:00Z,32.1111,STOP,10.500000,QQQ,1,0,0.00,-12.83
            open,SPY,short,2025-04-07T14:10:00Z,40.0000,2025-04-07T14:20:00Z,39.0000,TIMEOUT,20.000000,SPY,1,0,0.70,19.30
            open,QQQ,short,2025-04-07T14:11:00Z,30.0000,2025-04-07T14:21:00Z,31.0000,STOP,10.000000,QQQ,1,0,0.00,-10.00
            open,SH,long,2025-04-07T14:30:00Z,10.0400,2025-04-07T14:41:00Z,10.1700,HARD_EXIT,50.000000,SH,1,0,0.40,6.10
            """, export(ScriptedDay.write(), TradesCsv::write, 5));
    }

    @Test
    void shouldOrderByEntryThenStrategyThenSymbol() throws IOException {
        JournalScript script = twoInstruments();
        String[][] trades = {{"4", "2"}, {"3", "2"}, {"5", "1"}, {"2", "2"}, {"1", "2"}, {"1", "1"}};
        int position = 1;
        for (String[] trade : trades) {
            script.at("2025-04-07T15:00:00Z").timeAdvanced().tradeClosed(position++, Integer.parseInt(trade[0]), Integer.parseInt(trade[1]),
                PositionSide.LONG, ExitReason.STOP, "1", "2025-04-07T14:00:00Z", "1.00", "2025-04-07T15:00:00Z", "1.00", "0", "0");
        }
        String order = export(script, TradesCsv::write, 6).lines().skip(1).map(line -> line.substring(0, line.indexOf(",long")) + " ")
            .reduce("", String::concat);
        assertEquals("open,'=BBB open,AAA mid,'=BBB close,'=BBB alpha,'=BBB zeta,AAA ", order); // "=" sorts before "A"
    }

    private static JournalScript twoInstruments() {
        return new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted("ACME_US_-SIM_1", "1.00")
            .strategy(1, "open").strategy(2, "mid").strategy(3, "close").strategy(4, "alpha").strategy(5, "zeta")
            .at("2025-04-07T13:00:00Z").instrument(1, InstrumentKind.EQUITY, 1, "AAA")
            .at("2025-04-07T13:00:00Z").instrument(2, InstrumentKind.EQUITY, 1, "=BBB");
    }

    @Test
    void shouldNeutraliseFormulasButNotNumbers() throws IOException {
        JournalScript script = twoInstruments().at("2025-04-07T15:00:00Z").timeAdvanced().tradeClosed(1, 1, 2, PositionSide.LONG,
            ExitReason.STOP, "0.123456789", "2025-04-07T14:00:00Z", "1.00005", "2025-04-07T15:00:00Z", "1.00", "0", "-0.05");
        assertEquals("""
            timestamp,strategy_name,ticker,side,size,entry_price,exit_price,PnL,broker,mode,error_code
            2025-04-07T15:00:00Z,open,'=BBB,long,0.123456789,1.00005,1.0000,-0.05,'-SIM,backtest,
            """, export(script, TradeHistory::writeCsv, 1));
        assertEquals("'+a", CsvFile.text("+a"));
        assertEquals("'@a", CsvFile.text("@a"));
        assertEquals("'\ta", CsvFile.text("\ta"));
        assertEquals("'\ra", CsvFile.text("\ra"));
        assertEquals("a=b", CsvFile.text("a=b"));
    }

    @Test
    void shouldWriteTheTradeHistoryAsJson() throws IOException {
        String json = export(ScriptedDay.write(), TradeHistory::writeJson, 5);
        JsonNode root = new ObjectMapper().readTree(json);
        assertEquals(0, root.at("/journal/first_sequence").asInt());
        assertEquals(20, root.at("/journal/last_sequence").asInt());
        try (LedgerDatabase reader = LedgerDatabase.openReader(folder.resolve("ledger.db"))) {
            assertEquals(Checkpoint.read(reader).chain(), root.at("/journal/chain_head").asText());
        }
        assertEquals("{\"timestamp\":\"2025-04-07T14:01:00Z\",\"strategy_name\":\"mid\",\"ticker\":\"QQQ\",\"side\":\"long\","
            + "\"size\":10.500000,\"entry_price\":33.3333,\"exit_price\":32.1111,\"PnL\":-12.83,\"broker\":\"SIM\",\"mode\":\"backtest\"}",
            json.substring(json.indexOf("{", json.indexOf("14:00:00Z")), json.indexOf("}", json.indexOf("14:01:00Z")) + 1)
                .replaceAll("\\n *", "").replace("\" : ", "\":"));
        assertEquals(-1, json.indexOf('\r'));
    }

    @Test
    void shouldSummariseADay() throws IOException {
        String json = export(ScriptedDay.write(), DailySummary::writeJson, 1);
        assertEquals("""
              "days" : [
                {
                  "date" : "2025-04-07",
                  "half_day" : false,
                  "float" : 100000.00,
                  "total_trades" : 5,
                  "wins" : 3,
                  "losses" : 2,
                  "win_loss_ratio" : 1.5000,
                  "total_pnl" : 100.57,
                  "fees" : 3.10,
                  "equity" : 100100.57,
                  "average_fill_millis" : 1500,
                  "most_profitable_trade" : {
                    "position_id" : 1,
                    "strategy" : "open",
                    "symbol" : "SPY",
                    "side" : "long",
                    "pnl" : 98.00
                  },
                  "least_profitable_trade" : {
                    "position_id" : 2,
                    "strategy" : "mid",
                    "symbol" : "QQQ",
                    "side" : "long",
                    "pnl" : -12.83
                  },
                  "signals_by_strategy" : {
                    "open" : 1,
                    "mid" : 1
                  }
                }
              ]
            }
            """, json.substring(json.indexOf("  \"days\"")));
    }

    @Test
    void shouldSummariseADayWithoutTrades() throws IOException {
        JournalScript script = new JournalScript().at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "1.00")
            .at("2025-04-07T13:30:00Z").timeAdvanced().dayOpened("2025-04-07", "1.00")
            .at("2025-04-07T20:00:00Z").timeAdvanced().dayClosed("2025-04-07", 0, 0, 0, 0, "0", "0", "1.00");
        JsonNode day = new ObjectMapper().readTree(export(script, DailySummary::writeJson, 1)).at("/days/0");
        for (String key : new String[] {"win_loss_ratio", "average_fill_millis", "most_profitable_trade", "least_profitable_trade"}) {
            assertEquals(true, day.has(key) && day.get(key).isNull(), key);
        }
    }

    private String export(JournalScript script, BiFunction<LedgerDatabase, Path, Integer> exporter, int expectedCount) throws IOException {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, script.source());
        Path target = folder.resolve("out/export");
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(expectedCount, exporter.apply(reader, target));
        }
        return Files.readString(target);
    }
}
