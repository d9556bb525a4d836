package io.tradebot.projections.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tradebot.projections.export.Books.Account;
import io.tradebot.projections.export.Books.Balance;
import io.tradebot.projections.export.Books.Entry;
import io.tradebot.projections.export.Books.Split;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The books as one JSON document: where it comes from, accounts, what is brought forward, entries with their splits, balances and
 * lots at the end. Amounts are decimal numbers, debit positive. Any thread.
 */
public final class BooksJson {

    private BooksJson() {
    }

    /** Writes the document; returns the number of entries. */
    public static int write(Books books, Path target) {
        JsonFile.write(target, books, json -> {
            json.writeStringField("identity", books.identity());
            json.writeStringField("currency", books.currencyCode());
            json.writeStringField("as_of", books.closingUtc());
            json.writeArrayFieldStart("accounts");
            for (Account account : books.accounts()) {
                writeAccount(json, account);
            }
            json.writeEndArray();
            writeBalances(json, "brought_forward", books.openings());
            json.writeArrayFieldStart("entries");
            books.forEachEntry(entry -> writeEntry(json, entry));
            json.writeEndArray();
            json.writeArrayFieldStart("balances");
            for (Map.Entry<Account, Long> balance : books.trialBalance().entrySet()) {
                json.writeStartObject();
                json.writeStringField("code", balance.getKey().code());
                json.writeStringField("account", balance.getKey().fullName());
                JsonFile.writeCents(json, "amount", balance.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeBalances(json, "lots", books.closings().stream().filter(balance -> balance.account().isSecurity()).toList());
        });
        return books.entryCount();
    }

    private static void writeAccount(JsonGenerator json, Account account) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", account.code());
        json.writeStringField("account", account.fullName());
        json.writeStringField("type", account.type());
        json.writeStringField("parent_code", account.parentCode());
        json.writeStringField("symbol", account.symbol());
        json.writeBooleanField("is_postable", account.isPostable());
        json.writeBooleanField("is_active", account.isActive());
        json.writeEndObject();
    }

    private static void writeBalances(JsonGenerator json, String key, List<Balance> balances) throws IOException {
        json.writeArrayFieldStart(key);
        for (Balance balance : balances) {
            json.writeStartObject();
            json.writeStringField("code", balance.account().code());
            writeNumber(json, "lot_id", balance.lotId());
            if (balance.account().isSecurity()) {
                JsonFile.writeDecimal(json, "units", balance.qtyE9(), 9, 0);
            }
            JsonFile.writeCents(json, "amount", balance.amountCents());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeEntry(JsonGenerator json, Entry entry) {
        try {
            json.writeStartObject();
            json.writeStringField("fitid", entry.fitid());
            json.writeNumberField("journal_sequence", entry.journalSequence());
            json.writeStringField("posted_utc", entry.postedUtc());
            json.writeStringField("trntype", entry.trntype());
            json.writeStringField("kind", entry.kind());
            json.writeStringField("strategy", entry.strategy());
            json.writeStringField("ticker", entry.ticker());
            json.writeStringField("side", entry.side());
            writeDecimal(json, "size", entry.sizeE9(), 9, 6);
            writeDecimal(json, "entry_price", entry.entryPriceE8(), 8, 4);
            writeDecimal(json, "exit_price", entry.exitPriceE8(), 8, 4);
            writeDecimal(json, "PnL", entry.pnlCents(), 2, 2);
            writeDecimal(json, "commission", entry.commissionCents(), 2, 2);
            writeDecimal(json, "fees", entry.feesCents(), 2, 2);
            writeNumber(json, "order_id", entry.orderId());
            json.writeStringField("execution_id", entry.executionId());
            json.writeStringField("linked_fitid", entry.linkedFitid());
            json.writeArrayFieldStart("splits");
            for (Split split : entry.splits()) {
                json.writeStartObject();
                json.writeStringField("code", split.account().code());
                JsonFile.writeCents(json, "amount", split.amountCents());
                writeDecimal(json, "units", split.qtyE9(), 9, 0);
                json.writeStringField("memo", split.memo());
                writeNumber(json, "lot_id", split.lotId());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write entry " + entry.fitid() + ": " + e.getMessage(), e);
        }
    }

    private static void writeNumber(JsonGenerator json, String key, Long value) throws IOException {
        if (value == null) {
            json.writeNullField(key);
        } else {
            json.writeNumberField(key, value);
        }
    }

    private static void writeDecimal(JsonGenerator json, String key, Long value, int scale, int minDecimals) throws IOException {
        if (value == null) {
            json.writeNullField(key);
        } else {
            JsonFile.writeDecimal(json, key, value, scale, minDecimals);
        }
    }
}
