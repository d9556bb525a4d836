package io.tradebot.projections.ledger;

import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.ChartOfAccountsAppliedDecoder;
import io.tradebot.journal.event.ChartOfAccountsChangedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;

import java.util.ArrayList;
import java.util.List;

/** Takes a version of the chart of accounts from its request once the engine has applied it. Runner's thread. */
final class ChartChanges {

    private final ChartOfAccounts chart;
    private final ExcerptPostings book;
    private final ChartOfAccountsChangedDecoder chartOfAccountsChanged = new ChartOfAccountsChangedDecoder();
    private final ChartOfAccountsAppliedDecoder chartOfAccountsApplied = new ChartOfAccountsAppliedDecoder();
    private ChartOfAccounts.Version requested;
    private long requestedSequence = -1;

    ChartChanges(ChartOfAccounts chart, ExcerptPostings book) {
        this.chart = chart;
        this.book = book;
    }

    void onChartOfAccountsChanged(RecordCursor record) {
        chartOfAccountsChanged.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        int version = chartOfAccountsChanged.coaVersion();
        String origin = Names.lower(chartOfAccountsChanged.origin());
        List<ChartOfAccounts.Line> lines = new ArrayList<>();
        for (ChartOfAccountsChangedDecoder.AccountsDecoder account : chartOfAccountsChanged.accounts()) {
            int parent = account.parentNumber();
            lines.add(new ChartOfAccounts.Line(Integer.toString(account.accountNumber()), account.accountType().name(),
                parent == 0 ? null : Integer.toString(parent), account.currency(), account.isActive() == BooleanType.YES, account.name()));
        }
        requested = new ChartOfAccounts.Version(version, origin, chartOfAccountsChanged.user(), chartOfAccountsChanged.reason(), lines);
        requestedSequence = book.excerpt().sequence();
    }

    void onChartOfAccountsApplied(RecordCursor record) {
        chartOfAccountsApplied.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        if (requestedSequence != book.excerpt().sequence() || requested.number() != chartOfAccountsApplied.coaVersion()) {
            throw new ProjectionException("chart of accounts version " + chartOfAccountsApplied.coaVersion()
                + " is applied without the ChartOfAccountsChanged that lists its accounts");
        }
        chart.apply(requested, book.excerpt());
        book.claim(record, null);
    }
}
