package io.tradebot.ops.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ends: the codes of sysexits.h, and 3 for a check that found something. */
public enum ExitCode {

    /** Done; a check found everything in order. */
    OK(0, "done; a check found everything in order"),
    /** A check worked and found a difference. */
    DIFFERENCE(3, "a check found a difference"),
    /** Wrong command, option or argument. */
    USAGE(64, "wrong command, option or argument"),
    /** Input that cannot be used: broken rows, a damaged journal. */
    BAD_DATA(65, "input is wrong or damaged"),
    /** Input that is not there. */
    NO_INPUT(66, "input does not exist"),
    /** The launcher found no Java or Maven; never used behind it. */
    UNAVAILABLE(69, "Java or Maven is missing (launcher only)"),
    /** A fault of this program. */
    INTERNAL(70, "internal error; please report it"),
    /** A result that cannot be put where it should go. */
    CANNOT_CREATE(73, "the place for the results cannot be used"),
    /** Reading or writing failed. */
    IO(74, "reading or writing failed"),
    /** Settings that cannot be used. */
    CONFIGURATION(78, "settings are wrong");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** What the process ends with. */
    public int code() {
        return code;
    }

    /** What it means, in words for help and documentation. */
    public String meaning() {
        return meaning;
    }

    /** The whole table in order, for the help texts. */
    static Map<String, String> table() {
        Map<String, String> meaningByCode = new LinkedHashMap<>();
        for (ExitCode exitCode : values()) {
            meaningByCode.put(" " + exitCode.code, exitCode.meaning);
        }
        return meaningByCode;
    }
}
