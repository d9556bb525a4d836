package io.tradebot.ops.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Secrets are planted in every category, every command about them is used rightly and wrongly, and nothing may show one. */
class SecretsCanaryTest {

    private static final String CANARY = "canary9Xk2";
    private static final String PASSWORD = "canary9Xk2 violet teapots";

    @TempDir
    Path folder;
    private Path home;
    private final List<String> said = new ArrayList<>();

    private static String answers(String more) {
        StringBuilder credentials = new StringBuilder();
        for (String key : List.of("ALPACA_PAPER_API_KEY", "ALPACA_PAPER_SECRET_KEY", "ALPACA_LIVE_API_KEY", "ALPACA_LIVE_SECRET_KEY",
            "IBKR_PAPER_USERNAME", "IBKR_PAPER_ACCOUNT_NUMBER", "IBKR_PAPER_PASSWORD", "IBKR_LIVE_API_KEY", "IBKR_LIVE_SECRET_KEY",
            "TRADIER_PAPER_TOKEN", "TRADIER_PAPER_ACCOUNT", "TRADIER_LIVE_TOKEN", "TRADIER_LIVE_ACCOUNT", "FINNHUB_API_KEY", "SMTP_USER",
            "SMTP_PASS", "TRADING_BOT__WEBHOOK__SECRET")) {
            credentials.append(credentials.length() == 0 ? "" : ",").append('"').append(key).append("\":\"").append(CANARY).append(key).append('"');
        }
        credentials.append(",\"ALERT_EMAIL\":\"").append(CANARY).append("@example.org\",\"SMTP_HOST\":\"").append(CANARY).append(".example.org\",\"SMTP_PORT\":\"587\"");
        return "{\"identity\":{\"entity_code\":\"ACME\",\"jurisdiction_code\":\"US\",\"broker_code\":\"ALPACA\",\"bot_id\":\"B1\"},"
            + "\"settings\":{\"ENVIRONMENT\":\"test\"},\"credentials\":{" + credentials + "},"
            + "\"users\":[{\"name\":\"anna\",\"role\":\"admin\",\"password\":\"" + PASSWORD + "\"},{\"name\":\"ben\",\"role\":\"viewer\"}]" + more + "}";
    }

    private Path secretFile(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private CommandRun run(int code, Map<String, String> environment, String... arguments) {
        CommandRun run = null;
        for (boolean isDebug : new boolean[] {true, false}) { // stack traces are looked at, too
            List<String> all = new ArrayList<>(List.of(arguments));
            if (isDebug) {
                all.add("--debug");
            }
            run = CommandRun.with(environment, all.toArray(String[]::new));
            said.add(String.join(" ", arguments) + "\n" + run.out() + run.err());
            assertEquals(code, run.code(), String.join(" ", arguments) + "\n" + run.out() + run.err());
        }
        return run;
    }

    private CommandRun run(int code, String... arguments) {
        return run(code, Map.of(), arguments);
    }

    @BeforeEach
    void setUp() throws IOException {
        home = folder.resolve("home");
        run(0, "setup", "--answers", secretFile("answers.json", answers("")).toString(), "--home", home.toString());
    }

    private void assertNothingShown() throws IOException {
        for (String text : said) {
            assertFalse(text.contains(CANARY) || text.contains("teapots"), text);
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertTrue(files.size() > 20);
        for (Path file : files) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains(CANARY) || bytes.contains("teapots"), file.toString());
        }
    }

    @Test
    void shouldFindAPlantedSecret() throws IOException { // or the scan below would hold over nothing
        Files.writeString(home.resolve("logs/leak.log"), CANARY);
        try {
            assertNothingShown();
        } catch (AssertionError expected) {
            return;
        }
        throw new AssertionError("the scan finds nothing");
    }

    @Test
    void shouldShowNoSecretWhenAllIsWell() throws IOException {
        String at = home.toString();
        CommandRun shown = run(0, "settings", "show", "--origin", "--home", at);
        assertTrue(shown.out().contains("ALPACA_PAPER_API_KEY") && shown.out().contains("***")
            && shown.out().contains("encrypted store alpaca_paper.json.enc"), shown.out());
        assertTrue(shown.out().matches("(?s).*ALPACA_LIVE_API_KEY +not set\n.*"), shown.out());
        run(0, "settings", "show", "--home", at);
        run(0, "settings", "show", "--json", "--home", at);
        run(0, Map.of("TRADEBOT_HOME", at, "TRADEBOT_MODE", "live", "TRADEBOT_ALPACA_MODE", "live"), "settings", "show", "--origin");
        run(0, Map.of("TRADEBOT_SMTP_PASS", CANARY), "settings", "show", "--origin", "--home", at);
        Path more = secretFile("more.env", "SMTP_PASS=" + CANARY + "\nMAX_PRICE=80\nALPACA_LIVE_API_KEY=" + CANARY + "\n");
        run(0, "settings", "set", "--from", more.toString(), "MIN_PRICE=3", "--reason", "test", "--home", at);
        run(3, "settings", "diff", "store", more.toString(), "--home", at);
        run(3, "settings", "diff", "store", more.toString(), "--home", at, "--json");
        run(0, "settings", "diff", "store", "store", "--home", at);
        run(0, "settings", "backups", "--home", at);
        run(0, "settings", "backups", "--home", at, "--json");
        run(0, "settings", "rollback", "1", "--reason", "test", "--home", at);
        run(0, "settings", "set", "--unset", "SMTP_PASS", "--reason", "test", "--home", at, "--json");
        run(0, "settings", "check", more.toString());
        run(0, "setup", "--answers", folder.resolve("answers.json").toString(), "--home", at, "--json");
        assertNothingShown();
    }

