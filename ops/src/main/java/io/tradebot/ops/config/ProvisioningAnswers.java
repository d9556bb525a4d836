package io.tradebot.ops.config;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the first-run set-up asks for. Immutable.
 *
 * @param settings    keys and values that are no secrets; the rest takes its default
 * @param credentials keys and values of secret settings
 * @param users       at least one with the role admin
 * @param chart       chart of accounts as JSON, empty for the one in the program
 */
public record ProvisioningAnswers(BotIdentity identity, SortedMap<String, String> settings, SortedMap<String, String> credentials,
                                  List<NewUser> users, String chart) {

    /**
     * A user to make.
     *
     * @param password empty for one that is generated, serves for the first login and must be replaced then
     */
    public record NewUser(String name, String role, String password) {

        /** Never shows the password. */
        @Override
        public String toString() {
            return "NewUser " + name;
        }
    }

    public ProvisioningAnswers {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        credentials = Collections.unmodifiableSortedMap(new TreeMap<>(credentials));
        users = List.copyOf(users);
    }

    /** Never shows credentials. */
    @Override
    public String toString() {
        return "ProvisioningAnswers " + identity.text();
    }
}
