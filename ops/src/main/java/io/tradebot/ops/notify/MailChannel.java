package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertChannel;
import io.tradebot.journal.event.AlertSeverity;
import jakarta.mail.Authenticator;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;

/**
 * Mail. TLS with the server's name checked, except to this machine; limits of time on connecting, reading and writing. Owned by its courier.
 *
 * <p>What comes from outside (symbols, a broker's words) reaches the subject and the text only, without control characters and encoded, so no header
 * can be added by it. The addresses are parsed strictly at start.
 */
public final class MailChannel implements Channel {

    private static final int REFUSED_CODE = 500;
    private static final int SUBJECT_LENGTH_MAX = 200;

    private final Session session;
    private final InternetAddress from;
    private final InternetAddress to;

    /** Times out after 10 seconds. */
    public MailChannel(SmtpAccount account) {
        this(account, 10_000);
    }

    /**
     * With limits of time for tests.
     *
     * @throws IllegalArgumentException when an address is none; does not repeat it
     */
    MailChannel(SmtpAccount account, int timeoutMillis) {
        from = address("sender (SMTP_USER)", account.from());
        to = address("receiver (ALERT_EMAIL)", account.to());
        boolean hasUser = !account.user().isEmpty();
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", account.host());
        properties.setProperty("mail.smtp.port", Integer.toString(account.port()));
        properties.setProperty("mail.smtp.auth", Boolean.toString(hasUser));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(account.isTlsAtOnce()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(account.isTlsNeeded() && !account.isTlsAtOnce()));
        for (String limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail.smtp." + limit, Integer.toString(timeoutMillis));
        }
        properties.setProperty("mail.mime.address.strict", "true");
        session = Session.getInstance(properties, hasUser ? new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(account.user(), account.password());
            }
        } : null);
    }

    private static InternetAddress address(String what, String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (text.chars().noneMatch(Character::isISOControl)) {
                return address;
            }
        } catch (AddressException e) {
            // its text repeats the address; what follows does not
        }
        throw new IllegalArgumentException("the " + what + " of alert mails is no mail address; write name@host");
    }

    @Override
    public AlertChannel name() {
        return AlertChannel.MAIL;
    }

    @Override
    public String send(Message message) throws DeliveryException {
        try {
            Transport.send(mail(message));
            return "accepted";
        } catch (AuthenticationFailedException e) {
            throw DeliveryException.refused("the mail server refuses user or password; check SMTP_USER and SMTP_PASS");
        } catch (MessagingException e) {
            throw failure(e);
        }
    }

    private MimeMessage mail(Message message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(from);
        mail.setRecipient(jakarta.mail.Message.RecipientType.TO, to);
        mail.setSubject(OneLine.of(message.subject(), SUBJECT_LENGTH_MAX), StandardCharsets.UTF_8.name());
        mail.setSentDate(new Date());
        mail.setHeader("Auto-Submitted", "auto-generated"); // no answers by holiday robots
        if (message.severity() == AlertSeverity.CRITICAL) {
            mail.setHeader("Importance", "high");
        }
        mail.setText(message.body() + "\n", StandardCharsets.UTF_8.name());
        return mail;
    }

    /** By codes and kinds alone: the texts of the other side may repeat names and addresses. */
    private static DeliveryException failure(MessagingException thrown) {
        int code = 0;
        for (Throwable at = thrown; at != null && code == 0; at = at instanceof MessagingException e ? e.getNextException() : at.getCause()) {
            code = code(at);
        }
        if (code >= REFUSED_CODE) {
            return DeliveryException.refused("the mail server refuses the mail, code " + code + "; check ALERT_EMAIL and the account");
        }
        if (code > 0) {
            return DeliveryException.retryable("the mail server does not take the mail now, code " + code);
        }
        if (thrown instanceof SendFailedException) {
            return DeliveryException.refused("the mail server takes no receiver; check ALERT_EMAIL");
        }
        Exception cause = thrown.getNextException();
        return DeliveryException.retryable("the mail server cannot be reached or does not speak TLS as needed ("
            + (cause == null ? thrown : cause).getClass().getSimpleName() + "); check SMTP_HOST and SMTP_PORT (465 or 587)");
    }

    private static int code(Throwable thrown) {
        if (thrown instanceof SMTPAddressFailedException e) {
            return e.getReturnCode();
        }
        if (thrown instanceof SMTPSenderFailedException e) {
            return e.getReturnCode();
        }
        return thrown instanceof SMTPSendFailedException e ? e.getReturnCode() : 0;
    }
}
