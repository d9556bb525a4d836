package io.tradebot.ops.notify;

import java.util.Set;

/**
 * Where mail is handed in, and for whom. Holds a password: never shown, and its owner keeps it out of logs, journal and command lines.
 *
 * @param host     mail server
 * @param port     465 for TLS from the start; any other must offer STARTTLS, except on this machine
 * @param user     empty for none
 * @param password empty for none
 * @param from     address of the sender
 * @param to       address of who is to know
 */
public record SmtpAccount(String host, int port, String user, String password, String from, String to) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
    private static final int TLS_PORT = 465;

    /** Sends to the address of the settings; from the same when the user is no address. */
    public static SmtpAccount of(String host, int port, String user, String password, String alertMail) {
        return new SmtpAccount(host, port, user, password, user.contains("@") ? user : alertMail, alertMail);
    }

    boolean isTlsAtOnce() {
        return port == TLS_PORT;
    }

    /** A password never leaves this machine in the clear. */
    boolean isTlsNeeded() {
        return !THIS_MACHINE.contains(host);
    }

    /** Without anything that is secret. */
    @Override
    public String toString() {
        return "SmtpAccount[***]";
    }
}
