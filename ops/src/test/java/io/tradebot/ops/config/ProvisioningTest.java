package io.tradebot.ops.config;

import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.ops.user.PasswordHash;
import io.tradebot.ops.user.User;
import io.tradebot.ops.user.UserFile;
import io.tradebot.projections.ledger.ChartTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static io.tradebot.ops.config.StoreFixture.CLOCK;
import static io.tradebot.ops.config.StoreFixture.assertOneKeySet;
import static io.tradebot.ops.config.StoreFixture.bytes;
import static io.tradebot.ops.config.StoreFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProvisioningTest {

    private static final String ANSWERS = """
        {"identity": {"entity_code": "ACME", "jurisdiction_code": "US", "broker_code": "ALPACA", "bot_id": "B1"},
         "settings": {"MAX_PRICE": "080.0", "ENVIRONMENT": "test", "TRAIL": 0.03},
         "credentials": {"ALPACA_PAPER_API_KEY": "pk", "ALPACA_PAPER_SECRET_KEY": "ps", "ALPACA_LIVE_API_KEY": "lk", "SMTP_PASS": "mail",
                         "FINNHUB_API_KEY": "fh", "TRADING_BOT__WEBHOOK__SECRET": "0123456789abcdef"},
         "users": [{"name": "anna", "role": "admin", "password": "violet teapots argue quietly"}, {"name": "ben", "role": "viewer"}],
         "chart_of_accounts": "default"}""";

    @TempDir
    Path home;

    private Provisioning provisioning() {
        return new Provisioning(home, SettingsTable.standard(), CLOCK);
    }

    @Test
    void shouldSetUpEverythingInOneKeySet() throws IOException {
        Provisioning.Outcome outcome = provisioning().setUp(AnswersFile.parse(bytes(ANSWERS)));
        assertEquals("ACME_US_ALPACA_B1", outcome.identity());
        assertEquals(1, outcome.keySet());
        assertTrue(Provisioning.isSetUp(home));
        assertOneKeySet(home);
        WholeStore store = WholeStore.open(home, CLOCK);
        assertEquals("{MAX_PRICE=80, ENVIRONMENT=test, STRAT_OPEN_TRAIL=0.03}".length(),
            StoredSettings.read(store.read(SharedCategory.SETTINGS).orElseThrow()).valueByKey().toString().length());
        assertEquals("80", StoredSettings.read(store.read(SharedCategory.SETTINGS).orElseThrow()).valueByKey().get("MAX_PRICE"));
        assertEquals("{\"ALPACA_LIVE_API_KEY\":\"lk\"}", text(store.read(LiveCategory.ALPACA).orElseThrow()));
        assertEquals("{\"SMTP_PASS\":\"mail\"}", text(store.read(SharedCategory.SMTP).orElseThrow()));
        assertEquals(ChartTemplate.load(), ChartTemplate.parse(text(store.read(SharedCategory.CHART_OF_ACCOUNTS).orElseThrow())));
        List<User> users = UserFile.read(store.read(SharedCategory.USERS).orElseThrow());
        assertTrue(users.get(0).hash().isOf("violet teapots argue quietly") && !users.get(0).isOneTime());
        Path token = outcome.tokenFiles().get(0);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
        assertTrue(users.get(1).isOneTime() && users.get(1).hash().isOf(Files.readString(token).strip()));
        assertTrue(Files.readString(home.resolve("logs/system_users.log")).contains("created user=ben role=viewer oneTimePassword=true"));
        assertTrue(Files.readString(home.resolve("logs/provisioning.log")).contains("identity=ACME_US_ALPACA_B1"));
    }

    @Test
    void shouldLeaveAHomeAloneThatIsSetUp() throws IOException {
        provisioning().setUp(AnswersFile.parse(bytes(ANSWERS)));
        List<PasswordHash> before = UserFile.read(WholeStore.open(home, CLOCK).read(SharedCategory.USERS).orElseThrow()).stream().map(User::hash).toList();
        Provisioning.Outcome again = provisioning().setUp(AnswersFile.parse(bytes(ANSWERS.replace("teapots", "kettles"))));
        assertTrue(again.wasSetUp());
        assertEquals(1, again.keySet());
        assertEquals(before, UserFile.read(WholeStore.open(home, CLOCK).read(SharedCategory.USERS).orElseThrow()).stream().map(User::hash).toList());
        StoreException other = assertThrows(StoreException.class, () -> provisioning().setUp(AnswersFile.parse(bytes(ANSWERS.replace("ACME", "OTHER")))));
        assertTrue(other.getMessage().contains("is set up for ACME_US_ALPACA_B1"), other.getMessage());
    }

    @Test
    void shouldGoOnWhereItWasEnded() throws IOException {
        for (ProvisioningStep end : ProvisioningStep.values()) {
            Path one = home.resolve(end.name());
            Provisioning doomed = new Provisioning(one, SettingsTable.standard(), CLOCK, step -> {
                if (step == end) {
                    throw new AssertionError("killed");
                }
            });
            assertThrows(AssertionError.class, () -> doomed.setUp(AnswersFile.parse(bytes(ANSWERS))));
            assertEquals(end == ProvisioningStep.MARKED, Provisioning.isSetUp(one), end.name());
            Provisioning.Outcome outcome = new Provisioning(one, SettingsTable.standard(), CLOCK).setUp(AnswersFile.parse(bytes(ANSWERS)));
            assertEquals(1, outcome.tokenFiles().size());
            List<User> users = UserFile.read(WholeStore.open(one, CLOCK).read(SharedCategory.USERS).orElseThrow());
            assertTrue(users.get(1).hash().isOf(Files.readString(outcome.tokenFiles().get(0)).strip()), "the token is that of the store, ended at " + end);
            assertTrue(Files.exists(one.resolve("logs/system_users.log")) && Provisioning.isSetUp(one));
            assertOneKeySet(one);
        }
    }

    @Test
    void shouldNameEveryProblemAtOnceAndWriteNothing() {
        ProvisioningAnswers answers = AnswersFile.parse(bytes("""
            {"identity": {"entity_code": "acme", "jurisdiction_code": "US", "broker_code": "ALPACA", "bot_id": "much-too-long"},
             "settings": {"MAX_PRICE": "-1", "NO_SUCH": "1", "SMTP_PASS": "canary-1"},
             "credentials": {"MIN_PRICE": "3", "TRADING_BOT__WEBHOOK__SECRET": "canary-2"},
             "users": [{"name": "anna", "role": "boss", "password": "canary3"}, {"name": "anna", "role": "viewer"}, {"name": "B C", "role": "viewer"}],
             "chart_of_accounts": {"coa_version": 0}}"""));
        ProvisioningRefusedException e = assertThrows(ProvisioningRefusedException.class, () -> provisioning().setUp(answers));
        for (String part : List.of("entity_code must be", "bot_id must be", "MAX_PRICE=-1", "NO_SUCH", "SMTP_PASS is secret", "MIN_PRICE is no secret",
            "TRADING_BOT__WEBHOOK__SECRET", "user anna has a role", "the password has 7 characters", "user anna is there twice",
            "a user has a name", "one with the role admin", "chart of accounts")) {
            assertTrue(e.getMessage().contains(part), part + " in " + e.getMessage());
        }
        assertFalse(e.getMessage().contains("canary"), e.getMessage());
        assertFalse(Files.exists(home.resolve("storage")));
    }

    @Test
    void shouldAskForTheCredentialsOfTheBroker() {
        ProvisioningRefusedException e = assertThrows(ProvisioningRefusedException.class, () -> provisioning().setUp(AnswersFile.parse(bytes(
            ANSWERS.replace("\"ALPACA_PAPER_SECRET_KEY\": \"ps\",", "")))));
        assertEquals(List.of("credentials: ALPACA_PAPER_SECRET_KEY is missing; BROKER_NAME=ALPACA needs it. BROKER_NAME=PAPER needs none"), e.problems());
    }

    @Test
    void shouldRefuseAnswersOfAnotherFormWithoutRepeatingThem() throws IOException {
        for (String json : List.of("canary", "[\"canary\"]", "{\"canary\": 1}", "{\"users\": \"canary\"}", ANSWERS + "canary", ANSWERS.replace("\"role\": \"viewer\"",
            "\"role\": \"viewer\", \"passwort\": \"canary\""), ANSWERS.replace("\"SMTP_PASS\": \"mail\"", "\"SMTP_PASS\": \"canary\", \"SMTP_PASS\": \"canary\""),
            ANSWERS.replace("\"SMTP_PASS\": \"mail\"", "\"SMTP_PASS\": [\"canary\"]"), ANSWERS.replace("violet", "canary\u0001"))) {
            ProvisioningRefusedException e = assertThrows(ProvisioningRefusedException.class, () -> provisioning().setUp(AnswersFile.parse(bytes(json))), json);
            assertFalse(e.getMessage().contains("canary"), e.getMessage());
            assertEquals(null, e.getCause());
        }
        Path file = Files.writeString(home.resolve("answers.json"), ANSWERS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(StoreException.Reason.WIDE_MODE, assertThrows(StoreException.class, () -> AnswersFile.read(file)).reason());
    }

    @Test
    void shouldKeepEverySecretOfTheTableInACategory() {
        SettingsTable.standard().rows().forEach(row -> {
            Category category = CredentialKeys.categoryOf(row);
            assertEquals(row.isSecret(), category != SharedCategory.SETTINGS);
            assertEquals(row.key().contains("_LIVE_") && row.isSecret(), category instanceof LiveCategory, row.key());
            assertEquals(row.key().contains("_PAPER_") && row.isSecret(), category instanceof PaperCategory, row.key());
        });
    }
}
