package io.tradebot.ops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/**
 * Where a command writes: results to standard output, notes and progress to standard error. Main thread only.
 *
 * <p>With {@code --json} the only thing on standard output is one JSON document (a stream of them for a dump).
 */
final class Screen {

    private final Writer out;
    private final PrintWriter err;
    private final boolean isTerminal;
    private boolean isJson;
    private boolean isQuiet;
    private boolean isDebug;
    private boolean isPipe;
    private boolean isReaderGone;

    /** {@code isTerminal}: a person looks at {@code err}, so that a bar may be drawn. */
    Screen(Writer out, PrintWriter err, boolean isTerminal) {
        this.out = out;
        this.err = err;
        this.isTerminal = isTerminal;
    }

    void setJson(boolean isJson) {
        this.isJson = isJson;
    }

    void setQuiet(boolean isQuiet) {
        this.isQuiet = isQuiet;
    }

    void setDebug(boolean isDebug) {
        this.isDebug = isDebug;
    }

    /**
     * Standard output is a pipe, which fails for no other reason than that its reader is gone. Java itself gives only the system's
     * text for an error, in whatever language.
     */
    void setPipe(boolean isPipe) {
        this.isPipe = isPipe;
    }

    boolean isJson() {
        return isJson;
    }

    boolean isQuiet() {
        return isQuiet;
    }

    boolean isDebug() {
        return isDebug;
    }

    boolean isTerminal() {
        return isTerminal;
    }

    /** One line of a result. */
    void line(String text) {
        text(text + '\n');
    }

    /** Text of a result that brings its own line ends. */
    void text(String text) {
        write(writer -> writer.write(text));
    }

    /** The result as a JSON document: maps, lists, records, strings, numbers. */
    void json(Object document) {
        try {
            text(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document) + '\n');
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written as JSON", e);
        }
    }

    /**
     * Lets a tool write a long result; nothing of it is kept in memory. A reader that has seen enough ({@code | head}) ends the
     * writing and is no failure: what follows is dropped, and the command ends with its own exit code.
     */
    void write(Output output) {
        if (isReaderGone) {
            return;
        }
        try {
            output.writeTo(out);
            out.flush();
        } catch (IOException e) {
            isReaderGone = isPipe || String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
            if (isReaderGone) {
                return;
            }
            throw new CommandFailure(ExitCode.IO, "standard output cannot be written: " + e.getMessage(), e);
        }
    }

    /** Something to know that is not the result; left out with {@code --quiet}. */
    void note(String text) {
        if (!isQuiet) {
            err.println(text);
            err.flush();
        }
    }

    /** What went wrong; always shown. */
    void error(String text) {
        err.println(text);
        err.flush();
    }

    /** For picocli, which prints help and usage errors by itself. */
    PrintWriter errorWriter() {
        return err;
    }

    /** Writes a result piece by piece. */
    @FunctionalInterface
    interface Output {
        void writeTo(Writer out) throws IOException;
    }
}
