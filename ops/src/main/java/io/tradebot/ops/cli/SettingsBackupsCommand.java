package io.tradebot.ops.cli;

import io.tradebot.ops.config.StoreBackup;
import io.tradebot.ops.config.WholeStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Lists the backups of the encrypted store. */
@Command(name = "backups", description = "List the backups of the encrypted store of a home, the newest first; each is opened.",
    footer = {"", "Example:", "  tradebot settings backups --home my-bot"})
final class SettingsBackupsCommand implements Callable<Integer> {

    private final Screen screen;

    @Mixin
    private final HomeOption home;

    SettingsBackupsCommand(Screen screen, Surroundings surroundings) {
        this.screen = screen;
        this.home = new HomeOption(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        List<StoreBackup> backups = WholeStore.backups(home.path());
        if (screen.isJson()) {
            List<Map<String, Object>> documents = new ArrayList<>();
            backups.forEach(backup -> documents.add(document(backup)));
            screen.json(documents);
        } else {
            TextTable text = new TextTable(">set", "since (UTC)", "by", "state", "reason");
            backups.forEach(backup -> text.row(Integer.toString(backup.set()), backup.created().toString(), backup.user(),
                backup.isWhole() ? "whole" : "damaged", backup.reason()));
            screen.text(text.text());
            backups.stream().filter(backup -> !backup.isWhole()).forEach(backup -> screen.note(backup.problem()));
        }
        return (backups.stream().allMatch(StoreBackup::isWhole) ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }

    private static Map<String, Object> document(StoreBackup backup) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("set", backup.set());
        document.put("created", backup.created().toString());
        document.put("user", backup.user());
        document.put("reason", backup.reason());
        document.put("isWhole", backup.isWhole());
        document.put("problem", backup.problem());
        return document;
    }
}
