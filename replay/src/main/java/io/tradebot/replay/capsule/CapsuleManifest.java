package io.tradebot.replay.capsule;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in a capsule, as the text that is signed: one fixed form, so that the same content has one text only. Hashes, chains and
 * keys are lower-case hex. Immutable.
 *
 * @param identity         ENTITY_JURISDICTION_BROKER_BOT
 * @param slice            date and sequences
 * @param journal          which journal: the chain after sequence 0
 * @param previousChain    chain before the slice
 * @param headChain        chain after its last excerpt
 * @param sealCount        seals in the slice
 * @param laterSealCount   seals behind it, which vouch for it by the chain between
 * @param decidedBy        version of the code that decided, as SessionStarted says; empty when it does not
 * @param settingsSha256   SHA-256 of {@code settings.env}
 * @param codeSha256       SHA-256 of {@code code.txt}
 * @param publicKey        raw key of the signer
 * @param parts            everything but manifest and signature, by name
 */
record CapsuleManifest(String identity, SessionSlice slice, String journal, String previousChain, String headChain, int sealCount,
                       int laterSealCount, String decidedBy, String settingsSha256, String codeSha256, String publicKey, List<Part> parts) {

    static final String TITLE = "tradebot-capsule 1";

    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final String HEX = "([0-9a-f]{64})";
    private static final Pattern FORM = Pattern.compile(TITLE + "\nidentity ([A-Za-z0-9_-]+)\nsession ([0-9]{4}-[0-9]{2}-[0-9]{2})\nday (closed|open)"
        + "\nfirst-sequence " + NUMBER + "\nday-first-sequence " + NUMBER + "\nopened-sequence " + NUMBER + "\nlast-sequence " + NUMBER
        + "\njournal " + HEX + "\nprevious-chain " + HEX + "\nhead-chain " + HEX + "\nseals " + NUMBER + "\nlater-seals " + NUMBER
        + "\ndecided-by (\\S*)\nsettings-sha256 " + HEX + "\ncode-sha256 " + HEX + "\npublic-key " + HEX + "\n((?:part [^\n]+\n)+)");
    private static final Pattern PART = Pattern.compile("part " + HEX + " " + NUMBER + " ([A-Za-z0-9._/-]+)");

    /** One file in the capsule. */
    record Part(String name, long length, String sha256) {
    }

    /** The text that is signed, ended by a line feed. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder(TITLE).append("\nidentity ").append(identity).append("\nsession ").append(slice.date())
            .append("\nday ").append(slice.isDayClosed() ? "closed" : "open").append("\nfirst-sequence ").append(slice.firstSequence())
            .append("\nday-first-sequence ").append(slice.dayFirstSequence()).append("\nopened-sequence ").append(slice.openedSequence())
            .append("\nlast-sequence ").append(slice.lastSequence()).append("\njournal ").append(journal)
            .append("\nprevious-chain ").append(previousChain).append("\nhead-chain ").append(headChain).append("\nseals ").append(sealCount)
            .append("\nlater-seals ").append(laterSealCount).append("\ndecided-by ").append(decidedBy)
            .append("\nsettings-sha256 ").append(settingsSha256).append("\ncode-sha256 ").append(codeSha256)
            .append("\npublic-key ").append(publicKey).append('\n');
        parts.forEach(part -> text.append("part ").append(part.sha256).append(' ').append(part.length).append(' ').append(part.name).append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the text of {@link #bytes()}, and no other. */
    static CapsuleManifest parse(byte[] bytes) throws CapsuleException {
        Matcher found = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!found.matches()) {
            throw new CapsuleException(CapsuleFile.MANIFEST + " has another form than '" + TITLE + "'");
        }
        List<Part> parts = new ArrayList<>();
        for (String line : found.group(17).split("\n")) {
            Matcher part = PART.matcher(line);
            if (!part.matches()) {
                throw new CapsuleException(CapsuleFile.MANIFEST + " has a line that names no part: " + line);
            }
            parts.add(new Part(part.group(3), Long.parseLong(part.group(2)), part.group(1)));
        }
        try {
            SessionSlice slice = new SessionSlice(LocalDate.parse(found.group(2)), number(found, 4), number(found, 5), number(found, 6),
                number(found, 7), found.group(3).equals("closed"));
            return new CapsuleManifest(found.group(1), slice, found.group(8), found.group(9), found.group(10), Math.toIntExact(number(found, 11)),
                Math.toIntExact(number(found, 12)), found.group(13), found.group(14), found.group(15), found.group(16), List.copyOf(parts));
        } catch (RuntimeException isNoDateOrTooMany) {
            throw new CapsuleException(CapsuleFile.MANIFEST + ": " + isNoDateOrTooMany.getMessage());
        }
    }

    private static long number(Matcher found, int group) {
        return Long.parseLong(found.group(group));
    }

    /** The part of a name; null when there is none. */
    Part part(String name) {
        return parts.stream().filter(part -> part.name.equals(name)).findFirst().orElse(null);
    }
}
