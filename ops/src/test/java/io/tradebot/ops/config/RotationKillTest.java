package io.tradebot.ops.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import static io.tradebot.ops.config.StoreFixture.CLOCK;
import static io.tradebot.ops.config.StoreFixture.assertOneKeySet;
import static io.tradebot.ops.config.StoreFixture.contents;
import static io.tradebot.ops.config.StoreFixture.everything;
import static io.tradebot.ops.config.StoreFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A rotation that is ended behind any step leaves a store that opens with exactly one key set, the old contents or the new, never
 * some of each. In full: {@code mvn -pl ops -am test -Dtest=RotationKillTest -Dtradebot.rotation.rounds=200 -Dtradebot.rotation.kills=200}.
 */
class RotationKillTest {

    /** Each step of each round is ended once. */
    private static final int ROUNDS = Integer.getInteger("tradebot.rotation.rounds", 1);
    /** Of many like steps each so-many-th is tried, 1 for all of them. */
    private static final int STRIDE = Integer.getInteger("tradebot.rotation.stride", 7);
    /** Processes ended at a random moment. */
    private static final int KILLS = Integer.getInteger("tradebot.rotation.kills", 5);

    @TempDir
    Path home;

    /** Ends the work as a kill would: nothing behind it runs that touches the disk. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class KillAt implements RotationWatcher {
        private final int at;
        private int count;
        private RotationStep step;
        private boolean isArmed;
        private final List<String> passed = new ArrayList<>();

        private KillAt(int at) {
            this.at = at;
        }

        private void arm() {
            isArmed = true;
        }

        private boolean isArmed() {
            return isArmed;
        }

        private boolean hasPassed(RotationStep wanted) {
            return passed.stream().anyMatch(line -> line.startsWith(wanted + " "));
        }

        @Override
        public void passed(RotationStep now, String subject) {
            passed.add(now + " " + subject);
            step = now;
            if (++count == at) {
                throw new Killed();
            }
        }
    }

    private static int version(String settings) {
        return Integer.parseInt(settings.replaceAll(".* at version ([0-9]+) .*", "$1"));
    }

    /** The version that every category holds; fails when they hold different ones. */
    private int versionOfAll() throws IOException {
        WholeStore store = WholeStore.open(home, CLOCK);
        int version = version(text(store.read(SharedCategory.SETTINGS).orElseThrow()));
        for (Category category : StoreFixture.allCategories()) {
            assertEquals(contents(category, version), text(store.read(category).orElseThrow()));
        }
        return version;
    }

    private static List<String> stepsOfOneChange(Path home) throws IOException {
        StoreFixture.create(home);
        KillAt never = new KillAt(0);
        WholeStore watched = WholeStore.open(home, CLOCK, never);
        never.passed.clear();
        assertEquals(2, watched.change(everything(2)));
        return never.passed;
    }

    @Test
    void shouldPassTheStepsInTheOrderThatIsDocumented() throws IOException {
        List<String> passed = stepsOfOneChange(home);
        Set<RotationStep> order = new LinkedHashSet<>();
        // the first steps are those of the clearing before the change
        int from = passed.indexOf(RotationStep.PLAN_WRITTEN + " ");
        passed.subList(from, passed.size()).forEach(line -> order.add(RotationStep.valueOf(line.substring(0, line.indexOf(' ')))));
        assertEquals(List.of(RotationStep.values()), List.copyOf(order));
        long categories = StoreFixture.allCategories().size();
        assertEquals(categories, passed.stream().filter(line -> line.startsWith("KEY_WRITTEN")).count());
        assertEquals(categories, passed.stream().filter(line -> line.startsWith("BACKUP_WRITTEN")).count());
    }