    @Test
    void shouldShowNoSecretWhenSomethingIsWrong() throws IOException {
        String at = home.toString();
        Path wrong = secretFile("wrong.env", "SMTP_PASS=" + "\u0007" + CANARY + "\nTRADING_BOT__WEBHOOK__SECRET=" + CANARY + "\nSMTP_PORT=" + CANARY + "\nALERT_EMAIL="
            + CANARY + "\nSMTP_PASSS=" + CANARY + "\nSMTP_USER='" + CANARY + "\n" + CANARY + "\nSMTP_HOST=" + CANARY + "/\nSMTP_HOST=" + CANARY + "\nPASSWORD=" + CANARY
            + "\nALPACA_LIVE_URL=https://" + CANARY + "@example.org\nTRADIER_TOKEN=" + CANARY + "\n");
        run(78, "settings", "check", wrong.toString());
        run(78, "settings", "check", wrong.toString(), "--json");
        run(78, "settings", "set", "--from", wrong.toString(), "--reason", "test", "--home", at);
        run(78, "settings", "diff", "store", wrong.toString(), "--home", at);
        run(78, Map.of("TRADEBOT_ALPACA_LIVE_API_KEY", CANARY, "TRADEBOT_SMTP_PORT", CANARY, "TRADEBOT_NO_SUCH", CANARY), "settings", "show", "--home", at);
        int before = said.size();
        for (String[] arguments : new String[][] {{"settings", "set", "SMTP_PASS=" + CANARY, "--reason", "test", "--home", at},
            {"settings", "show", "--set", "SMTP_PASS=" + CANARY, "--home", at}, {"backtest", "--data", at, "--set", "SMTP_PASS=" + CANARY}}) {
            String out = run(78, arguments).err();
            assertTrue(out.contains("SMTP_PASS is secret, and everybody on this machine may read command lines"), out);
        }
        for (int i = before; i < said.size(); i++) { // the arguments themselves hold it; what was printed may not
            said.set(i, said.get(i).substring(said.get(i).indexOf('\n')));
        }
        for (String json : List.of(CANARY, "{\"" + CANARY + "\":1}", answers(",\"" + CANARY + "\":1"), answers("") + CANARY,
            answers("").replace(PASSWORD, CANARY), answers("").replace("\"SMTP_PORT\":\"587\"", "\"SMTP_PORT\":\"" + CANARY + "\",\"NO_SUCH\":\"" + CANARY + "\""),
            answers("").replace("\"ENVIRONMENT\":\"test\"", "\"SMTP_PASS\":\"" + CANARY + "\""))) {
            run(78, "setup", "--answers", secretFile("bad.json", json).toString(), "--home", folder.resolve("other").toString());
        }
        Path open = secretFile("open.json", answers(""));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(run(78, "setup", "--answers", open.toString(), "--home", folder.resolve("other").toString()).err().contains("rw-r--r--"));
        run(73, "setup", "--answers", secretFile("else.json", answers("").replace("ACME", "OTHER")).toString(), "--home", at);
        assertFalse(Files.exists(folder.resolve("other/storage")));
        assertNothingShown();
    }

    @Test
    void shouldShowNoSecretWhenTheStoreIsDamaged() throws IOException {
        String at = home.toString();
        Path secret = home.resolve("storage/secrets/set-00000001/.env_bot.enc");
        byte[] whole = Files.readAllBytes(secret);
        Files.write(secret, new byte[] {1, 2, 3});
        assertTrue(run(0, "settings", "show", "--home", at).code() == 0, "mended from the backup");
        assertTrue(said.get(said.size() - 2).contains(".env_bot.enc was restored from the backup of key set 1"), said.get(said.size() - 2));
        whole[60] ^= 1;
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(path -> path.endsWith(".env_bot.enc")).toList()) {
                Files.write(file, whole);
            }
        }
        assertTrue(run(65, "settings", "show", "--home", at).err().contains(".env_bot.enc does not open with key 00000001"));
        run(65, "settings", "set", "MAX_PRICE=1", "--reason", "x", "--home", at);
        run(3, "settings", "backups", "--home", at);
        run(65, "settings", "rollback", "1", "--reason", "x", "--home", at);
        run(66, "settings", "rollback", "7", "--reason", "x", "--home", at);
        Path ring = home.resolve("storage/keys/keyring");
        Files.setPosixFilePermissions(ring, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(run(78, "settings", "show", "--home", at).err().contains("keyring has mode rw-r--r--"));
        Files.delete(ring);
        assertTrue(run(66, "settings", "show", "--home", at).err().contains("the key ring"));
        run(66, "settings", "set", "MAX_PRICE=1", "--reason", "x", "--home", folder.resolve("none").toString());
        assertNothingShown();
    }

    @Test
    void shouldNotChangeTheStoreOfARunningBot() throws IOException {
        try (var channel = FileChannel.open(home.resolve("tradebot.lock"), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE); var lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertTrue(run(73, "settings", "set", "MAX_PRICE=1", "--reason", "x", "--home", home.toString()).err().contains("a bot runs in"));
            run(73, "settings", "rollback", "1", "--reason", "x", "--home", home.toString());
            run(0, "settings", "show", "--home", home.toString());
        }
        run(64, "settings", "set", "MAX_PRICE=1", "--home", home.toString());
        run(64, "settings", "set", "--reason", "x", "--home", home.toString());
    }
}
