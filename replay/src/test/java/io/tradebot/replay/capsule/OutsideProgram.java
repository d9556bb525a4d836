package io.tradebot.replay.capsule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A program that has ended, and what it said. */
record OutsideProgram(int code, String out) {

    /** Runs it to its end; code 127 when there is no such program. */
    static OutsideProgram run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new OutsideProgram(process.waitFor(), out);
        } catch (IOException isMissing) {
            return new OutsideProgram(127, isMissing.toString());
        }
    }
}
