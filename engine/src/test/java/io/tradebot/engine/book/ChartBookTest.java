package io.tradebot.engine.book;

import io.tradebot.engine.record.ChartAccount;
import io.tradebot.engine.record.ChartProblem;
import io.tradebot.engine.script.ChartLines;
import io.tradebot.journal.event.AccountType;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChartBookTest {

    private final ChartBook book = new ChartBook();

    @Test
    void shouldPutTheNextVersionInForce() {
        assertEquals(1, book.version());
        assertEquals(List.of(), book.change(2, ChartLines.of(List.of("+5300,EXPENSE,5000,Rent"))));
        assertEquals(2, book.version());
        assertEquals(List.of(), book.change(3, ChartLines.of(List.of())));
        assertEquals(3, book.version());
    }

    @Test
    void shouldKeepTheTypeOfANumberThatIsNoLongerListed() {
        book.change(2, ChartLines.of(List.of("+5300,EXPENSE,5000,Rent")));
        book.change(3, ChartLines.of(List.of()));
        assertEquals(List.of(new ChartProblem(5300, "is ASSET, it has been EXPENSE and must stay so; use another number")),
            book.change(4, ChartLines.of(List.of("+5300,ASSET,1000,Rent"))));
        assertEquals(3, book.version());
    }

    @Test
    void shouldKnowTheFirstChart() {
        List<ChartAccount> accounts = new ArrayList<>(ChartLines.of(List.of("-3400")));
        accounts.add(new ChartAccount(3400, AccountType.ASSET, 1000, true, "USD", "Retained"));
        assertEquals(List.of(new ChartProblem(3400, "is ASSET, it has been EQUITY and must stay so; use another number")), book.change(2, accounts));
    }

    @Test
    void shouldNameEveryProblemAtOnce() {
        String problems = book.change(3, ChartLines.of(List.of("-5130", "!5110", "+5310,EXPENSE,5999,Office", "+5320,EXPENSE,4000,Shop,EUR",
            "+7000,EXPENSE,7001,A", "+7001,EXPENSE,7000,B", "+0,EXPENSE,5000,Zero", "+7002,EXPENSE,5000,A:B", "+7003,EXPENSE,5000,",
            "+7004,EXPENSE,5000,Fee", "+7005,EXPENSE,5000,Fee", "+1000,ASSET,0,Again"))).toString();
        for (String expected : new String[] {"the version is 3, it must be 2", "number=5130, text=(BORROW) is needed for postings and is not listed",
            "5110, text=(COMMISSION) is needed for postings and is inactive", "its parent 5999 is not listed", "is EXPENSE, its parent 4000 is INCOME",
            "the currency is 'EUR'", "7000, text=its parents lead in a circle", "7001, text=its parents lead in a circle", "the number must be 1 or more",
            "the name 'A:B'", "the name ''", "'Fee' stands twice under account 5000", "1000, text=is listed twice"}) {
            assertTrue(problems.contains(expected.replace("number=5130", "accountNumber=5130")), expected + " in " + problems);
        }
        assertEquals(1, book.version());
    }

    @Test
    void shouldCountTheProblemsThatItDoesNotList() {
        List<ChartAccount> accounts = new ArrayList<>(ChartLines.of(List.of()));
        for (int i = 0; i < ChartBook.MAX_PROBLEMS + 5; i++) {
            accounts.add(new ChartAccount(6000 + i, AccountType.EXPENSE, 0, true, "EUR", "Name " + i));
        }
        List<ChartProblem> problems = book.change(2, accounts);
        assertEquals(ChartBook.MAX_PROBLEMS + 1, problems.size());
        assertEquals(new ChartProblem(0, "and 5 more"), problems.get(ChartBook.MAX_PROBLEMS));
    }

    @Test
    void shouldDigestTheAccountsInOrderOfNumberAsLinesOfText() throws Exception {
        ChartAccount cash = new ChartAccount(1100, AccountType.ASSET, 1000, true, "USD", "Cash \u20ac");
        ChartAccount assets = new ChartAccount(1000, AccountType.ASSET, 0, false, "USD", "Assets");
        byte[] expected = MessageDigest.getInstance("SHA-256")
            .digest("1000\tASSET\t0\tNO\tUSD\tAssets\n1100\tASSET\t1000\tYES\tUSD\tCash \u20ac\n".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(expected, ChartBook.digest(List.of(cash, assets)));
        assertArrayEquals(expected, ChartBook.digest(List.of(assets, cash)));
    }
}
