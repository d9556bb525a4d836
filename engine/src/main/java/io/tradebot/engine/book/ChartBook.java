package io.tradebot.engine.book;

import io.tradebot.engine.record.ChartAccount;
import io.tradebot.engine.record.ChartProblem;
import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.account.StandingAccount;
import io.tradebot.journal.event.AccountType;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which version of the chart of accounts is in force, and whether a new one may follow it. Begins with version 1, the program's
 * own. An account that a new version does not list is inactive from then on; its number keeps its type for ever. Engine thread
 * only.
 */
public final class ChartBook {

    /** Problems that a refusal lists; more are counted. */
    public static final int MAX_PROBLEMS = 200;

    private static final String CURRENCY = "USD";

    private final Map<Integer, AccountType> typeByNumber = new TreeMap<>();
    private int version = 1;

    /** Version 1 is in force. */
    public ChartBook() {
        for (PostingAccount account : PostingAccount.values()) {
            typeByNumber.put(account.number(), account.type());
        }
        for (StandingAccount account : StandingAccount.values()) {
            typeByNumber.put(account.number(), account.type());
        }
    }

    /** Every account number that was ever listed, with its type. A view: read only. */
    public Map<Integer, AccountType> typesByNumber() {
        return Collections.unmodifiableMap(typeByNumber);
    }

    /** The version in force, and an account number that was ever listed; called once for each. */
    public void restore(int versionInForce, int accountNumber, AccountType type) {
        version = versionInForce;
        typeByNumber.put(accountNumber, type);
    }

    /** Version in force. */
    public int version() {
        return version;
    }

    /**
     * Puts a version in force when nothing is wrong with it.
     *
     * @return everything that is wrong, at most {@link #MAX_PROBLEMS} and one more that counts the rest; empty when it is in force
     */
    public List<ChartProblem> change(int newVersion, List<ChartAccount> accounts) {
        List<ChartProblem> problems = new ArrayList<>();
        if (newVersion != version + 1) {
            problems.add(new ChartProblem(0, "the version is " + newVersion + ", it must be " + (version + 1)
                + ", one above the one in force"));
        }
        Map<Integer, ChartAccount> byNumber = new TreeMap<>();
        for (ChartAccount account : accounts) {
            checkAlone(account, problems);
            if (byNumber.putIfAbsent(account.number(), account) != null) {
                problems.add(new ChartProblem(account.number(), "is listed twice"));
            }
        }
        checkNames(accounts, problems);
        byNumber.values().forEach(account -> checkParents(account, byNumber, problems));
        checkPostingAccounts(byNumber, problems);
        if (problems.isEmpty()) {
            version = newVersion;
            accounts.forEach(account -> typeByNumber.put(account.number(), account.type()));
        }
        return shortened(problems);
    }

    private void checkAlone(ChartAccount account, List<ChartProblem> problems) {
        int number = account.number();
        if (number < 1) {
            problems.add(new ChartProblem(number, "the number must be 1 or more"));
        }
        if (account.name().isBlank() || account.name().chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
            problems.add(new ChartProblem(number, "the name '" + account.name() + "' is empty or holds a ':' or a control character"));
        }
        if (account.type() == AccountType.NULL_VAL) {
            problems.add(new ChartProblem(number, "has no type"));
        }
        AccountType known = typeByNumber.get(number);
        if (known != null && known != account.type()) {
            problems.add(new ChartProblem(number, "is " + account.type() + ", it has been " + known
                + " and must stay so; use another number"));
        }
        if (!account.currency().equals(CURRENCY)) {
            problems.add(new ChartProblem(number, "the currency is '" + account.currency() + "', the books are kept in " + CURRENCY));
        }
    }

    private static void checkNames(List<ChartAccount> accounts, List<ChartProblem> problems) {
        Set<String> seen = new TreeSet<>();
        for (ChartAccount account : accounts) {
            if (!seen.add(account.parentNumber() + ":" + account.name())) {
                problems.add(new ChartProblem(account.number(), "the name '" + account.name() + "' stands twice under account "
                    + account.parentNumber()));
            }
        }
    }

    private static void checkParents(ChartAccount account, Map<Integer, ChartAccount> byNumber, List<ChartProblem> problems) {
        if (account.parentNumber() == 0) {
            return;
        }
        ChartAccount parent = byNumber.get(account.parentNumber());
        if (parent == null) {
            problems.add(new ChartProblem(account.number(), "its parent " + account.parentNumber() + " is not listed"));
            return;
        }
        if (parent.type() != account.type()) {
            problems.add(new ChartProblem(account.number(), "is " + account.type() + ", its parent " + parent.number() + " is "
                + parent.type()));
        }
        Set<Integer> above = new TreeSet<>();
        for (ChartAccount at = account; at != null; at = byNumber.get(at.parentNumber())) {
            if (!above.add(at.number())) {
                problems.add(new ChartProblem(account.number(), "its parents lead in a circle"));
                return;
            }
        }
    }

    private static void checkPostingAccounts(Map<Integer, ChartAccount> byNumber, List<ChartProblem> problems) {
        for (PostingAccount posting : PostingAccount.values()) {
            ChartAccount account = byNumber.get(posting.number());
            if (account == null || !account.isActive()) {
                problems.add(new ChartProblem(posting.number(), "(" + posting + ") is needed for postings and is "
                    + (account == null ? "not listed" : "inactive")));
            }
        }
    }

    private static List<ChartProblem> shortened(List<ChartProblem> problems) {
        if (problems.size() <= MAX_PROBLEMS) {
            return problems;
        }
        List<ChartProblem> first = new ArrayList<>(problems.subList(0, MAX_PROBLEMS));
        first.add(new ChartProblem(0, "and " + (problems.size() - MAX_PROBLEMS) + " more"));
        return first;
    }

    /**
     * SHA-256 over the accounts in order of number: a line each, in UTF-8, of number, type, number of the parent (0 at the top),
     * YES or NO for active, currency, and name, with a tab between them and a line feed (10) behind each line. So
     * {@code sha256sum} over a text file of these lines gives the same.
     */
    public static byte[] digest(List<ChartAccount> accounts) {
        List<ChartAccount> sorted = new ArrayList<>(accounts);
        sorted.sort(Comparator.comparingInt(ChartAccount::number));
        StringBuilder text = new StringBuilder();
        for (ChartAccount account : sorted) {
            text.append(account.number()).append('\t').append(account.type()).append('\t').append(account.parentNumber()).append('\t')
                .append(account.isActive() ? "YES" : "NO").append('\t').append(account.currency()).append('\t').append(account.name())
                .append('\n');
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }
}
