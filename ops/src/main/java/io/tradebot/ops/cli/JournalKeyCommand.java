package io.tradebot.ops.cli;

import io.tradebot.journal.chain.SealKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Shows or makes the key pair that seals journals. */
@Command(name = "key", description = "Show the public key that seals journals; make the key pair at first use.",
    footer = {"", "Example:", "  tradebot journal key --export > public.pem"})
final class JournalKeyCommand implements Callable<Integer> {

    private final Screen screen;

    @Mixin
    private SealKeyOption key = new SealKeyOption();

    @Option(names = "--export", description = "Print the public key as openssl and verify_journal.py read it, nothing else.")
    private boolean isExport;

    JournalKeyCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        byte[] publicKey = key.openOrCreate(screen).publicKey();
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", key.file().toString());
            document.put("publicKey", HexFormat.of().formatHex(publicKey));
            document.put("publicPem", SealKey.publicPem(publicKey));
            screen.json(document);
        } else if (isExport) {
            screen.text(SealKey.publicPem(publicKey));
        } else {
            screen.line("key pair    " + key.file());
            screen.line("public key  " + HexFormat.of().formatHex(publicKey));
        }
        return ExitCode.OK.code();
    }
}
