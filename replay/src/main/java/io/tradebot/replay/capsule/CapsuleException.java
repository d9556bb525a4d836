package io.tradebot.replay.capsule;

/** What a capsule holds does not fit: names the part, the place in it and what was expected. */
final class CapsuleException extends Exception {

    private static final long serialVersionUID = 1L;

    CapsuleException(String what) {
        super(what);
    }
}
