package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.tool.JournalDump;
import io.tradebot.ops.daemon.Home;
import io.tradebot.projections.db.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs what somebody who helps needs to see. */
@Command(name = "support-bundle", description = {"Pack status, checks, the last records of the journal, logs, settings and versions for somebody who helps.",
    "Nothing of storage is opened, so no secret and no key is in it; positions and amounts are."},
    footer = {"", "Example:", "  tradebot support-bundle --home ~/bot --out support.zip"})
final class SupportBundleCommand implements Callable<Integer> {

    private static final long EXCERPTS = 500;
    private static final int LOG_BYTES_MAX = 4 << 20;

    private final Screen screen;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "tradebot-support.zip", description = "The zip to write; default: ${DEFAULT-VALUE}.")
    private Path out;

    SupportBundleCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Home folder = home.existing();
        Map<String, byte[]> files = new TreeMap<>();
        files.put("doctor.json", new ObjectMapper().writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(DoctorCommand.document(DoctorCommand.check(folder, settings, screen))));
        files.put("versions.txt", text(SettingsTable.PRODUCT_VERSION_TAG + "\nJava " + Runtime.version() + ", " + System.getProperty("java.vendor") + "\n"
            + System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch") + "\n"));
        if (Files.exists(folder.status())) {
            files.put("status.json", Files.readAllBytes(folder.status()));
        }
        if (Files.isDirectory(folder.journal())) {
            long last = JournalVerifier.verify(folder.journal()).headSequence();
            StringBuilder dump = new StringBuilder();
            if (last >= 0) {
                JournalDump.dump(folder.journal(), Math.max(0, last - EXCERPTS + 1), last, true, dump);
                StringBuilder values = new StringBuilder();
                RunStart.of(folder.journal()).settings().forEach((key, value) -> values.append(key).append('=').append(value).append('\n'));
                files.put("settings.env", text(values.toString())); // of the journal, which never has a secret
            }
            files.put("journal.jsonl", text(dump.toString()));
        }
        addLogs(folder.logs(), files);
        AtomicFile.write(out.toAbsolutePath(), target -> {
            ZipOutputStream zip = new ZipOutputStream(target);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
        if (screen.isJson()) {
            screen.json(Map.of("file", out.toString(), "entries", files.keySet()));
        } else {
            screen.line("bundle      " + out + " with " + String.join(", ", files.keySet()));
        }
        return ExitCode.OK.code();
    }

    /** The end of each log. */
    private static void addLogs(Path logs, Map<String, byte[]> files) throws IOException {
        if (!Files.isDirectory(logs)) {
            return;
        }
        try (Stream<Path> below = Files.walk(logs)) {
            for (Path log : below.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(log);
                files.put("logs/" + logs.relativize(log), Arrays.copyOfRange(bytes, Math.max(0, bytes.length - LOG_BYTES_MAX), bytes.length));
            }
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
