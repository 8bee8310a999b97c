package causes

import "testing"

// Texts that tell of no failure: prose about mail, questions, manuals, good
// logs, and logs of other things. None may be taken for an error.
func TestHarmlessTexts(t *testing.T) {
	for _, text := range []string{
		// prose
		"Please send the invoice by mail until Friday. Regards", "Our office moved to 535 Main Street.", "The parcel with 550 pieces arrived at the door.",
		"I read that app passwords end in December.", "Microsoft 365 costs 12 euros a month.", "The meeting about the mail server is at 5.30 in room 4.",
		"Can you tell me how to send mail from my printer?", "My colleague sends mail with Thunderbird and it works fine.", "We use TLS 1.3 everywhere.",
		"The certificate of the course is valid for two years.", "He denied that he had sent the mail.", "The connection to Berlin leaves at 5:45 from platform 4.",
		"The queue at the counter was long, and 421 people waited.", "She resigned from her account manager position.", "Time out! said the referee.",
		"The relay race was won by our team.", "I forwarded your question to the support.", "Grafana shows a nice graph of the mail volume.",
		"Postfix is a mail server written by Wietse Venema.", "Exchange rates fell to 4.50 today.", "The hotel network asks for a room number.",
		"Rust and Go are programming languages.", "PHP 8.4 was released in November.", "The reset button is on the back of the router.",
		"Port 587 is for submission, port 25 for mail servers among themselves.", "An error is a chance to learn.", "Version 5.7.1 of the app is out.",
		"We met at 4.7.2026 in Hamburg.", "Chapter 5.1.8 describes the address book.", "IP 10.5.7.57 is the printer.",
		// questions and manuals
		"How do I enable SMTP AUTH for a mailbox?", "What does STARTTLS mean?", "Which port does Office 365 use for mail?",
		"To send mail, set the server to smtp.office365.com and the port to 587.", "auth login\nuser anna@contoso.example\nhost smtp.office365.com\nport 587\ntls on",
		"[smtp]\nenabled = true\nhost = smtp.office365.com:587\nuser = anna@contoso.example", "relayhost = [smtp.office365.com]:587\nsmtp_tls_security_level = encrypt",
		"MAIL_MAILER=smtp\nMAIL_HOST=smtp.office365.com\nMAIL_PORT=587\nMAIL_ENCRYPTION=tls", "spring.mail.host=smtp.office365.com\nspring.mail.port=587",
		"const transporter = nodemailer.createTransport({host: 'smtp.office365.com', port: 587, secure: false})",
		"Set-CASMailbox -Identity anna@contoso.example -SmtpClientAuthenticationDisabled $false",
		// good logs
		"220 ready\r\n250 hello\r\n235 2.7.0 Authentication successful\r\n250 2.1.0 Sender OK", "250 2.0.0 OK <1@contoso.example> [Hostname=AM9.eurprd04.prod.outlook.com]",
		"postfix/smtp[12]: 4A: to=<ben@fabrikam.example>, relay=smtp.office365.com[52.97.1.2]:587, delay=1.2, dsn=2.0.0, status=sent (250 2.0.0 OK)",
		"Nov 20 10:00:00 host msmtp: host=smtp.office365.com tls=on auth=on user=anna@contoso.example smtpstatus=250 exitcode=EX_OK",
		"2026-11-20 exim 1abc <= anna@contoso.example U=www P=local S=535", "2026-11-20 exim 1abc => ben@fabrikam.example R=smarthost T=remote_smtp H=smtp.office365.com [52.97.1.2] C=\"250 2.0.0 OK\"",
		"level=info msg=\"Notify success\" receiver=email attempts=1 duration=535ms", "Message sent: 250 2.0.0 OK", "SMTP -> get_lines(): $data is \"250 2.1.5 Recipient OK\"",
		"STARTTLS\n220 2.0.0 SMTP server ready", "354 Start mail input; end with <CRLF>.<CRLF>", "221 2.0.0 Service closing transmission channel",
		"SSL handshake has read 5350 bytes and written 450 bytes\nVerify return code: 0 (ok)", "* Connected to smtp.office365.com (52.97.1.2) port 587",
		// other logs
		"GET /index.html HTTP/1.1\" 200 535 \"-\" \"Mozilla/5.0\"", "worker 17 took 550 rows in 421 ms", "kernel: eth0: link up, 1000 Mbps",
		"disk usage 45 %, 550 GB of 1200 GB", "build 535 passed in 4.7 s", "INSERT INTO orders VALUES (535, 550, 421)", "pid 451 started, pid 452 ended",
		"2026-11-20 10:00:00 INFO user anna logged in from 10.0.0.4", "cpu 4.50 5.10 5.72 load average",
	} {
		if v := Explain(text, Facts{}); v.Cause.Code != Unknown.Code && v.Cause.Code != Fine.Code {
			t.Errorf("%s, because of %q: %s", v.Cause.Code, v.Recognised, text)
		}
	}
}
