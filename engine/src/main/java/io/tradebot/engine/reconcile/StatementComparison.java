package io.tradebot.engine.reconcile;

import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.StatementLineKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds where statements, the journal and the bookings differ. Pure: reads the facts and balances it is given.
 *
 * <p>A line and a fact belong together by the broker's id; without one by date, instrument and figures. What has a partner is
 * compared in quantity, price and amount; what has none is missing on the other side. Statements are compared together, in
 * order of date: a fact that one of them reports a day late is not missing there.
 */
final class StatementComparison {

    private final FactLog log;
    private final List<Fact> unmatched;
    private final List<Difference> found = new ArrayList<>();
    private final Set<String> executions = new TreeSet<>();
    private Statement statement;

    private StatementComparison(FactLog log) {
        this.log = log;
        unmatched = new ArrayList<>(log.facts());
    }

    /** All differences of statements in order of date. Balances count in the last that has some: an older one says nothing of today. */
    static List<Difference> of(List<Statement> statements, FactLog log) {
        StatementComparison comparison = new StatementComparison(log);
        for (Statement statement : statements) {
            comparison.statement = statement;
            comparison.compareLines();
        }
        statements.stream().filter(Statement::hasBalances).reduce((older, newer) -> newer).ifPresent(comparison::compareBalances);
        for (Statement statement : statements) {
            comparison.statement = statement;
            comparison.findMissingThere();
        }
        return comparison.found;
    }

    private void compareLines() {
        List<StatementLine> withoutId = new ArrayList<>();
        for (StatementLine line : statement.lines()) { // ids first, so that a line without one cannot take their partner
            switch (line.kind()) {
                case TRADE, FEE, DIVIDEND, INTEREST, TRANSFER -> {
                    if (line.executionId().isEmpty()) {
                        withoutId.add(line);
                    } else {
                        compareById(line);
                    }
                }
                case CORPORATE_ACTION -> compareCorporateAction(line);
                case OTHER -> {
                    if (line.hasAmount() && line.amountE8() != 0) {
                        addMissingHere(line);
                    }
                }
                default -> { } // balances, see compareBalances
            }
        }
        withoutId.forEach(this::compareByFigures);
    }

    private void compareById(StatementLine line) {
        if (line.kind() != StatementLineKind.TRADE) {
            compareMoney(line);
        } else if (executions.add(line.executionId())) {
            compareTrade(line, take(fact -> isTrade(fact) && fact.id().equals(line.executionId())));
        } else {
            add(line, BreakKind.DUPLICATE, 0, MeasureUnit.CASH_E8, known(line.amountE8()), 0, 0);
        }
    }

    private void compareByFigures(StatementLine line) {
        if (line.kind() == StatementLineKind.TRADE) {
            compareTrade(line, take(fact -> isTrade(fact) && isOfDay(fact) && fact.instrumentId() == line.instrumentId()
                && fact.qtyE9() == Math.abs(line.qtyE9()) && fact.priceE8() == line.priceE8()));
        } else {
            compareMoney(line);
        }
    }

    private void compareTrade(StatementLine line, Fact fact) {
        if (fact == null) {
            addMissingHere(line);
            return;
        }
        long qtyE9 = line.qtyE9() == StatementLine.UNKNOWN ? fact.qtyE9() : Math.abs(line.qtyE9());
        if (!fact.isBooked()) {
            add(line, BreakKind.UNPOSTED, fact.orderId(), MeasureUnit.QTY_E9, qtyE9, fact.qtyE9(), 0);
        } else if (qtyE9 != fact.qtyE9() || qtyE9 != Math.abs(fact.bookedQtyE9())) {
            add(line, BreakKind.QUANTITY, fact.orderId(), MeasureUnit.QTY_E9, qtyE9, fact.qtyE9(), Math.abs(fact.bookedQtyE9()));
        } else if (line.priceE8() != StatementLine.UNKNOWN && line.priceE8() != fact.priceE8()) {
            add(line, BreakKind.PRICE, fact.orderId(), MeasureUnit.PRICE_E8, line.priceE8(), fact.priceE8(), fact.priceE8());
        } else {
            compareAmount(line, fact);
        }
    }

