package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.account.StandingAccount;
import io.tradebot.projections.db.ProjectionException;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChartTemplateTest {

    @Test
    void shouldLoadTheDefaultChart() {
        ChartTemplate chart = ChartTemplate.load();
        assertEquals(1, chart.version());
        assertEquals("USD", chart.currencyCode());
        assertEquals("Income:Realized Gains:Short Sales", chart.accounts().stream()
            .filter(line -> line.code().equals("4140")).findFirst().orElseThrow().fullName());
    }

    /** The engine knows the first chart by these two lists, and refuses a version that gives one of its accounts another type. */
    @Test
    void shouldHoldTheAccountsThatTheEngineKnows() {
        Map<String, String> typeByCode = new TreeMap<>();
        for (PostingAccount account : PostingAccount.values()) {
            assertNull(typeByCode.put(account.code(), account.type().name()), account.code());
        }
        for (StandingAccount account : StandingAccount.values()) {
            assertNull(typeByCode.put(Integer.toString(account.number()), account.type().name()), account.name());
        }
        assertEquals(typeByCode, ChartTemplate.load().accounts().stream()
            .collect(Collectors.toMap(ChartTemplate.Line::code, ChartTemplate.Line::type)));
    }

    @Test
    void shouldNameEveryProblemAtOnce() {
        ProjectionException e = assertThrows(ProjectionException.class, () -> ChartTemplate.parse("""
            {"coa_version": 0, "currency_code": "usd", "accounts": [
              {"code": "1000", "name": "Assets", "type": "ASSET", "posting": "none"},
              {"code": "1000", "name": "Again", "type": "ASSET", "posting": "none"},
              {"code": "11", "name": "Ca:sh", "type": "MONEY", "parent": "9999", "posting": "maybe"},
              {"code": "1110", "name": "Float", "type": "INCOME", "parent": "1000", "posting": "none"}
            ]}"""));
        for (String problem : new String[] {"1000 is defined twice", "code '11' is not four digits", "'Ca:sh'", "type 'MONEY'",
            "parent 9999", "posting 'maybe'", "1110 is INCOME, its parent 1000 is ASSET", "1110 (CASH_FLOAT) is needed for postings and is a heading",
            "5110 (COMMISSION) is needed for postings and is missing", "coa_version", "currency_code 'usd'"}) {
            assertTrue(e.getMessage().contains(problem), problem + " in " + e.getMessage());
        }
        assertThrows(ProjectionException.class, () -> ChartTemplate.parse("not json"));
    }
}