    @Test
    void shouldHoldOneKeySetWhereverItIsEnded(@TempDir Path probe) throws IOException {
        int steps = stepsOfOneChange(probe).size();
        assertTrue(steps > 4 * StoreFixture.allCategories().size() / 2, "steps " + steps);
        StoreFixture.create(home);
        int version = 1;
        Set<KeyId> everBegun = new TreeSet<>();
        Set<RotationStep> endedAt = new TreeSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int at = 1; at <= steps; at++) {
                KillAt now = new KillAt(at);
                WholeStore doomed = WholeStore.open(home, CLOCK, (step, subject) -> {
                    if (now.isArmed()) {
                        now.passed(step, subject);
                    }
                });
                now.arm();
                int next = version + 1;
                assertThrows(Killed.class, () -> doomed.change(everything(next)));
                boolean isSwitched = now.hasPassed(RotationStep.SWITCHED);
                if (Files.exists(new StoreFolders(home).rotationPlan())) {
                    endedAt.add(now.step);
                    RotationPlan plan = RotationPlan.parse(home, Files.readAllBytes(new StoreFolders(home).rotationPlan()));
                    for (KeyId id : plan.keys()) {
                        assertTrue(everBegun.add(id), "key " + id + " was used before");
                    }
                }
                assertReadableAsItLies(isSwitched ? next : version);
                if (round % 2 == 1) {
                    endRecoveryToo();
                }
                assertEquals(isSwitched ? next : version, versionOfAll(), "ended at " + now.step);
                assertOneKeySet(home);
                version = isSwitched ? next : version;
                assertEquals(List.of(), WholeStore.open(home, CLOCK).notices(), "cleared once");
            }
        }
        assertEquals(RotationStep.values().length - 1, endedAt.size(), "ended behind every step at which the plan is there: " + endedAt);
        KeyRing ring = new SetReader(new StoreFolders(home)).ring();
        Set<KeyId> retired = new TreeSet<>(ring.retired());
        ring.setByZone().values().forEach(set -> retired.addAll(set.keyByCategory().values()));
        assertTrue(retired.containsAll(everBegun), "keys of rotations that came to nothing are never used again");
        assertTrue(WholeStore.backups(home).stream().allMatch(StoreBackup::isWhole), "every backup is usable");
    }

    /** Before anything is mended the ring names a set that opens, all of it of one version. */
    private void assertReadableAsItLies(int version) throws IOException {
        SetReader reader = new SetReader(new StoreFolders(home));
        KeyRing ring = reader.ring();
        for (Category category : StoreFixture.allCategories()) {
            assertEquals(contents(category, version), text(reader.read(ring, category)));
        }
    }

    /** The clearing is ended behind each of its own steps, too. */
    private void endRecoveryToo() throws IOException {
        for (int at = 1; at <= 6; at++) {
            KillAt kill = new KillAt(at);
            try {
                WholeStore.open(home, CLOCK, kill);
            } catch (Killed expected) {
                assertEquals(at, kill.count);
            }
        }
    }

    @Test
    void shouldHoldNoneOrAllOfANewStoreWhereverItsCreationIsEnded(@TempDir Path homes) throws IOException {
        KillAt never = new KillAt(0);
        WholeStore.create(homes.resolve("probe"), CLOCK, everything(1), never);
        for (int at = 1; at <= never.count; at += STRIDE) {
            Path one = homes.resolve("home-" + at);
            KillAt kill = new KillAt(at);
            assertThrows(Killed.class, () -> WholeStore.create(one, CLOCK, everything(1), kill));
            if (kill.hasPassed(RotationStep.SWITCHED)) {
                assertThrows(StoreException.class, () -> WholeStore.create(one, CLOCK, everything(2)));
            } else {
                assertEquals(StoreException.Reason.NO_STORE, assertThrows(StoreException.class, () -> WholeStore.open(one, CLOCK)).reason());
                assertFalse(Files.exists(new StoreFolders(one).rotationPlan()));
                WholeStore.create(one, CLOCK, everything(1));
            }
            assertEquals(contents(LiveCategory.IBKR, 1), text(WholeStore.open(one, CLOCK).read(LiveCategory.IBKR).orElseThrow()));
            assertOneKeySet(one);
        }
    }

    @Test
    void shouldLetAPaperProcessFinishWhatACommandBegan(@TempDir Path homes) throws IOException {
        int steps = stepsOfOneChange(homes.resolve("probe")).size();
        for (int at = 1; at <= steps; at += STRIDE) {
            Path one = homes.resolve("home-" + at);
            StoreFixture.create(one);
            KillAt kill = new KillAt(at);
            WholeStore doomed = WholeStore.open(one, CLOCK, (step, subject) -> {
                if (kill.isArmed()) {
                    kill.passed(step, subject);
                }
            });
            kill.arm();
            assertThrows(Killed.class, () -> doomed.change(everything(2)));
            int version = kill.hasPassed(RotationStep.SWITCHED) ? 2 : 1;
            PaperStore paper = PaperStore.open(one, CLOCK);
            assertEquals(contents(PaperCategory.ALPACA, version), text(paper.read(PaperCategory.ALPACA).orElseThrow()));
            paper.change(new StoreChange<PaperReadable>("tester", "because").put(SharedCategory.SETTINGS, StoreFixture.bytes("changed")));
            assertEquals(contents(LiveCategory.ALPACA, version), text(WholeStore.open(one, CLOCK).read(LiveCategory.ALPACA).orElseThrow()));
            assertOneKeySet(one);
        }
    }

    /** Real processes that change the store without end, each killed at a random moment; the seed is printed. */
    @Test
    void shouldHoldOneKeySetWheneverAProcessIsKilled() throws Exception {
        StoreFixture.create(home);
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("RotationKillTest test.seed=" + seed);
        Random random = new Random(seed);
        int version = 1;
        int unfinished = 0;
        for (int i = 0; i < KILLS; i++) {
            Process child = ChildProcess.start(EndlessChanges.class, home.toString());
            int told = version;
            try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                assertEquals("ready", out.readLine());
                for (int changes = i % 3; changes > 0; changes--) { // however slow the machine is, some changes are complete
                    String line = out.readLine();
                    told = Integer.parseInt(line.substring(0, line.length() - 1));
                }
                long end = System.nanoTime() + random.nextInt(250_000_000);
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                child.toHandle().destroyForcibly(); // that of Process closes what it wrote
                for (String line = out.readLine(); line != null && line.endsWith(";"); line = out.readLine()) {
                    told = Integer.parseInt(line.substring(0, line.length() - 1));
                }
            }
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
            unfinished += Files.exists(new StoreFolders(home).rotationPlan()) ? 1 : 0;
            int found = versionOfAll();
            assertTrue(found == told || found == told + 1, "the process said " + told + " was on disk, found " + found);
            assertOneKeySet(home);
            version = found;
        }
        assertTrue(WholeStore.backups(home).stream().allMatch(StoreBackup::isWhole));
        assertTrue(version > 1 && (KILLS < 20 || unfinished > KILLS / 4), "versions " + version + ", rotations cut short " + unfinished);
    }

    /** The child: changes everything again and again, and says so when each change is on disk. */
    static final class EndlessChanges {

        private EndlessChanges() {
        }

        public static void main(String[] arguments) throws IOException {
            Path home = Path.of(arguments[0]);
            WholeStore store = WholeStore.open(home, CLOCK);
            int version = version(text(store.read(SharedCategory.SETTINGS).orElseThrow()));
            System.out.println("ready");
            while (true) {
                store.change(everything(++version));
                System.out.println(version + ";");
                System.out.flush();
            }
        }
    }

    /** A process that halts itself behind the named step, as the kernel would end it. */
    @Test
    void shouldHoldOneKeySetWhenAProcessHaltsBehindAStep() throws Exception {
        StoreFixture.create(home);
        int version = 1;
        for (RotationStep step : List.of(RotationStep.FILE_WRITTEN, RotationStep.BACKUP_COMPLETE, RotationStep.SWITCHED, RotationStep.OLD_KEYS_REMOVED)) {
            Process child = ChildProcess.start(HaltingChange.class, home.toString(), step.name(), Integer.toString(version + 1));
            assertEquals(137, child.waitFor(), "it halted behind " + step);
            assertTrue(Files.exists(new StoreFolders(home).rotationPlan()));
            version += step.compareTo(RotationStep.SWITCHED) >= 0 ? 1 : 0;
            assertEquals(version, versionOfAll());
            assertOneKeySet(home);
        }
    }

    /** The child: one change, halted behind a step. */
    static final class HaltingChange {

        private HaltingChange() {
        }

        public static void main(String[] arguments) throws IOException {
            RotationStep at = RotationStep.valueOf(arguments[1]);
            boolean[] isBegun = {false};
            WholeStore.open(Path.of(arguments[0]), CLOCK, (step, subject) -> {
                isBegun[0] |= step == RotationStep.PLAN_WRITTEN;
                if (isBegun[0] && step == at) {
                    Runtime.getRuntime().halt(137);
                }
            }).change(everything(Integer.parseInt(arguments[2])));
        }
    }
}
