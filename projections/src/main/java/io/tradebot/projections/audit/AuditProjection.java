package io.tradebot.projections.audit;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.RecordType;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.Projection;
import io.tradebot.projections.db.RowHash;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fills the table audit: every record that a person or the safety system caused, or that concerns the truth of the books.
 * Runner's thread.
 *
 * <p>The actor is the user a record names, else the one of its excerpt's input, else who speaks: engine, host or broker.
 */
public final class AuditProjection implements Projection {

    private static final Set<String> RECORDS = Set.of(
        // Runs and processes
        "SessionStarted", "SessionEnded", "ProcessStarted", "ProcessStopped", "TestModeChanged", "BuildChecked", "SettingsStoreObserved",
        "ConnectionCredentialsChecked",
        // People and what they ask for
        "SettingsChanged", "SettingsApplied", "SettingsRefused", "ChartOfAccountsChanged", "ChartOfAccountsApplied",
        "ChartOfAccountsRefused", "OperatorCommanded", "OperatorCommandApplied", "OperatorCommandRefused", "OrderApprovalRequested",
        "OrderApprovalGiven", "OrderApprovalSettled", "UserChanged", "LoginObserved", "KeysRotated", "UserActivityObserved",
        "BlocklistChanged", "BlocklistApplied", "AlertAcknowledged", "LotsDesignated", "WebhookReceived", "WebhookSignalAccepted",
        "WebhookSignalRefused",
        // Holdings and reserves
        "HoldingsConfigured", "HoldingsApplied", "HoldingsRefused", "RebalanceRequested", "RebalancePlanned", "RebalanceRefused",
        "ReserveOverridden", "ReserveOverrideApplied", "ReserveOverrideRefused", "TaxReserveAllocated", "PayrollReserveAllocated",
        "FloatToppedUp", "ProfitReinvested", "HoldingsRunCompleted", "FloatDeviationNoted",
        // Safety
        "KillSwitchTripped", "KillSwitchCleared", "CircuitBreakerTripped", "CircuitBreakerCleared", "EntryBlocked", "EntryUnblocked",
        "EngineFaulted", "ProtectiveStopMissing", "OverfillFound", "ExternalActivityFound", "WatchdogReported", "JournalRecovered",
        "JournalSealed",
        // Truth of the books
        "FillBusted", "FillCorrected", "FillReversed", "InputRefused", "ReconciliationBreakFound", "ReconciliationBreakResolved",
        "ReconciliationDifferenceBooked", "OpeningPositionObserved", "CashTransferred", "ExportCompleted", "BackupCompleted");

    /** What a record is about: the first of these that it has. */
    private static final List<String> SUBJECTS = List.of("command", "reserve", "subject", "module", "name", "test", "cause", "reason",
        "resolution", "breakNumber", "approvalNumber", "alertNumber", "coaVersion", "executionId", "transferId", "settingsNumber",
        "holdingsNumber", "action", "change", "instrumentId", "orderId", "kind");

    private static final boolean[] IS_AUDITED = new boolean[RecordCatalogue.ofSchema().records().stream().mapToInt(r -> r.id()).max()
        .orElse(0) + 1];

    static {
        for (String name : RECORDS) {
            IS_AUDITED[RecordCatalogue.ofSchema().named(name).orElseThrow(() -> new IllegalStateException(name)).id()] = true;
        }
    }

    private final LedgerDatabase database;
    private final Names names;
    private final RecordPrinter printer;
    private long auditId;
    private String hash = RowHash.START;
    private String inputUser = "";

    /** Continues behind the last row of the file. */
    public AuditProjection(LedgerDatabase database, Names names) {
        this.database = database;
        this.names = names;
        printer = new RecordPrinter(RecordCatalogue.ofSchema(), names.recordNames());
        auditId = database.count("SELECT max(audit_id) FROM audit");
        database.query("SELECT row_hash FROM audit WHERE audit_id = ?", row -> hash = row.getString(1), auditId);
    }

    @Override
    public void onRecord(ExcerptHead excerpt, RecordCursor record) {
        if (record.index() == 0) {
            inputUser = "";
        }
        if (record.templateId() >= IS_AUDITED.length || !IS_AUDITED[record.templateId()]) {
            return;
        }
        RecordContent content = RecordContent.read(RecordCatalogue.ofSchema(), record);
        String user = content.row().text("user");
        if (record.index() == 0 && user != null) {
            inputUser = user;
        }
        Object[] row = {++auditId, excerpt.sequence(), record.index(), excerpt.utc(), excerpt.timeNanos(), actor(content, user),
            content.type().name(), subject(content), printer.json(content)};
        String rowHash = new RowHash(hash).add(row).hex();
        database.update("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row[0], row[1], row[2], row[3], row[4], row[5],
            row[6], row[7], row[8], hash, rowHash);
        hash = rowHash;
    }

    private String actor(RecordContent content, String user) {
        if (user != null && !user.isEmpty()) {
            return user;
        }
        if (!inputUser.isEmpty()) {
            return inputUser;
        }
        if (!content.type().isInput()) {
            return "engine";
        }
        return content.type().section().contains("broker") ? "broker" : "host";
    }

    private String subject(RecordContent content) {
        RecordContent.Row row = content.row();
        List<RecordContent.Row> settings = row.rows("settings");
        if (!settings.isEmpty()) {
            return settings.stream().map(setting -> setting.text("key")).collect(Collectors.joining(", "));
        }
        return SUBJECTS.stream().map(name -> value(row, name)).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    /** Empty when the record has no such value, or has nothing in it. */
    private String value(RecordContent.Row row, String name) {
        RecordType.Field field = row.block().fields().stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
        if (field == null) {
            boolean isText = row.block().texts().stream().anyMatch(text -> text.name().equals(name));
            return isText && !name.equals("reason") && row.text(name) != null ? row.text(name) : "";
        }
        if (field.enumType() != null) {
            return row.enumValue(name) == null ? "" : row.enumValue(name).name();
        }
        if (field.primitive() == RecordType.Primitive.CHAR) {
            return row.text(name) == null ? "" : row.text(name);
        }
        Long number = row.number(name);
        if (number == null || number == 0) {
            return "";
        }
        String symbol = name.equals("instrumentId") ? names.recordNames().symbol(number) : null;
        return symbol == null ? name + " " + number : symbol;
    }
}
