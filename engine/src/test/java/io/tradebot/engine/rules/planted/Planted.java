package io.tradebot.engine.rules.planted;

import com.lmax.disruptor.RingBuffer;
import io.tradebot.journal.log.JournalWriter;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;

import java.io.File;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** One class for each way to break a rule. */
@SuppressWarnings("all")
public final class Planted {

    private Planted() {
    }

    static class MillisClock { long now() { return System.currentTimeMillis(); } }

    static class NanosClock { LongSupplier now() { return System::nanoTime; } }

    static class InstantNow { Object now() { return Instant.now(); } }

    static class DateNow { Object now() { return LocalDate.now(); } }

    static class TimeNow { Object now() { return LocalTime.now(); } }

    static class SystemClock { Object now(Clock clock) { return clock.millis(); } }

    static class OldDate { Object now() { return new Date(); } }

    static class OldRandom { int next() { return new Random().nextInt(); } }

    static class MathRandom { int next() { return (int) (Math.random() * 2); } }

    static class LocalRandom { int next() { return ThreadLocalRandom.current().nextInt(); } }

    static class RandomId { Object next() { return UUID.randomUUID(); } }

    static class AddressAsNumber { int next() { return System.identityHashCode(this); } }

    static class OwnThread { void run() { new Thread(() -> { }).start(); } }

    static class Executor { ExecutorService executor; }

    static class Atomic { AtomicLong count = new AtomicLong(); }

    static class SynchronizedMethod { synchronized void run() { } }

    static class VolatileField { volatile int value; }

    static class Waiting { void run() throws InterruptedException { this.wait(); } }

    static class ParallelStream { long count() { return List.of(1).parallelStream().count(); } }

    static class OldFile { File file; }

    static class NewFile { Path file; }

    static class Network { Socket socket; }

    static class Database { Connection connection; }

    static class Console { void print() { System.out.println(); } }

    static class Environment { Object read() { return System.getenv("HOME"); } }

    static class Property { Object read() { return System.getProperty("user.home"); } }

    static class HashOrderMap { Object map = new HashMap<String, String>(); }

    static class HashOrderSet { Object set = new HashSet<String>(); }

    static class AddressOrder { Object map = new IdentityHashMap<String, String>(); }

    static class SharedHashMap { Object map = new ConcurrentHashMap<String, String>(); }

    static class RandomOrderSet { Object set = Set.of("a", "b"); }

    static class RandomOrderMap { Object map = Map.of("a", "b"); }

    static class CollectedSet { Object set = List.of("a").stream().collect(Collectors.toSet()); }

    static class AgronaIterator { int first(IntHashSet set) { return set.iterator().nextValue(); } }

    static class AgronaForEach { void each(Int2ObjectHashMap<String> map) { map.values().forEach(value -> { }); } }

    static class AgronaIntForEach { void each(IntHashSet set, IntConsumer consumer) { set.forEachInt(consumer); } }

    static class FormatWithoutLocale { String text() { return String.format("%d", 1); } }

    static class FormattedWithoutLocale { String text() { return "%d".formatted(1); } }

    static class LowerWithoutLocale { String text(String word) { return word.toLowerCase(); } }

    static class UpperWithoutLocale { String text(String word) { return word.toUpperCase(); } }

    static class BytesWithoutCharset { byte[] bytes(String word) { return word.getBytes(); } }

    static class TextWithoutCharset { String text(byte[] bytes) { return new String(bytes); } }

    static class DefaultCharset { Charset charset() { return Charset.defaultCharset(); } }

    static class DefaultLocale { Locale locale() { return Locale.getDefault(); } }

    static class DefaultZone { ZoneId zone() { return ZoneId.systemDefault(); } }

    static class OldZone { Object zone() { return TimeZone.getDefault(); } }

    static class PatternWithoutLocale { Object pattern() { return DateTimeFormatter.ofPattern("HH"); } }

    static class ZoneOutsideSession { ZonedDateTime time; }

    static class DoubleField { double priceE8; }

    static class FloatParameter { void set(float qtyE9) { } }

    static class DoubleResult { double cash() { return 1; } }

    static class DoubleArray { double[] pricesE8; }

    static class Journals { JournalWriter writer; }

    static class Ring { RingBuffer<String> ring; }
}
