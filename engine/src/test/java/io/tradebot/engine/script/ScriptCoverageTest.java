package io.tradebot.engine.script;

import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.CandidateReason;
import io.tradebot.journal.event.CommandRefusal;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.FilterVerdict;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.SkipReason;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every reason that the engine can give is given by at least one script. What is listed here cannot be given by any input that the
 * engine takes; each has its reason. A value that is neither given nor listed, or both, fails.
 */
class ScriptCoverageTest {

    private static final Set<String> ASKED = Set.of("OrderRequested", "RiskChecked");

    /** Values that no input can bring about, by enum. */
    private static final Map<String, Set<String>> NOT_GIVEN = Map.ofEntries(
        Map.entry("DenyReason", Set.of(
            // checked by the gate for what does not come from a strategy's window, see RiskGateTest:
            "OUTSIDE_HOURS", // windows begin at the open or later and end at the hard exit, and a late approval is overtaken by that
            "INTENT_EXCEEDED")), // takes a bug: no strategy gives quantities, see IntentGuardTest
        Map.entry("CandidateReason", Set.of("NO_OPTION")), // the rules look for the contract when the order is asked for: NO_OPTION_DATA
        Map.entry("SkipReason", Set.of("OVERRIDE")), // what STRATEGY_OVERRIDE leaves out is not loaded
        Map.entry("ExitReason", Set.of(
            "SESSION_CLOSE", // every deadline is at the hard exit or before it, and that is at the close or before it
            "REVERSED", // a busted entry takes its position back without an exit
            "REBALANCE")), // holdings
        Map.entry("FilterKind", Set.of()),
        Map.entry("FilterVerdict", Set.of()),
        Map.entry("KillCause", Set.of("FAULT", // takes a bug, as above
            "UNEXPLAINED")), // what cannot be explained blocks entries instead
        Map.entry("InputRefusal", Set.of("NO_SESSION", "UNKNOWN_POSITION",
            "OVERFILL")), // of journals from before the books: what is beyond a position is booked now
        Map.entry("EntryBlock", Set.of(
            "KILL_SWITCH", "TRADES_DISABLED", // have refusals of their own
            "CALENDAR")), // comparing with the broker's calendar
        Map.entry("CommandRefusal", Set.of()),
        Map.entry("ApprovalVerdict", Set.of()));

    @Test
    void shouldGiveEveryReasonInSomeScript() {
        Map<String, Set<String>> given = new TreeMap<>();
        NOT_GIVEN.keySet().forEach(type -> given.put(type, new TreeSet<>()));
        for (ScriptFile file : ScriptFile.all()) {
            for (RecordedExcerpts.Excerpt excerpt : EngineScript.run(file.inputs()).journal().excerpts()) {
                excerpt.records().stream().filter(record -> !record.type().isInput()).forEach(record -> collect(record, given));
            }
        }
        check(given, DenyReason.values());
        check(given, CandidateReason.values());
        check(given, SkipReason.values());
        check(given, ExitReason.values());
        check(given, FilterKind.values());
        check(given, FilterVerdict.values());
        check(given, KillCause.values());
        check(given, InputRefusal.values());
        check(given, EntryBlock.values());
        check(given, CommandRefusal.values());
        check(given, ApprovalVerdict.values());
    }

    /** Reasons on orders and checks that were asked for do not count: only what came of them. */
    private static void collect(RecordContent record, Map<String, Set<String>> given) {
        for (Field field : record.type().block().fields()) {
            boolean counts = given.containsKey(field.type()) && !ASKED.contains(record.type().name());
            EnumValue value = counts ? record.row().enumValue(field.name()) : null;
            if (value != null) {
                given.get(field.type()).add(value.name());
            }
        }
    }

    private static void check(Map<String, Set<String>> given, Enum<?>[] values) {
        String type = values[0].getDeclaringClass().getSimpleName();
        Set<String> expected = new TreeSet<>();
        Arrays.stream(values).map(Enum::name).filter(name -> !name.equals("NULL_VAL")).forEach(expected::add);
        assertTrue(expected.containsAll(NOT_GIVEN.get(type)), type + " lists a value that does not exist");
        expected.removeAll(NOT_GIVEN.get(type));
        assertEquals(expected, given.get(type), type);
    }
}
