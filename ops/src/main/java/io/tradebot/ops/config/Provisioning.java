package io.tradebot.ops.config;

import io.tradebot.engine.settings.CheckedSettings;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.ops.user.OneTimeToken;
import io.tradebot.ops.user.PasswordHash;
import io.tradebot.ops.user.PasswordRules;
import io.tradebot.ops.user.Role;
import io.tradebot.ops.user.User;
import io.tradebot.ops.user.UserFile;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.ledger.ChartTemplate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sets up a new home: identity, settings, credentials, users, chart of accounts, system logs. The web page of the first run and
 * {@code tradebot setup} call it. May run again at any time: what a kill left undone is done, and a home that is set up is left as it is.
 * There is no default password. Any thread, one at a time.
 */
public final class Provisioning {

    private static final List<String> FOLDERS = List.of("control", "journal", "output", "logs", "backup", "storage");
    private static final String TOKEN_PREFIX = "first-login-";
    private static final String TOKEN_SUFFIX = ".token";
    private static final String USER = "setup";

    private final Path home;
    private final SettingsTable table;
    private final InstantSource clock;
    private final Consumer<ProvisioningStep> watcher;
    private final SecureRandom random = new SecureRandom();

    /**
     * What a set-up did.
     *
     * @param wasSetUp    nothing was to do
     * @param tokenFiles  where generated passwords are; each serves for one login
     * @param notices     what opening the store mended
     */
    public record Outcome(String identity, int keySet, boolean wasSetUp, List<Path> tokenFiles, List<String> notices) {
    }

    /** A set-up of that home. */
    public Provisioning(Path home, SettingsTable table, InstantSource clock) {
        this(home, table, clock, step -> { });
    }

    Provisioning(Path home, SettingsTable table, InstantSource clock, Consumer<ProvisioningStep> watcher) {
        this.home = home;
        this.table = table;
        this.clock = clock;
        this.watcher = watcher;
    }

    /** Whether a home is set up, all of it. */
    public static boolean isSetUp(Path home) {
        return Files.exists(mark(home));
    }

    private static Path mark(Path home) {
        return home.resolve("storage").resolve("provisioned");
    }

    /** Everything that is wrong with the answers, empty when they can be used. */
    public List<String> problems(ProvisioningAnswers answers) {
        List<String> problems = new ArrayList<>(answers.identity().problems());
        addSettingsProblems(answers, problems);
        addUserProblems(answers.users(), problems);
        try {
            ChartTemplate.parse(chart(answers));
        } catch (ProjectionException e) {
            problems.add(e.getMessage());
        }
        return problems;
    }

    private void addSettingsProblems(ProvisioningAnswers answers, List<String> problems) {
        answers.settings().keySet().stream().map(table::row).filter(row -> row != null && row.isSecret())
            .forEach(row -> problems.add("settings: " + row.key() + " is secret; put it under credentials"));
        answers.credentials().keySet().stream().map(table::row).filter(row -> row != null && !row.isSecret())
            .forEach(row -> problems.add("credentials: " + row.key() + " is no secret; put it under settings"));
        CheckedSettings checked = checked(answers);
        checked.problems().forEach(problem -> problems.add(problem.toString()));
        if (checked.problems().isEmpty()) {
            for (String key : CredentialKeys.required(checked.settings().value("BROKER_NAME"), checked.settings().isLive())) {
                if (checked.secret(key).isEmpty()) {
                    problems.add("credentials: " + key + " is missing; BROKER_NAME=" + checked.settings().value("BROKER_NAME")
                        + " needs it. BROKER_NAME=PAPER needs none");
                }
            }
        }
    }

    private CheckedSettings checked(ProvisioningAnswers answers) {
        return table.check(SettingsFile.of("settings", answers.settings()), SettingsFile.of("credentials", answers.credentials()));
    }

    private static void addUserProblems(List<ProvisioningAnswers.NewUser> users, List<String> problems) {
        Set<String> names = new TreeSet<>();
        for (ProvisioningAnswers.NewUser user : users) {
            boolean isName = User.isName(user.name());
            String who = isName ? "user " + user.name() : "a user";
            if (!isName) {
                problems.add("a user has a name that is not 2 to 32 lower case letters, digits, '.', '_' and '-', a letter first");
            } else if (!names.add(user.name())) {
                problems.add(who + " is there twice");
            }
            if (Role.named(user.role()).isEmpty()) {
                problems.add(who + " has a role that is none of admin, operator, viewer");
            }
            if (!user.password().isEmpty()) {
                PasswordRules.problems(isName ? user.name() : "", user.password()).forEach(problem -> problems.add(who + ": the password " + problem));
            }
        }
        if (users.stream().noneMatch(user -> user.role().equals(Role.ADMIN.word()))) {
            problems.add("users: there must be one with the role admin");
        }
    }

