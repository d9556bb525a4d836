package io.tradebot.ops.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static io.tradebot.ops.config.StoreFixture.CLOCK;
import static io.tradebot.ops.config.StoreFixture.assertOneKeySet;
import static io.tradebot.ops.config.StoreFixture.bytes;
import static io.tradebot.ops.config.StoreFixture.contents;
import static io.tradebot.ops.config.StoreFixture.files;
import static io.tradebot.ops.config.StoreFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SecretStoreTest {

    @TempDir
    Path home;

    private static StoreChange<Category> settings(String text) {
        return new StoreChange<Category>("tester", "because").put(SharedCategory.SETTINGS, bytes(text));
    }

    private KeyRing ring() throws IOException {
        return new SetReader(new StoreFolders(home)).ring();
    }

    private Path keyFile(Category category) throws IOException {
        return new StoreFolders(home).keyFile(category, ring().setByZone().get(category.zone()).number());
    }

    private Path secretFile(Category category) throws IOException {
        return new StoreFolders(home).secretFile(category, ring().setByZone().get(category.zone()).number());
    }

    @Test
    void shouldHoldEveryCategoryInAFileWithAKeyOfItsOwn() throws IOException {
        WholeStore store = StoreFixture.create(home);
        for (Category category : StoreFixture.allCategories()) {
            assertEquals(contents(category, 1), text(store.read(category).orElseThrow()));
            assertTrue(Files.exists(secretFile(category)) && Files.exists(keyFile(category)));
        }
        assertOneKeySet(home);
        assertEquals(List.of(), WholeStore.open(home, CLOCK).notices());
    }

    @Test
    void shouldRenewAllKeysAtAnyChangeAndNeverTakeOneAgain() throws IOException {
        WholeStore store = StoreFixture.create(home);
        Set<KeyId> used = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            KeyRing ring = ring();
            assertEquals(used, ring.retired(), "all earlier keys are named");
            for (Category category : StoreFixture.allCategories()) {
                assertTrue(used.add(ring.key(category)), "key of " + category.word() + " at change " + i);
            }
            assertEquals(i + 2, store.change(settings("change " + i)));
            assertEquals("change " + i, text(store.read(SharedCategory.SETTINGS).orElseThrow()));
            assertEquals(contents(SharedCategory.USERS, 1), text(store.read(SharedCategory.USERS).orElseThrow()));
        }
        assertOneKeySet(home);
    }

    @Test
    void shouldAddAndRemoveCategories() throws IOException {
        WholeStore store = WholeStore.create(home, CLOCK, settings("a"));
        assertTrue(store.read(LiveCategory.ALPACA).isEmpty());
        assertFalse(Files.exists(home.resolve("storage/live")), "no live file without live credentials");
        store.change(new StoreChange<Category>("tester", "because").put(LiveCategory.ALPACA, bytes("live")));
        assertOneKeySet(home);
        assertEquals("live", text(LiveStore.open(home, CLOCK).read(LiveCategory.ALPACA).orElseThrow()));
        store.change(new StoreChange<Category>("tester", "because").remove(LiveCategory.ALPACA));
        assertTrue(store.read(LiveCategory.ALPACA).isEmpty());
        assertOneKeySet(home);
    }

    @Test
    void shouldNotOpenWithAnOldKeyAfterARotation() throws IOException {
        WholeStore store = StoreFixture.create(home);
        byte[] oldKey = Files.readAllBytes(keyFile(SharedCategory.USERS));
        byte[] oldFile = Files.readAllBytes(secretFile(SharedCategory.USERS));
        store.change(settings("b"));
        byte[] newKey = Files.readAllBytes(keyFile(SharedCategory.USERS));
        PrivateFiles.write(keyFile(SharedCategory.USERS), oldKey);
        StoreException byKey = assertThrows(StoreException.class, () -> store.read(SharedCategory.USERS));
        assertTrue(byKey.getMessage().contains("users.key is not the key " + ring().key(SharedCategory.USERS)), byKey.getMessage());
        PrivateFiles.write(keyFile(SharedCategory.USERS), newKey);
        PrivateFiles.write(secretFile(SharedCategory.USERS), oldFile);
        StoreException byFile = assertThrows(StoreException.class, () -> store.read(SharedCategory.USERS));
        assertTrue(byFile.getMessage().contains("users.json.enc does not open with key " + ring().key(SharedCategory.USERS)), byFile.getMessage());
    }

    @Test
    void shouldNotOpenFilesOfAnotherEntityOrUnderAnotherName(@TempDir Path otherHome) throws IOException {
        WholeStore store = StoreFixture.create(home);
        StoreFixture.create(otherHome);
        StoreFolders other = new StoreFolders(otherHome);
        Files.copy(other.secretFile(SharedCategory.USERS, 1), secretFile(SharedCategory.USERS), StandardCopyOption.REPLACE_EXISTING);
        assertThrows(StoreException.class, () -> store.read(SharedCategory.USERS));
        Files.copy(other.keyFile(SharedCategory.USERS, 1), keyFile(SharedCategory.USERS), StandardCopyOption.REPLACE_EXISTING);
        StoreException e = assertThrows(StoreException.class, () -> store.read(SharedCategory.USERS), "not even with its own key");
        assertTrue(e.getMessage().contains("another set or another store"), e.getMessage());
        Files.copy(secretFile(PaperCategory.IBKR), secretFile(PaperCategory.ALPACA), StandardCopyOption.REPLACE_EXISTING);
        assertThrows(StoreException.class, () -> store.read(PaperCategory.ALPACA));
    }

    @Test
    void shouldRefuseKeysThatOthersMayReadByName() throws IOException {
        StoreFixture.create(home);
        List<Path> withKeys = files(home, ".key", "keyring");
        assertTrue(withKeys.size() > 20);
        for (Path file : withKeys) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
        }
        for (Path file : files(home.resolve("storage/keys"), ".key", "keyring")) {
            for (String mode : List.of("rw-r--r--", "rw-r-----", "rw--w----", "rw-----w-", "rwx------")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                StoreException e = assertThrows(StoreException.class, () -> WholeStore.open(home, CLOCK));
                assertEquals(StoreException.Reason.WIDE_MODE, e.reason());
                assertTrue(e.getMessage().startsWith(file + " has mode " + mode), e.getMessage());
                assertTrue(e.getMessage().contains("chmod 600 " + file), e.getMessage());
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        WholeStore.open(home, CLOCK);
    }

    @Test
    void shouldRestoreWhatIsDamagedFromTheBackupOfTheSameSet() throws IOException {
        StoreFixture.create(home).change(settings("newest"));
        for (Category category : StoreFixture.allCategories()) {
            for (Path victim : List.of(secretFile(category), keyFile(category))) {
                for (boolean isGone : new boolean[] {true, false}) {
                    if (isGone) {
                        Files.delete(victim);
                    } else {
                        PrivateFiles.write(victim, new byte[100]);
                    }
                    WholeStore store = WholeStore.open(home, CLOCK);
                    assertEquals(1, store.notices().size(), store.notices().toString());
                    assertTrue(store.notices().get(0).contains(category.fileName() + " was restored from the backup of key set 2"), store.notices().get(0));
                    assertEquals("newest", text(store.read(SharedCategory.SETTINGS).orElseThrow()));
                    assertOneKeySet(home);
                }
            }
        }
    }

    @Test
    void shouldSayWhatToDoWhenTheBackupIsDamagedTooAndRollBack() throws IOException {
        StoreFixture.create(home).change(settings("newest"));
        StoreFolders folders = new StoreFolders(home);
        Files.delete(secretFile(SharedCategory.USERS));
        Files.delete(folders.secretBackupFile(SharedCategory.USERS, 2, CLOCK.instant()));
        StoreException e = assertThrows(StoreException.class, () -> WholeStore.open(home, CLOCK));
        assertEquals(StoreException.Reason.MISSING, e.reason());
        assertTrue(e.getMessage().contains("users.json.enc is missing") && e.getMessage().contains("settings rollback"), e.getMessage());
        List<StoreBackup> backups = WholeStore.backups(home);
        assertEquals(List.of(2, 1), backups.stream().map(StoreBackup::set).toList());
        assertEquals(List.of(false, true), backups.stream().map(StoreBackup::isWhole).toList());
        assertThrows(StoreException.class, () -> WholeStore.rollBack(home, CLOCK, 2, "tester", "lost"));
        assertEquals(3, WholeStore.rollBack(home, CLOCK, 1, "tester", "lost"));
        assertEquals(contents(SharedCategory.SETTINGS, 1), text(WholeStore.open(home, CLOCK).read(SharedCategory.SETTINGS).orElseThrow()));
        assertOneKeySet(home);
    }

    @Test
    void shouldRollBackUnderNewKeysWithEverythingOfThatTime() throws IOException {
        WholeStore store = StoreFixture.create(home);
        KeyId first = ring().key(SharedCategory.SETTINGS);
        store.change(StoreFixture.everything(2).remove(SharedCategory.HOLDINGS));
        WholeStore.rollBack(home, CLOCK, 1, "tester", "second thoughts");
        for (Category category : StoreFixture.allCategories()) {
            assertEquals(contents(category, 1), text(store.read(category).orElseThrow()));
        }
        assertTrue(ring().retired().contains(first));
        assertEquals(List.of(3, 2, 1), WholeStore.backups(home).stream().map(StoreBackup::set).toList());
        assertEquals("second thoughts", WholeStore.backups(home).get(0).reason());
        StoreException e = assertThrows(StoreException.class, () -> WholeStore.rollBack(home, CLOCK, 9, "tester", "x"));
        assertTrue(e.getMessage().contains("no backup of key set 9"), e.getMessage());
    }

    @Test
    void shouldComeBackFromALostOrDamagedKeyRing() throws IOException {
        StoreFixture.create(home).change(settings("newest"));
        Set<KeyId> before = new TreeSet<>(ring().retired());
        Path ring = new StoreFolders(home).keyRing();
        byte[] text = Files.readAllBytes(ring);
        for (int i = 0; i < text.length; i += 7) {
            byte[] changed = text.clone();
            changed[i] ^= 1;
            PrivateFiles.write(ring, changed);
            StoreException e = assertThrows(StoreException.class, () -> WholeStore.open(home, CLOCK));
            assertTrue(e.getMessage().startsWith("the key ring " + ring + " is damaged"), e.getMessage());
        }
        Files.delete(ring);
        StoreException e = assertThrows(StoreException.class, () -> PaperStore.open(home, CLOCK));
        assertTrue(e.getMessage().contains("the key ring " + ring + " is missing"), e.getMessage());
        assertThrows(StoreException.class, () -> StoreFixture.create(home), "no new store over a lost one");
        WholeStore.rollBack(home, CLOCK, 2, "tester", "key ring lost");
        assertEquals("newest", text(WholeStore.open(home, CLOCK).read(SharedCategory.SETTINGS).orElseThrow()));
        assertTrue(ring().retired().containsAll(before));
        assertOneKeySet(home);
    }

    @Test
    void shouldKeepKeysApartFromWhatTheyOpen() throws IOException {
        StoreFixture.create(home).change(settings("b"));
        Set<Path> withKeys = new TreeSet<>();
        files(home, ".key").forEach(file -> withKeys.add(file.getParent()));
        Set<Path> withSecrets = new TreeSet<>();
        files(home, ".enc").forEach(file -> withSecrets.add(file.getParent()));
        withKeys.forEach(folder -> assertTrue(withSecrets.stream().noneMatch(other -> other.startsWith(folder) || folder.startsWith(other)), folder.toString()));
        assertEquals(List.of(), files(home.resolve("backup"), ".key", "keyring"), "the backup of secrets can leave the machine without its keys");
        assertTrue(files(home.resolve("backup"), ".enc").stream().allMatch(file -> file.toString().contains("-20261120T143000Z")), "time stamped");
    }

    @Test
    void shouldKeepSoManyBackupsAndTheLiveOnesTheyNeed() throws IOException {
        WholeStore store = StoreFixture.create(home);
        PaperStore paper = PaperStore.open(home, CLOCK);
        for (int i = 0; i < RotationRecovery.KEPT_BACKUPS + 5; i++) {
            paper.change(new StoreChange<PaperReadable>("tester", "because").put(SharedCategory.SETTINGS, bytes("change " + i)));
        }
        List<StoreBackup> backups = WholeStore.backups(home);
        assertEquals(RotationRecovery.KEPT_BACKUPS, backups.size());
        assertTrue(backups.stream().allMatch(StoreBackup::isWhole), backups.toString());
        assertEquals(contents(LiveCategory.ALPACA, 1), text(store.read(LiveCategory.ALPACA).orElseThrow()));
        WholeStore.rollBack(home, CLOCK, backups.get(backups.size() - 1).set(), "tester", "because");
        assertOneKeySet(home);
    }

    @Test
    void shouldTellThatThereIsNoStoreAndLeaveNothingBehind() throws IOException {
        StoreException e = assertThrows(StoreException.class, () -> PaperStore.open(home.resolve("none"), CLOCK));
        assertEquals(StoreException.Reason.NO_STORE, e.reason());
        assertTrue(e.getMessage().contains("tradebot setup"), e.getMessage());
        assertFalse(Files.exists(home.resolve("none")));
        StoreFixture.create(home);
        assertEquals(StoreException.Reason.STORE_EXISTS, assertThrows(StoreException.class, () -> StoreFixture.create(home)).reason());
    }

    @Test
    void shouldServeManyAtOnce() throws Exception {
        StoreFixture.create(home);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Integer>> done = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            Callable<Integer> work = () -> {
                WholeStore store = WholeStore.open(home, CLOCK);
                for (int i = 0; i < 5; i++) {
                    store.change(settings("thread " + thread));
                    assertTrue(text(store.read(SharedCategory.SETTINGS).orElseThrow()).startsWith("thread "));
                }
                return 0;
            };
            done.add(pool.submit(work));
        }
        for (Future<Integer> one : done) {
            one.get();
        }
        pool.shutdown();
        assertOneKeySet(home);
        assertEquals(21, WholeStore.open(home, CLOCK).keySet());
    }

    @Test
    void shouldStampWithTheClockThatIsGiven() throws IOException {
        StoreFixture.create(home);
        assertEquals(Instant.parse("2026-11-20T14:30:00Z"), ring().changed());
        assertEquals("tester", ring().user());
        assertTrue(text(Files.readAllBytes(keyFile(SharedCategory.USERS))).contains("created 2026-11-20T14:30:00Z"));
    }

    @Test
    void shouldKeepUserAndReasonOnOneLine() throws IOException {
        StoreFixture.create(home).change(new StoreChange<Category>("a\nretired x", "b\r\n\u0000c" + "x".repeat(500))
            .put(SharedCategory.SETTINGS, bytes("c")));
        assertEquals("a retired x", ring().user());
        assertEquals(200, ring().reason().length());
    }
}
