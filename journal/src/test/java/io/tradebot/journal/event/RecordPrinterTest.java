package io.tradebot.journal.event;

import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecordPrinterTest {

    private static final long TIME_NANOS = 1_772_461_500_000_000_000L; // 2026-03-02T14:25:00Z

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RecordBatch batch = new RecordBatch();
    private final RecordPrinter printer = new RecordPrinter();

    @Test
    void shouldShowAFillInItsOwnUnits() {
        fill(1_872_512_300_000L, "x-1");
        assertEquals("OrderFilled orderId=7 instrument=#3 executed=2026-03-02T14:25:00Z price=18725.123 qty=0.25 leavesQty=0"
            + " commission=-0.01 executionId=x-1", printer.line(first()));
        assertEquals("{\"record\":\"OrderFilled\",\"recordId\":23,\"orderId\":7,\"instrumentId\":3,"
            + "\"executed\":\"2026-03-02T14:25:00Z\",\"price\":\"18725.123\",\"qty\":\"0.25\",\"leavesQty\":\"0\","
            + "\"commission\":\"-0.01\",\"executionId\":\"x-1\"}", printer.json(first()));
    }

    @Test
    void shouldLearnSymbolsAndStrategiesFromTheRecordsThatDefineThem() {
        int at = batch.begin(256);
        InstrumentDefinedEncoder instrument = new InstrumentDefinedEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        instrument.instrumentId(3).kind(InstrumentKind.EQUITY).multiplier(1).underlyingId(0)
            .strikeE8(InstrumentDefinedEncoder.strikeE8NullValue())
            .expiryEpochDay(InstrumentDefinedEncoder.expiryEpochDayNullValue()).symbol("BRK.B");
        batch.end(8 + instrument.encodedLength());
        assertEquals("InstrumentDefined instrument=BRK.B kind=EQUITY multiplier=1 underlying=- strike=- expiry=- symbol=BRK.B",
            printer.line(first()));
        assertEquals("{\"record\":\"InstrumentDefined\",\"recordId\":5,\"instrumentId\":3,\"instrument\":\"BRK.B\","
            + "\"kind\":\"EQUITY\",\"multiplier\":1,\"underlyingId\":0,\"strike\":null,\"expiry\":null,\"symbol\":\"BRK.B\"}",
            printer.json(first()));

        batch.clear();
        at = batch.begin(256);
        StrategyLoadedEncoder strategy = new StrategyLoadedEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        strategy.strategyId((short) 1).isEnabled(BooleanType.YES).shortType(ShortType.DISABLED)
            .analysisNanos(1_200_000_000_000L).breakoutNanos(900_000_000_000L).monitoringNanos(0).name("open");
        batch.end(8 + strategy.encodedLength());
        assertEquals("StrategyLoaded strategy=open isEnabled=true shortType=DISABLED analysis=PT20M breakout=PT15M"
            + " monitoring=PT0S name=open", printer.line(first()));

        batch.clear();
        denied(DenyReason.SPREAD, MeasureUnit.PPM, 21_000, 15_000);
        assertEquals("OrderDenied strategy=open slot=2 instrument=BRK.B signalInstrument=- direction=BULLISH reason=SPREAD"
            + " unit=PPM actualValue=0.021 limitValue=0.015", printer.line(first()));
        assertEquals("{\"record\":\"OrderDenied\",\"recordId\":113,\"strategyId\":1,\"strategy\":\"open\",\"slot\":2,"
            + "\"instrumentId\":3,\"instrument\":\"BRK.B\",\"signalInstrumentId\":0,\"direction\":\"BULLISH\","
            + "\"reason\":\"SPREAD\",\"unit\":\"PPM\",\"actualValue\":\"0.021\",\"limitValue\":\"0.015\"}", printer.json(first()));
    }

    @Test
    void shouldShowAMeasureInTheUnitOfItsRecord() {
        assertTrue(measured(MeasureUnit.COUNT, 5, 6).endsWith("\"unit\":\"COUNT\",\"actualValue\":5,\"limitValue\":6}"));
        assertTrue(measured(MeasureUnit.NONE, 0, 0).endsWith("\"unit\":\"NONE\",\"actualValue\":null,\"limitValue\":null}"));
        assertTrue(measured(MeasureUnit.PRICE_E8, 0, 150_000_000).endsWith("\"actualValue\":\"0.00\",\"limitValue\":\"1.50\"}"));
        assertTrue(measured(MeasureUnit.QTY_E9, 1, 0).endsWith("\"actualValue\":\"0.000000001\",\"limitValue\":\"0\"}"));
        assertTrue(measured(MeasureUnit.NANOS, TIME_NANOS, 300_000_000_000L)
            .endsWith("\"actualValue\":\"2026-03-02T14:25:00Z\",\"limitValue\":\"PT5M\"}"));
        assertTrue(measured(MeasureUnit.DAYS, 20_514, Long.MAX_VALUE)
            .endsWith("\"actualValue\":\"2026-03-02\",\"limitValue\":\"9223372036854775807\"}"));
        assertTrue(measured(MeasureUnit.BYTES, (1L << 53) + 1, 1L << 53)
            .endsWith("\"actualValue\":\"9007199254740993\",\"limitValue\":9007199254740992}"));
    }

    @Test
    void shouldShowGroupsAndTextsOnOneLineWhateverTheyHold() {
        int at = batch.begin(512);
        SettingsChangedEncoder settings = new SettingsChangedEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        settings.origin(CommandOrigin.WEB);
        settings.settingsCount(2).next().key("MAX_TRADES").value("4").next().key("WEIGHTS").value("");
        settings.user("an \"admin\"").reason("two\nlines, \u001b[31mred, \u202eturned, gr\u00fcn \\");
        batch.end(8 + settings.encodedLength());
        assertEquals("SettingsChanged origin=WEB settings=[{key=MAX_TRADES value=4} {key=WEIGHTS value=\"\"}]"
            + " user=\"an \\\"admin\\\"\" reason=\"two\\nlines, \\u001b[31mred, \\u202eturned, gr\u00fcn \\\\\"", printer.line(first()));
        assertEquals("{\"record\":\"SettingsChanged\",\"recordId\":50,\"origin\":\"WEB\","
            + "\"settings\":[{\"key\":\"MAX_TRADES\",\"value\":\"4\"},{\"key\":\"WEIGHTS\",\"value\":\"\"}],"
            + "\"user\":\"an \\\"admin\\\"\",\"reason\":\"two\\nlines, \\u001b[31mred, \\u202eturned, gr\u00fcn \\\\\"}",
            printer.json(first()));
    }

    @Test
    void shouldShowOnlyWhatDiffersBetweenTwoRecords() {
        fill(1_872_512_300_000L, "x-1");
        RecordContent was = content();
        batch.clear();
        fill(1_872_512_400_000L, "x-2");
        assertEquals(List.of("price: 18725.123 -> 18725.124", "executionId: x-1 -> x-2"), printer.changes(was, content()));
        assertEquals(List.of(), printer.changes(was, was));

        RecordContent two = session("A", "1", "B", "2");
        assertEquals(List.of("settings[B].value: 2 -> 3"), printer.changes(two, session("A", "1", "B", "3")));
        assertEquals(List.of("settings[B]: {key=B value=2} -> nothing"), printer.changes(two, session("A", "1")));
        assertThrows(IllegalArgumentException.class, () -> printer.changes(was, two));
    }

    private RecordContent content() {
        return RecordContent.read(RecordCatalogue.ofSchema(), first());
    }

    private RecordContent session(String... settings) {
        batch.clear();
        SessionStartedEncoder session = new SessionStartedEncoder().wrapAndApplyHeader(batch.buffer(), batch.begin(1024), header);
        SessionStartedEncoder.SettingsEncoder rows = session.runMode(RunMode.BACKTEST).settingsCount(settings.length / 2);
        for (int i = 0; i < settings.length; i += 2) {
            rows.next().key(settings[i]).value(settings[i + 1]);
        }
        session.identity("bot").versionTag("v");
        batch.end(8 + session.encodedLength());
        return content();
    }

    @Test
    void shouldShowRecordIdsByNameAndBytesAsHex() {
        int at = batch.begin(512);
        EngineFaultedEncoder faulted = new EngineFaultedEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        faulted.inputTemplateId(BarClosedEncoder.TEMPLATE_ID).text("boom");
        batch.end(8 + faulted.encodedLength());
        assertEquals("EngineFaulted inputTemplate=BarClosed text=boom", printer.line(first()));
        assertEquals("{\"record\":\"EngineFaulted\",\"recordId\":129,\"inputTemplateId\":6,\"inputTemplate\":\"BarClosed\","
            + "\"text\":\"boom\"}", printer.json(first()));

        batch.clear();
        at = batch.begin(512);
        byte[] digest = new byte[32];
        digest[0] = (byte) 0xAB;
        ChartOfAccountsAppliedEncoder applied = new ChartOfAccountsAppliedEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        applied.coaVersion(1).accountCount(20).putDigest(digest, 0, 32);
        batch.end(8 + applied.encodedLength());
        assertEquals("ChartOfAccountsApplied coaVersion=1 accountCount=20 digest=ab" + "00".repeat(31), printer.line(first()));
    }

    @Test
    void shouldPrintAnyRecordAsOneLineAndAsValidJson() {
        Random random = Seed.random("RecordPrinterTest");
        RandomRecords records = new RandomRecords(random);
        for (RecordType type : RecordCatalogue.ofSchema().records()) {
            for (int i = 0; i < 20; i++) {
                Map<String, Object> values = records.values(type.block());
                ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
                int length = RandomRecords.write(type, 1, values, buffer, RecordBatch.PREFIX_LENGTH);
                buffer.putInt(0, length, java.nio.ByteOrder.LITTLE_ENDIAN);
                RecordCursor cursor = new RecordCursor().wrap(buffer, 0, RecordBatch.PREFIX_LENGTH + length);
                assertTrue(cursor.next());
                String line = printer.line(cursor);
                String json = printer.json(cursor);
                assertFalse((line + json).codePoints().anyMatch(c -> c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029),
                    line);
                assertTrue(line.startsWith(type.name()), line);
                assertDoesNotThrow(() -> new JsonCheck(json).requireOneValue(), json);
            }
        }
    }

    private String measured(MeasureUnit unit, long actual, long limit) {
        batch.clear();
        denied(DenyReason.SPREAD, unit, actual, limit);
        return printer.json(first());
    }

    private void denied(DenyReason reason, MeasureUnit unit, long actual, long limit) {
        int at = batch.begin(256);
        OrderDeniedEncoder denied = new OrderDeniedEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        denied.strategyId((short) 1).slot(2).instrumentId(3).signalInstrumentId(0).direction(Direction.BULLISH).reason(reason)
            .unit(unit).actualValue(actual).limitValue(limit);
        batch.end(8 + denied.encodedLength());
    }

    private void fill(long priceE8, String executionId) {
        int at = batch.begin(256);
        OrderFilledEncoder fill = new OrderFilledEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        fill.orderId(7).instrumentId(3).executedNanos(TIME_NANOS).priceE8(priceE8).qtyE9(250_000_000).leavesQtyE9(0)
            .commissionE8(-1_000_000).executionId(executionId);
        batch.end(8 + fill.encodedLength());
    }

    private RecordCursor first() {
        RecordCursor cursor = new RecordCursor().wrap(batch.buffer(), 0, batch.length());
        assertTrue(cursor.next());
        return cursor;
    }
}