    /**
     * Sets the home up.
     *
     * @throws ProvisioningRefusedException naming every problem of the answers; nothing was written
     * @throws StoreException when the home is set up for another identity
     */
    public Outcome setUp(ProvisioningAnswers answers) throws IOException {
        List<String> problems = problems(answers);
        if (!problems.isEmpty()) {
            throw new ProvisioningRefusedException(problems);
        }
        boolean wasSetUp = isSetUp(home);
        for (String folder : FOLDERS) {
            PrivateFiles.makeFolder(home.resolve(folder));
        }
        watcher.accept(ProvisioningStep.FOLDERS);
        WholeStore store = SecretStore.exists(home) ? opened(answers.identity()) : created(answers);
        watcher.accept(ProvisioningStep.STORE);
        if (!wasSetUp) {
            writeLogs(store, answers.identity());
            watcher.accept(ProvisioningStep.LOGS);
            PrivateFiles.write(mark(home), (answers.identity().text() + "\n" + clock.instant() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        watcher.accept(ProvisioningStep.MARKED);
        return new Outcome(answers.identity().text(), store.keySet(), wasSetUp, tokenFiles(), store.notices());
    }

    private WholeStore opened(BotIdentity identity) throws IOException {
        WholeStore store = WholeStore.open(home, clock);
        String stored = store.read(SharedCategory.IDENTITY).map(BotIdentity::read).map(BotIdentity::text).orElse("none");
        if (!stored.equals(identity.text())) {
            throw new StoreException(StoreException.Reason.STORE_EXISTS, home + " is set up for " + stored + ", the answers are for "
                + identity.text() + ". One home is one bot: choose another.");
        }
        return store;
    }

    private WholeStore created(ProvisioningAnswers answers) throws IOException {
        for (Path stale : tokenFiles()) {
            Files.delete(stale);
        }
        Instant now = clock.instant();
        List<User> users = new ArrayList<>();
        for (ProvisioningAnswers.NewUser user : answers.users()) {
            boolean isOneTime = user.password().isEmpty();
            String password = isOneTime ? OneTimeToken.fresh(random) : user.password();
            if (isOneTime) {
                PrivateFiles.write(home.resolve("control").resolve(TOKEN_PREFIX + user.name() + TOKEN_SUFFIX),
                    (password + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            users.add(new User(user.name(), Role.named(user.role()).orElseThrow(), PasswordHash.of(password, random), isOneTime, now));
        }
        watcher.accept(ProvisioningStep.TOKENS);
        return WholeStore.create(home, clock, contents(answers, users));
    }

    private StoreChange<Category> contents(ProvisioningAnswers answers, List<User> users) {
        CheckedSettings checked = checked(answers);
        SortedMap<String, String> settings = new TreeMap<>();
        answers.settings().keySet().forEach(key -> settings.put(table.row(key).key(), checked.settings().value(table.row(key).key())));
        Map<Category, SortedMap<String, String>> secrets = new LinkedHashMap<>();
        for (String key : answers.credentials().keySet()) {
            Setting row = table.row(key);
            checked.secret(row.key()).ifPresent(value ->
                secrets.computeIfAbsent(CredentialKeys.categoryOf(row), category -> new TreeMap<>()).put(row.key(), value));
        }
        StoreChange<Category> contents = new StoreChange<Category>(USER, "first set-up")
            .put(SharedCategory.SETTINGS, new StoredSettings(settings, -1, true).write())
            .put(SharedCategory.IDENTITY, answers.identity().write())
            .put(SharedCategory.USERS, UserFile.write(users))
            .put(SharedCategory.CHART_OF_ACCOUNTS, chart(answers).getBytes(StandardCharsets.UTF_8));
        secrets.forEach((category, values) -> contents.put(category, CredentialFile.write(values)));
        return contents;
    }

    private static String chart(ProvisioningAnswers answers) {
        return answers.chart().isEmpty() ? ChartTemplate.defaultText() : answers.chart();
    }

    private List<Path> tokenFiles() throws IOException {
        return PrivateFiles.list(home.resolve("control")).stream().filter(file -> {
            String name = file.getFileName().toString();
            return name.startsWith(TOKEN_PREFIX) && name.endsWith(TOKEN_SUFFIX);
        }).toList();
    }

    /** Names, roles and numbers only. */
    private void writeLogs(WholeStore store, BotIdentity identity) throws IOException {
        Instant now = clock.instant();
        PrivateFiles.write(home.resolve("logs").resolve("provisioning.log"),
            (now + " provisioned identity=" + identity.text() + " keySet=" + store.keySet() + "\n").getBytes(StandardCharsets.UTF_8));
        StringBuilder users = new StringBuilder();
        for (User user : UserFile.read(store.read(SharedCategory.USERS).orElseThrow())) {
            users.append(now).append(" created user=").append(user.name()).append(" role=").append(user.role().word()).append(" oneTimePassword=")
                .append(user.isOneTime()).append('\n');
        }
        PrivateFiles.write(home.resolve("logs").resolve("system_users.log"), users.toString().getBytes(StandardCharsets.UTF_8));
    }
}
