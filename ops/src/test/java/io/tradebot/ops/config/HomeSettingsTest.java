package io.tradebot.ops.config;

import io.tradebot.engine.settings.InvalidSettingsException;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static io.tradebot.ops.config.StoreFixture.CLOCK;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HomeSettingsTest {

    private static final SettingsTable TABLE = SettingsTable.standard();

    @TempDir
    Path home;

    @BeforeEach
    void makeStore() throws IOException {
        WholeStore.create(home, CLOCK, new StoreChange<Category>("tester", "first")
            .put(SharedCategory.SETTINGS, new StoredSettings(new TreeMap<>(Map.of("MAX_PRICE", "50", "ENVIRONMENT", "test")), 12, false).write())
            .put(PaperCategory.ALPACA, CredentialFile.write(new TreeMap<>(Map.of("ALPACA_PAPER_API_KEY", "canary-paper"))))
            .put(LiveCategory.ALPACA, CredentialFile.write(new TreeMap<>(Map.of("ALPACA_LIVE_API_KEY", "canary-live")))));
    }

    private HomeSettings load(Map<String, String> environment, Map<String, String> flags) throws IOException {
        return HomeSettings.load(home, environment, flags, TABLE, CLOCK);
    }

    private void assertValue(String value, String origin, HomeSettings loaded) {
        assertEquals(value, loaded.settings().value("MAX_PRICE"));
        assertEquals(origin, loaded.checked().origin("MAX_PRICE").orElse("default"));
    }

    @Test
    void shouldTakeTheStrongestOrigin() throws IOException {
        Path plain = Files.writeString(home.resolve(".env"), "# mine\nMAX_PRICE=40\nMIN_PRICE=3\n");
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> environment = Map.of("TRADEBOT_MAX_PRICE", "60", "TRADEBOT_HOME", "x", "PATH", "y");
        assertValue("70", "command line", load(environment, Map.of("MAX_PRICE", "70")));
        assertValue("60", "environment TRADEBOT_MAX_PRICE", load(environment, Map.of()));
        assertValue("50", "encrypted store .env_bot.enc", load(Map.of(), Map.of()));
        assertEquals("3", load(Map.of(), Map.of()).settings().value("MIN_PRICE"));
        assertEquals(plain + " line 3", load(Map.of(), Map.of()).checked().origin("MIN_PRICE").orElseThrow());
        new SettingsEdit(home, TABLE, CLOCK).set(List.of(), List.of("MAX_PRICE"), "tester", "test");
        assertValue("40", plain + " line 2", load(Map.of(), Map.of()));
        Files.delete(plain);
        assertValue("100", "default", load(Map.of(), Map.of()));
        assertEquals(List.of(), load(Map.of(), Map.of()).notices());
    }

    @Test
    void shouldHoldTheCredentialsOfItsModeOnly() throws IOException {
        HomeSettings paper = load(Map.of(), Map.of());
        assertEquals("canary-paper", paper.checked().secret("ALPACA_PAPER_API_KEY").orElseThrow());
        assertTrue(paper.checked().secret("ALPACA_LIVE_API_KEY").isEmpty());
        HomeSettings live = load(Map.of("TRADEBOT_MODE", "live", "TRADEBOT_ALPACA_MODE", "live"), Map.of());
        assertTrue(live.settings().isLive());
        assertEquals("canary-live", live.checked().secret("ALPACA_LIVE_API_KEY").orElseThrow());
        assertTrue(live.checked().secret("ALPACA_PAPER_API_KEY").isEmpty());
    }

    @Test
    void shouldRefuseSecretsFromPlacesWhereTheyMustNotBe() throws IOException {
        Files.writeString(home.resolve(".env"), "SMTP_PASS=canary-1\nENVIRONMENT=test\n");
        assertEquals(List.of(), load(Map.of(), Map.of()).checked().problems(), "a plain file may hold them outside of production");
        HomeSettings loaded = load(Map.of("TRADEBOT_ALPACA_LIVE_API_KEY", "canary-2", "TRADEBOT_ENVIRONMENT", "production"), Map.of("SMTP_USER", "canary-3"));
        String message = assertThrows(InvalidSettingsException.class, loaded::settings).getMessage();
        assertTrue(message.startsWith("3 settings are wrong"), message);
        for (String part : List.of("line 1: SMTP_PASS is secret, and ENVIRONMENT=production",
            "environment TRADEBOT_ALPACA_LIVE_API_KEY: ALPACA_LIVE_API_KEY is of a live account", "command line: SMTP_USER is secret")) {
            assertTrue(message.contains(part), part + " in " + message);
        }
        assertFalse(message.contains("canary"), message);
    }

    @Test
    void shouldWarnOfAPlainFileThatOthersMayRead() throws IOException {
        Path plain = Files.writeString(home.resolve(".env"), "MAX_PRICE=40\n");
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(load(Map.of(), Map.of()).notices().get(0).contains("chmod 600 " + plain));
    }

    @Test
    void shouldNameUnknownVariables() throws IOException {
        String problems = load(Map.of("TRADEBOT_MAX_PRIZE", "canary"), Map.of()).checked().problems().toString();
        assertTrue(problems.contains("MAX_PRICE?") && !problems.contains("canary"), problems);
    }

    @Test
    void shouldWorkWithoutAStore(@TempDir Path empty) throws IOException {
        assertEquals("100", HomeSettings.load(empty, Map.of(), Map.of(), TABLE, CLOCK).settings().value("MAX_PRICE"));
        assertFalse(Files.exists(empty.resolve("storage")));
    }

    @Test
    void shouldStoreAllOrNothingAndSayThatItIsNewerThanTheJournal() throws IOException {
        SettingsEdit edit = new SettingsEdit(home, TABLE, CLOCK);
        assertThrows(InvalidSettingsException.class, () -> edit.set(List.of(SettingsFile.of("x", Map.of("MAX_PRICE", "60", "MIN_PRICE", "90"))),
            List.of(), "tester", "test"));
        assertThrows(InvalidSettingsException.class, () -> edit.set(List.of(), List.of("NO_SUCH"), "tester", "test"));
        assertEquals(1, WholeStore.open(home, CLOCK).keySet());
        assertEquals(2, edit.set(List.of(SettingsFile.of("x", Map.of("MAX_PRICE", "60.0", "SMTP_PASS", "canary", "IBKR_LIVE_API_KEY", "canary"))),
            List.of("ENVIRONMENT", "ALPACA_PAPER_API_KEY"), "tester", "test"));
        WholeStore store = WholeStore.open(home, CLOCK);
        StoredSettings stored = StoredSettings.read(store.read(SharedCategory.SETTINGS).orElseThrow());
        assertEquals(Map.of("MAX_PRICE", "60"), stored.valueByKey());
        assertEquals(12, stored.journalSequence());
        assertTrue(stored.isEditedSince());
        assertTrue(store.read(PaperCategory.ALPACA).isEmpty() && store.read(LiveCategory.IBKR).isPresent() && store.read(SharedCategory.SMTP).isPresent());
        assertArrayEquals(stored.digest(), StoredSettings.applied(stored.valueByKey(), 99).digest());
    }

    @Test
    void shouldKeepTextsOfSettingsAsTheyAre() {
        for (String value : List.of("", " blank at both ends ", "a # b", "say \"no\"", "it's", "#", "=")) {
            assertEquals(value, StoredSettings.read(StoredSettings.applied(new TreeMap<>(Map.of("KEY", value)), 1).write()).valueByKey().get("KEY"));
        }
        assertThrows(StoreException.class, () -> StoredSettings.applied(new TreeMap<>(Map.of("KEY", "'\"")), 1).write());
        assertThrows(StoreException.class, () -> StoredSettings.read(StoreFixture.bytes("MAX_PRICE=1\n")));
    }
}