    /** Fees, dividends, interest and transfers. */
    private void compareMoney(StatementLine line) {
        Predicate<Fact> sameKind = fact -> fact.kind() == line.kind() && fact.instrumentId() == line.instrumentId();
        Predicate<Fact> sameAmount = fact -> fact.amountE8() == line.amountE8();
        String id = line.executionId();
        Fact fact = null;
        if (!id.isEmpty()) {
            fact = take(candidate -> candidate.kind() == line.kind() && candidate.id().equals(id));
            if (fact == null) {
                fact = take(sameKind.and(sameAmount).and(candidate -> candidate.linkId().equals(id)));
            }
            if (fact == null) {
                fact = take(sameKind.and(candidate -> candidate.linkId().equals(id)));
            }
        }
        if (fact == null) {
            fact = take(sameKind.and(sameAmount).and(this::isOfDay));
        }
        if (fact == null) {
            addMissingHere(line);
        } else if (!fact.isBooked()) {
            add(line, BreakKind.UNPOSTED, fact.orderId(), MeasureUnit.CASH_E8, known(line.amountE8()), fact.amountE8(), 0);
        } else {
            compareAmount(line, fact);
        }
    }

    private void compareAmount(StatementLine line, Fact fact) {
        if (line.hasAmount() && (line.amountE8() != fact.amountE8() || line.amountE8() != fact.bookedE8())) {
            add(line, BreakKind.AMOUNT, fact.orderId(), MeasureUnit.CASH_E8, line.amountE8(), fact.amountE8(), fact.bookedE8());
        }
    }

    private void compareCorporateAction(StatementLine line) {
        if (!log.hasCorporateAction(line.instrumentId(), statement.epochDay())) {
            addMissingHere(line);
        }
    }

    private void compareBalances(Statement newest) {
        statement = newest;
        int day = statement.epochDay();
        Set<Integer> listed = new TreeSet<>();
        for (StatementLine line : statement.lines()) {
            if (line.kind() == StatementLineKind.CASH_BALANCE && line.hasAmount()) {
                addCash(line.amountE8(), log.balances().cashE8(day), line.text());
            } else if (line.kind() == StatementLineKind.POSITION) {
                listed.add(line.instrumentId());
                addPosition(line.instrumentId(), line.qtyE9(), known(line.priceE8()), line.text());
            }
        }
        if (statement.isComplete()) {
            for (int instrumentId : log.balances().instruments()) {
                if (!listed.contains(instrumentId)) {
                    addPosition(instrumentId, 0, 0, "not in the statement");
                }
            }
        }
    }

    private void addCash(long brokerE8, long ownE8, String text) {
        if (brokerE8 != ownE8) {
            found.add(new Difference("cash", BreakKind.CASH, 0, 0, statement.epochDay(), MeasureUnit.CASH_E8, brokerE8, ownE8, ownE8, 0,
                text));
        }
    }

    private void addPosition(int instrumentId, long brokerE9, long priceE8, String text) {
        long ownE9 = log.balances().unitsE9(instrumentId, statement.epochDay());
        if (brokerE9 != ownE9) {
            found.add(new Difference("position " + instrumentId, BreakKind.POSITION, instrumentId, 0, statement.epochDay(),
                MeasureUnit.QTY_E9, brokerE9, ownE9, ownE9, priceE8, text));
        }
    }

    private void findMissingThere() {
        if (!statement.isComplete()) {
            return;
        }
        for (Fact fact : unmatched) {
            if (isOfDay(fact)) {
                boolean isTrade = isTrade(fact);
                found.add(new Difference(fact.kind() + " " + fact.id() + " " + fact.linkId() + " " + fact.amountE8(),
                    BreakKind.MISSING_THERE, fact.instrumentId(), fact.orderId(), statement.epochDay(),
                    isTrade ? MeasureUnit.QTY_E9 : MeasureUnit.CASH_E8, 0, isTrade ? fact.qtyE9() : fact.amountE8(),
                    isTrade ? Math.abs(fact.bookedQtyE9()) : fact.bookedE8(), 0, fact.id().isEmpty() ? fact.linkId() : fact.id()));
            }
        }
    }

    private void addMissingHere(StatementLine line) {
        add(line, BreakKind.MISSING_HERE, 0, MeasureUnit.CASH_E8, known(line.amountE8()), 0, 0);
    }

    private void add(StatementLine line, BreakKind kind, long orderId, MeasureUnit unit, long broker, long journal, long book) {
        found.add(new Difference(statement.id() + " line " + line.number() + " " + kind, kind, line.instrumentId(), orderId,
            statement.epochDay(), unit, broker, journal, book, 0, line.text().isEmpty() ? line.executionId() : line.text()));
    }

    /** The first unmatched fact that fits, which then has its partner; null without one. */
    private Fact take(Predicate<Fact> fits) {
        for (int i = 0; i < unmatched.size(); i++) {
            if (fits.test(unmatched.get(i))) {
                return unmatched.remove(i);
            }
        }
        return null;
    }

    private boolean isOfDay(Fact fact) {
        return fact.epochDay() == statement.epochDay();
    }

    private static boolean isTrade(Fact fact) {
        return fact.kind() == StatementLineKind.TRADE;
    }

    private static long known(long value) {
        return value == StatementLine.UNKNOWN ? 0 : value;
    }
}
