package dev.sgen.notification;

import dev.sgen.platform.settings.MailServer;
import dev.sgen.platform.settings.Settings;
import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands letters to the mail server that the installation names; the one class that speaks SMTP. */
@Component
class SmtpSender {
    private static final String PATIENCE_MILLIS = "15000";
    private static final int REFUSED_FOR_GOOD = 500;
    private static final int LONGEST_REASON = 300;

    private final @Nullable MailServer server;
    private final Session session;

    SmtpSender(Settings settings) {
        this.server = settings.smtp().orElse(null);
        this.session = server == null ? Session.getInstance(new Properties()) : session(server);
    }

    /** The server didn't take it. */
    static final class Undelivered extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean forGood;

        Undelivered(String why, boolean forGood, Throwable cause) {
            super(why, cause);
            this.forGood = forGood;
        }

        /** Whether to try again would change nothing, such as for an address that doesn't exist. */
        boolean forGood() {
            return forGood;
        }
    }

    /** Whether there is a server to hand letters to. */
    boolean open() {
        return server != null;
    }

    /** Sends one letter. The same id gives the same Message-ID, by which a second copy is known as one. */
    void send(UUID id, String recipient, MailMessage mailMessage) throws Undelivered {
        MailServer by = server;
        if (by == null) {
            throw new IllegalStateException("no mail server is set");
        }
        try {
            Transport.send(message(by, id, recipient, mailMessage));
        } catch (MessagingException refused) {
            throw new Undelivered(reason(by, refused), forGood(refused), refused);
        }
    }

    private Message message(MailServer by, UUID id, String recipient, MailMessage mailMessage)
            throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + "@" + by.from().replaceAll(".*@", "") + ">");
            }
        };
        message.setFrom(address(by.from()));
        message.setRecipient(Message.RecipientType.TO, address(recipient));
        message.setSubject(MailMessage.line(mailMessage.subject()), StandardCharsets.UTF_8.name());
        // No out-of-office notice and no list answers to this.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(mailMessage.plain(), StandardCharsets.UTF_8.name(), "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mailMessage.html(), StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        return message;
    }

    private static Address address(String text) throws MessagingException {
        InternetAddress address = new InternetAddress(text, true);
        address.validate();
        return address;
    }

    private static boolean forGood(MessagingException refused) {
        for (Exception link = refused; link instanceof MessagingException m; link = m.getNextException()) {
            if (link instanceof SMTPAddressFailedException address) {
                return address.getReturnCode() >= REFUSED_FOR_GOOD;
            }
            if (link instanceof SMTPSendFailedException send) {
                return send.getReturnCode() >= REFUSED_FOR_GOOD;
            }
        }
        return refused instanceof jakarta.mail.internet.AddressException
                || (refused instanceof SendFailedException failed
                        && failed.getNextException() == null
                        && failed.getInvalidAddresses() != null);
    }

    /** What went wrong, in a line that holds no secret. */
    private static String reason(MailServer by, MessagingException refused) {
        Exception deepest = refused;
        while (deepest instanceof MessagingException m && m.getNextException() != null) {
            deepest = m.getNextException();
        }
        String said = MailMessage.line(String.valueOf(deepest.getMessage()));
        String password = by.password();
        String clean = password == null || password.isEmpty() ? said : said.replace(password, "…");
        return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON) + "…";
    }

    private static Session session(MailServer server) {
        Properties p = new Properties();
        String scheme = server.secure() ? "smtps" : "smtp";
        String of = "mail." + scheme + ".";
        p.setProperty("mail.transport.protocol", scheme);
        p.setProperty("mail.transport.protocol.rfc822", scheme);
        p.setProperty(of + "host", server.host());
        p.setProperty(of + "port", String.valueOf(server.port()));
        p.setProperty(of + "connectiontimeout", PATIENCE_MILLIS);
        p.setProperty(of + "timeout", PATIENCE_MILLIS);
        p.setProperty(of + "writetimeout", PATIENCE_MILLIS);
        p.setProperty(of + "ssl.checkserveridentity", "true");
        p.setProperty(of + "starttls.enable", String.valueOf(server.startTls() != MailServer.StartTls.OFF));
        p.setProperty(of + "starttls.required", String.valueOf(server.startTls() == MailServer.StartTls.REQUIRED));
        String user = server.user();
        if (user == null) {
            return Session.getInstance(p);
        }
        p.setProperty(of + "auth", "true");
        return Session.getInstance(p, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, server.password());
            }
        });
    }
}
