package io.tradebot.projections.export;

import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.export.Books.Account;
import io.tradebot.projections.export.Books.Balance;
import io.tradebot.projections.export.Books.Entry;
import io.tradebot.projections.export.Books.Lot;
import io.tradebot.projections.export.Books.Security;
import io.tradebot.projections.export.Books.Split;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The books as a beancount 2 file. Any thread.
 *
 * <p>Units are held in lots with unit cost, date and label. The unit cost is the price of the fill where units times price is
 * the booked amount to the cent, otherwise amount / units to eight decimals. What units times unit cost then misses of the
 * booked amount is a posting of its own in the same account, so that beancount's cost of every account is ours exactly, at
 * every point.
 *
 * <p>beancount demands names of its own: accounts of letters, digits and hyphens below one of five roots, commodities of 2 to 24
 * capitals, digits and {@code ' . _ -}. Metadata code, name and symbol have ours.
 */
public final class BeancountJournal {

    /** Who says which lot a reduction takes. */
    public enum Booking {
        /** The file names the lot, as the books have it. */
        EXPLICIT,
        /**
         * beancount takes the oldest lot by itself; the file balances only if the books took the same. For comparisons of books
         * whose positions in one security never overlap.
         */
        FIFO
    }

    private static final int COMMODITY_LENGTH_MAX = 24;
    private static final int ACCOUNT_LENGTH_MAX = 200;
    private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");
    private static final Map<String, String> ROOT_BY_TYPE = Map.of("ASSET", "Assets", "LIABILITY", "Liabilities", "EQUITY", "Equity",
        "INCOME", "Income", "EXPENSE", "Expenses");

    /** A lot of an account, lotId null for units that no lot explains. */
    private record HeldLot(String accountCode, Long lotId) {
    }

    private static final class Holding {
        private BigDecimal unitCost;
        private String spec;
        private long leftQtyE9;
    }

    private final Books books;
    private final TextFile text;
    private final Booking booking;
    private final String currency;
    private final UniqueNames accounts = new UniqueNames(ACCOUNT_LENGTH_MAX, BeancountJournal::accountRule);
    private final UniqueNames commodities;
    private final Map<HeldLot, Holding> holdings = new HashMap<>();

    private BeancountJournal(Books books, TextFile text, Booking booking) {
        this.books = books;
        this.text = text;
        this.booking = booking;
        currency = books.currencyCode();
        commodities = new UniqueNames(COMMODITY_LENGTH_MAX, BeancountJournal::commodityRule, currency, "TRUE", "FALSE", "NULL");
    }

    /** Writes the file with named lots; returns the number of entries, without what is brought forward. */
    public static int write(Books books, Path target) {
        return write(books, target, Booking.EXPLICIT);
    }

    /** Writes the file; returns the number of entries, without what is brought forward. */
    public static int write(Books books, Path target, Booking booking) {
        TextFile.write(target, text -> new BeancountJournal(books, text, booking).writeAll());
        return books.entryCount();
    }

    private void writeAll() {
        text.line("; TradeBot books of ", TextFile.oneLine(books.origin())).line();
        text.line("option \"title\" ", quoted("TradeBot books of " + books.identity()));
        text.line("option \"operating_currency\" \"", currency, "\"");
        String date = books.openingDate();
        text.line().line(date, " custom \"tradebot-journal\" ", Long.toString(books.firstSequence()), " ",
            Long.toString(books.lastSequence()), " \"", books.checkpoint().chain(), "\"");
        text.line().line(date, " commodity ", currency);
        for (Security security : books.securities()) {
            text.line(date, " commodity ", commodities.of(security.symbol())).line("  symbol: ", quoted(security.symbol()))
                .line("  kind: ", quoted(security.kind())).line("  multiplier: ", Integer.toString(security.multiplier()));
        }
        text.line();
        Set<String> unlotted = accountsWithUnitsOutsideLots();
        for (Account account : books.accounts()) {
            if (account.isPostable()) {
                String method = unlotted.contains(account.code()) ? "NONE" : booking == Booking.FIFO ? "FIFO" : "STRICT";
                text.line(date, " open ", name(account), " ", account.isSecurity()
                    ? commodities.of(account.symbol()) + "," + currency + " \"" + method + "\"" : currency)
                    .line("  code: ", quoted(account.code())).line("  name: ", quoted(account.fullName()));
            }
        }
        writeOpening();
        books.forEachEntry(this::writeEntry);
    }

    /** Such units can have the other sign than the lots beside them, which beancount takes with booking method NONE only. */
    private Set<String> accountsWithUnitsOutsideLots() {
        Set<String> codes = new HashSet<>();
        for (Balance balance : books.openings()) {
            if (balance.qtyE9() != 0 && balance.lotId() == null) {
                codes.add(balance.account().code());
            }
        }
        books.forEachEntry(entry -> entry.splits().stream().filter(split -> split.movesUnits() && split.lotId() == null)
            .forEach(split -> codes.add(split.account().code())));
        return codes;
    }

    private void writeOpening() {
        List<Balance> openings = books.openings();
        if (openings.isEmpty()) {
            return;
        }
        text.line().line(books.openingDate(), " * \"balances brought forward\"").line("  fitid: \"OPENING\"")
            .line("  sequence: ", Long.toString(books.firstSequence() - 1));
        for (Balance balance : openings) {
            writeSplit(balance.account(), balance.amountCents(), balance.qtyE9(), balance.lotId(), books.openingDate());
        }
    }

    private void writeEntry(Entry entry) {
        text.line().line(entry.bookDate(), " * ", quoted(entry.title()));
        text.line("  fitid: ", quoted(entry.fitid())).line("  sequence: ", Long.toString(entry.journalSequence()))
            .line("  time: ", quoted(entry.postedUtc())).line("  kind: ", quoted(entry.kind()));
        if (entry.strategy() != null) {
            text.line("  strategy: ", quoted(entry.strategy()));
        }
        if (entry.linkedFitid() != null) {
            text.line("  linked: ", quoted(entry.linkedFitid()));
        }
        for (Split split : entry.splits()) {
            writeSplit(split.account(), split.amountCents(), split.movesUnits() ? split.qtyE9() : 0, split.lotId(), entry.bookDate());
        }
    }

    private void writeSplit(Account account, long amountCents, long qtyE9, Long lotId, String bookDate) {
        BigDecimal money = BigDecimal.valueOf(amountCents, 2);
        if (qtyE9 != 0) {
            HeldLot key = new HeldLot(account.code(), lotId);
            Holding holding = holdings.computeIfAbsent(key, absent -> new Holding());
            boolean isReduction = Long.signum(holding.leftQtyE9) * Long.signum(qtyE9) < 0;
            if (holding.leftQtyE9 == 0) {
                open(holding, account, lotId, amountCents, qtyE9, bookDate);
            }
            holding.leftQtyE9 = Math.addExact(holding.leftQtyE9, qtyE9);
            text.line("  ", name(account), "  ", TextFile.units(qtyE9), " ", commodities.of(account.symbol()), " ",
                isReduction && booking == Booking.FIFO ? "{}" : holding.spec);
            money = money.subtract(BigDecimal.valueOf(qtyE9, 9).multiply(holding.unitCost));
            if (money.signum() == 0) {
                return;
            }
            text.line("  ", name(account), "  ", plain(money, 2), " ", currency, "  ; up to the cent");
            return;
        }
        text.line("  ", name(account), "  ", plain(money, 2), " ", currency);
    }

    private void open(Holding holding, Account account, Long lotId, long amountCents, long qtyE9, String bookDate) {
        BigDecimal amount = BigDecimal.valueOf(Math.abs(amountCents), 2);
        BigDecimal units = BigDecimal.valueOf(Math.abs(qtyE9), 9);
        Lot lot = books.lot(lotId);
        BigDecimal price = lot == null ? null
            : BigDecimal.valueOf(lot.priceE8(), 8).multiply(BigDecimal.valueOf(books.security(account.symbol()).multiplier()));
        boolean isOneWay = Long.signum(qtyE9) * Long.signum(amountCents) >= 0;
        boolean isPriceGood = isOneWay && price != null && price.signum() >= 0
            && price.multiply(units).subtract(amount).abs().compareTo(HALF_A_CENT) <= 0;
        holding.unitCost = isPriceGood ? price : isOneWay ? amount.divide(units, 8, RoundingMode.HALF_UP) : BigDecimal.ZERO;
        holding.spec = "{" + plain(holding.unitCost, 0) + " " + currency + ", " + (lot == null ? bookDate : lot.acquiredDate()) + ", "
            + quoted(lotId == null ? "no-lot" : "lot-" + lotId) + "}";
    }

    private static String plain(BigDecimal value, int minDecimals) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.setScale(Math.max(minDecimals, stripped.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }

    private String name(Account account) {
        return accounts.of(account.type() + ":" + account.fullName());
    }

    /** {@code ASSET:Assets:Cash:Tax Reserve} becomes {@code Assets:Cash:Tax-Reserve}. */
    private static String accountRule(String typeAndName) {
        String[] parts = typeAndName.split(":");
        String root = Objects.requireNonNull(ROOT_BY_TYPE.get(parts[0]), parts[0]);
        StringBuilder name = new StringBuilder(root);
        for (int i = parts.length > 2 && parts[1].equals(root) ? 2 : 1; i < parts.length; i++) {
            name.append(':').append(accountPart(parts[i]));
        }
        return name.toString();
    }

    private static String accountPart(String part) {
        String name = TextFile.oneLine(part).replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("-+$", "");
        if (name.isEmpty() || name.charAt(0) == '-') {
            name = "X" + name;
        }
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String commodityRule(String symbol) {
        String name = TextFile.oneLine(symbol).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9'._-]+", "-").replaceAll("[^A-Z0-9]+$", "");
        if (name.isEmpty() || name.charAt(0) < 'A' || name.charAt(0) > 'Z') {
            name = "X." + name;
        }
        return name.length() == 1 || name.equals("X.") ? name.charAt(0) + ".X" : name;
    }

    /** A string of beancount; backslash and quote are escaped. */
    private static String quoted(String value) {
        return "\"" + TextFile.printable(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
