package io.tradebot.ops.config;

import java.io.IOException;

/** Is told of each step of a rotation when it is on disk. For tests that end the process there. */
@FunctionalInterface
interface RotationWatcher {

    RotationWatcher NONE = (step, subject) -> { };

    /** {@code subject} names the category or zone, empty when the step has none. */
    void passed(RotationStep step, String subject) throws IOException;
}
