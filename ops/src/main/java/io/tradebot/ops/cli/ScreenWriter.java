package io.tradebot.ops.cli;

import java.io.IOException;
import java.io.Writer;

/** Hands text that picocli prints to the screen. */
final class ScreenWriter extends Writer {

    private final Screen screen;

    ScreenWriter(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        try {
            screen.text(new String(chars, offset, length));
        } catch (CommandFailure e) { // such as help piped into head: picocli's PrintWriter must see it as what it is
            throw new IOException(e);
        }
    }

    @Override
    public void flush() {
        // the screen keeps nothing back
    }

    @Override
    public void close() {
        // the screen is not ours
    }
}
