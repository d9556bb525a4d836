package io.tradebot.ops.notify;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MailChannelTest {

    private static final String PASSWORD = "canary-password-5519";
    private static final int TIMEOUT_MILLIS = 2_000;

    private GreenMail server;

    @BeforeEach
    void startServer() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("bot@example.org", "bot@example.org", PASSWORD);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop();
    }

    private MailChannel channel(String host, int port, String password, String to) {
        return new MailChannel(SmtpAccount.of(host, port, "bot@example.org", password, to), TIMEOUT_MILLIS);
    }

    private MailChannel channel() {
        return channel("127.0.0.1", server.getSmtp().getPort(), PASSWORD, "anna@example.org");
    }

    private static DeliveryException failure(MailChannel channel) {
        DeliveryException thrown = assertThrows(DeliveryException.class, () -> channel.send(Messages.of("open SPY", "killed")));
        for (String secret : List.of(PASSWORD, "bot@example.org", "anna@example.org")) {
            assertFalse(thrown.getMessage().contains(secret), thrown.getMessage());
        }
        assertEquals(null, thrown.getCause());
        return thrown;
    }

    @Test
    void shouldSendMail() throws Exception {
        assertEquals("accepted", channel().send(Messages.of("open SPY PAPER/paper", "the kill switch tripped; Größe 5")));
        MimeMessage mail = server.getReceivedMessages()[0];
        assertEquals("[critical] ACME_US_PAPER_BOT: kill switch, open SPY PAPER/paper", mail.getSubject());
        assertEquals("anna@example.org", mail.getAllRecipients()[0].toString());
        assertEquals("high", mail.getHeader("Importance")[0]);
        assertTrue(mail.getContent().toString().startsWith("2024-11-01 13:30:00 UTC CRITICAL KILL_SWITCH open SPY PAPER/paper: the kill switch tripped; Größe 5 (alert 17"),
            mail.getContent().toString());
    }

    @Test
    void shouldLetNoTextAddAHeader() throws Exception {
        channel().send(Messages.of("SPY\r\nBcc: eve@example.org", "t"));
        // also a subject that nobody has cleaned does not
        channel().send(new Message("x\r\nBcc: eve@example.org\r\n\r\nbody", List.of("first", ".", "last"), Messages.of("SPY", "t").batch(), 0));
        assertEquals(2, server.getReceivedMessages().length);
        for (MimeMessage mail : server.getReceivedMessages()) {
            assertFalse(headers(mail).contains("Bcc"), headers(mail).toString());
            assertEquals(1, mail.getAllRecipients().length);
        }
        assertEquals("first\r\n.\r\nlast", server.getReceivedMessages()[1].getContent().toString().strip());
    }

    private static List<String> headers(MimeMessage mail) throws MessagingException {
        List<String> names = new ArrayList<>();
        for (Header header : Collections.list(mail.getAllHeaders())) {
            names.add(header.getName());
        }
        return names;
    }

    @Test
    void shouldRefuseAddressesThatAreNone() {
        for (String to : List.of("anna", "anna@example.org\r\nBcc: eve@example.org", "a@b.c, d@e.f", "")) {
            IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> channel("127.0.0.1", 25, "x", to));
            assertTrue(thrown.getMessage().startsWith("the receiver (ALERT_EMAIL)"), thrown.getMessage());
            assertFalse(thrown.getMessage().contains("eve"));
        }
    }

    @Test
    void shouldGiveUpOnAWrongPassword() {
        DeliveryException thrown = failure(channel("127.0.0.1", server.getSmtp().getPort(), "wrong", "anna@example.org"));
        assertFalse(thrown.isRetryable());
        assertTrue(thrown.getMessage().contains("SMTP_PASS"), thrown.getMessage());
    }

    @Test
    void shouldTryAgainWhenTheServerIsDown() {
        int port = server.getSmtp().getPort();
        server.stop();
        assertTrue(failure(channel("127.0.0.1", port, PASSWORD, "anna@example.org")).isRetryable());
    }

    @Test
    void shouldNotSendAPasswordWithoutTls() throws IOException { // another name of this machine, as any other host
        String other = "127.0.0.2";
        try (Speaker plain = new Speaker(other, "220 plain ESMTP\r\n", "250 plain\r\n", "221 bye\r\n")) {
            assertTrue(failure(channel(other, plain.port(), PASSWORD, "anna@example.org")).isRetryable());
            assertFalse(plain.heard().contains("AUTH"), plain.heard());
        }
    }

    @Test
    void shouldTellRefusedFromNotNow() throws IOException {
        String[] toReceiver = {"220 x ESMTP\r\n", "250-x\r\n250 AUTH PLAIN\r\n", "235 ok\r\n", "250 sender ok\r\n"};
        for (String code : List.of("550", "452")) {
            List<String> lines = new ArrayList<>(List.of(toReceiver));
            lines.addAll(List.of(code + " anna@example.org " + PASSWORD + "\r\n", "250 reset\r\n", "221 bye\r\n"));
            try (Speaker speaker = new Speaker("127.0.0.1", lines.toArray(new String[0]))) {
                DeliveryException thrown = failure(channel("127.0.0.1", speaker.port(), PASSWORD, "anna@example.org"));
                assertEquals(code.equals("452"), thrown.isRetryable(), thrown.getMessage());
                assertTrue(thrown.getMessage().contains("code " + code), thrown.getMessage());
            }
        }
    }

    @Test
    void shouldNotWaitForEver() throws IOException {
        try (Speaker mute = new Speaker("127.0.0.1")) {
            long since = System.nanoTime();
            assertTrue(failure(channel("127.0.0.1", mute.port(), PASSWORD, "anna@example.org")).isRetryable());
            assertTrue(System.nanoTime() - since < 8 * TIMEOUT_MILLIS * 1_000_000L);
        }
    }

    /** A server that says its lines one after the other, each behind what it heard, and then nothing. */
    private static final class Speaker implements AutoCloseable {

        private final ServerSocket socket;
        private final StringBuffer heard = new StringBuffer();
        private final Thread thread;

        Speaker(String host, String... lines) throws IOException {
            socket = new ServerSocket(0, 5, InetAddress.getByName(host));
            thread = new Thread(() -> speak(lines), "speaker");
            thread.setDaemon(true);
            thread.start();
        }

        private void speak(String[] lines) {
            try (Socket one = socket.accept()) {
                OutputStream out = one.getOutputStream();
                byte[] bytes = new byte[4_096];
                for (int i = 0; i < lines.length; i++) {
                    if (i > 0) {
                        int length = one.getInputStream().read(bytes);
                        if (length < 0) {
                            return;
                        }
                        heard.append(new String(bytes, 0, length, StandardCharsets.US_ASCII));
                    }
                    out.write(lines[i].getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
                while (one.getInputStream().read(bytes) >= 0) {
                    heard.append('.');
                }
            } catch (IOException e) {
                heard.append(e.getClass().getSimpleName()); // the other side went away
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        String heard() {
            return heard.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
