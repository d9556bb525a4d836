package io.tradebot.ops.cli;

import picocli.CommandLine.Option;

import java.time.LocalDate;

/** The options that keep to some dates, UTC. */
final class DateOptions {

    @Option(names = "--from", paramLabel = "DATE", converter = DateArgument.class, description = "First date, UTC.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", converter = DateArgument.class, description = "Last date, UTC.")
    private LocalDate to;

    /** Checks the order; call first. */
    void check() {
        if (from != null && to != null && to.isBefore(from)) {
            throw new CommandFailure(ExitCode.USAGE, "--to " + to + " is before --from " + from);
        }
    }

    /** ISO date, or null. */
    String from() {
        return from == null ? null : from.toString();
    }

    /** ISO date, or null. */
    String to() {
        return to == null ? null : to.toString();
    }
}
