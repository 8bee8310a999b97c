package causes

import (
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

// wrapping is one way in which programs, devices and mail clients show a
// reply. It gets the reply with its lines ending in CRLF.
type wrapping struct {
	name string
	wrap func(reply string) string
}

// codes splits a reply into its code and the rest.
func codes(reply string) (code, rest string) {
	line := strings.ReplaceAll(reply, "\r\n", "\n")
	return line[:3], regexp.MustCompile(`\n\d\d\d[- ]`).ReplaceAllString(line[4:], "\n")
}

func narrow(text string, width int) string {
	var b strings.Builder
	column := 0
	for word := range strings.FieldsSeq(text) {
		if column > 0 && column+len(word) > width {
			b.WriteString("\n")
			column = 0
		} else if column > 0 {
			b.WriteString(" ")
		}
		b.WriteString(word)
		column += len(word) + 1
	}
	return b.String()
}

// brokenAt breaks a text inside words, as narrow windows do.
func brokenAt(text string, width int, with string) string {
	var b strings.Builder
	for i, r := range []rune(strings.ReplaceAll(text, "\r\n", " ")) {
		if i > 0 && i%width == 0 {
			b.WriteString(with)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func quotedJSON(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

var wrappings = []wrapping{
	{"bare", func(r string) string { return r }},
	{"one line", func(r string) string { return strings.Join(strings.Fields(r), " ") }},
	{"with spaces around", func(r string) string { return "\n\n   " + r + "  \n\n" }},
	{"Python", func(r string) string {
		code, rest := codes(r)
		return "Traceback (most recent call last):\n  File \"send.py\", line 12, in <module>\n    s.send_message(m)\n  File \"/usr/lib/python3.11/smtplib.py\", line 886, in sendmail\n    raise SMTPResponseException(code, resp)\n" +
			fmt.Sprintf("smtplib.SMTPException: (%s, b'%s')\n", code, strings.ReplaceAll(strings.ReplaceAll(rest, "'", `\'`), "\n", `\n`))
	}},
	{"Python, double quotes", func(r string) string {
		code, rest := codes(r)
		return fmt.Sprintf("(%s, b\"%s\")", code, strings.ReplaceAll(rest, "\n", `\r\n`))
	}},
	{".NET", func(r string) string {
		_, rest := codes(r)
		return "System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: " + rest +
			"\r\n   at System.Net.Mail.MailCommand.CheckResponse(SmtpStatusCode statusCode, String response)\r\n   at System.Net.Mail.SmtpClient.Send(MailMessage message)"
	}},
	{".NET, German", func(r string) string {
		_, rest := codes(r)
		return "Der SMTP-Server erfordert eine sichere Verbindung, oder der Client wurde nicht authentifiziert. Die Serverantwort war: " + rest
	}},
	{"MailKit", func(r string) string {
		code, rest := codes(r)
		return "MailKit.Net.Smtp.SmtpCommandException: " + code + ": " + rest + "\n   at MailKit.Net.Smtp.SmtpClient.SendAsync(...)"
	}},
	{"Jakarta Mail", func(r string) string {
		return "jakarta.mail.MessagingException: failed to send;\n  nested exception is:\n\tcom.sun.mail.smtp.SMTPSendFailedException: " + r + "\n\n\tat com.sun.mail.smtp.SMTPTransport.issueSendCommand(SMTPTransport.java:2374)"
	}},
	{"Spring", func(r string) string {
		return "org.springframework.mail.MailSendException: Mail server refused: " + r + "\n; nested exception is jakarta.mail.MessagingException"
	}},
	{"nodemailer", func(r string) string {
		return "Error: Message failed: " + r + "\n    at SMTPConnection._formatError (/app/node_modules/nodemailer/lib/smtp-connection/index.js:807:19) {\n  code: 'EENVELOPE',\n  response: '" +
			strings.ReplaceAll(strings.ReplaceAll(r, "'", `\'`), "\r\n", `\n`) + "',\n  responseCode: " + r[:3] + "\n}"
	}},
	{"nodemailer, JSON", func(r string) string {
		return quotedJSON(map[string]any{"level": "error", "err": map[string]any{"response": r, "responseCode": r[:3]}, "time": 1764000000000})
	}},
	{"JSON within JSON", func(r string) string {
		return quotedJSON(map[string]any{"log": quotedJSON(map[string]any{"msg": "send mail: " + r})})
	}},
	{"PHPMailer", func(r string) string {
		return "2026-11-20 08:11:05 CLIENT -> SERVER: EHLO web01\n2026-11-20 08:11:05 SERVER -> CLIENT: 250-AM0PR01CA0001.outlook.office365.com Hello\n250-SIZE 157286400\n250 AUTH LOGIN XOAUTH2\n" +
			"2026-11-20 08:11:06 SERVER -> CLIENT: " + r + "\n2026-11-20 08:11:06 SMTP ERROR: command failed: " + r
	}},
	{"WordPress", func(r string) string {
		code, rest := codes(r)
		return "SMTP Error: data not accepted. SMTP server error: command failed Detail: " + rest + " SMTP code: " + code
	}},
	{"Odoo", func(r string) string {
		code, rest := codes(r)
		return "Connection Test Failed! Here is what we got instead:\n" + code + "\n" + rest
	}},
	{"Odoo, tuple", func(r string) string {
		code, rest := codes(r)
		return "Mail Delivery Failed\nMail delivery failed via SMTP server 'smtp.office365.com'.\nSMTPDataError: " + code + ", " + rest
	}},
	{"swaks", func(r string) string {
		return "=== Trying smtp.office365.com:587...\n=== Connected to smtp.office365.com.\n<-  220 AM0PR01CA0001.outlook.office365.com Microsoft ESMTP MAIL Service ready\n -> EHLO laptop\n<-  250 SMTPUTF8\n<** " +
			strings.ReplaceAll(r, "\r\n", "\n<** ") + "\n -> QUIT\n<-  221 2.0.0 Service closing transmission channel"
	}},
	{"msmtp", func(r string) string {
		return "msmtp: the server refused\nmsmtp: server message: " + strings.ReplaceAll(r, "\r\n", "\nmsmtp: server message: ") + "\nmsmtp: could not send mail (account default from /home/a/.msmtprc)"
	}},
	{"curl", func(r string) string {
		return "* Connected to smtp.office365.com (192.0.2.10) port 587\n> MAIL FROM:<a@contoso.example>\n< " + strings.ReplaceAll(r, "\r\n", "\n< ") + "\n* closing connection #0"
	}},
	{"Go", func(r string) string {
		_, rest := codes(r)
		return "2026/11/20 09:00:01 send: " + r[:3] + " " + strings.ReplaceAll(rest, "\n", "\\n")
	}},
	{"Ruby", func(r string) string {
		return "Net::SMTPFatalError (" + r + "\n):\n  app/mailers/user_mailer.rb:8:in `welcome'"
	}},
	{"Perl", func(r string) string {
		return "Command unknown: 'AUTH' at /usr/lib/git-core/git-send-email line 1691: " + r
	}},
	{"Thunderbird", func(r string) string {
		_, rest := codes(r)
		return "An error occurred while sending mail. The mail server responded:\n" + rest + ".\nPlease check the message and try again."
	}},
	{"Outlook", func(r string) string {
		return "Task 'a@contoso.example - Sending' reported error (0x800CCC6F) : 'Outlook received an error from the mail server. The server responded: " + r + "'"
	}},
	{"scanner", func(r string) string {
		return "Scan to E-mail failed.  Job 00417\nServer response: [" + strings.ReplaceAll(r, "\r\n", " ") + "]\nCheck the SMTP settings or contact your administrator"
	}},
	{"syslog", func(r string) string {
		return "Nov 20 08:00:01 mx postfix/smtp[811]: 4F2A: to=<b@example.org>, relay=smtp.office365.com[192.0.2.10]:587, delay=1.2, dsn=5.0.0, status=bounced (host smtp.office365.com[192.0.2.10] said: " +
			strings.ReplaceAll(r, "\r\n", " ") + " (in reply to MAIL FROM command))"
	}},
	{"quoted mail", func(r string) string {
		return "Hi,\nthe printer says this:\n\n> " + strings.ReplaceAll(narrow(r, 60), "\n", "\n> ") + "\n\nCan you help?"
	}},
	{"quoted twice", func(r string) string {
		return ">> " + strings.ReplaceAll(narrow(r, 40), "\n", "\n>> ")
	}},
	{"HTML", func(r string) string {
		return "<html><body><p>Error:<br/><b>" + strings.ReplaceAll(html.EscapeString(r), "\r\n", "<br>") + "</b></p></body></html>"
	}},
	{"Markdown", func(r string) string { return "I get this error:\n```\n" + r + "\n```\nwhat now?" }},
	{"no-break spaces", func(r string) string { return strings.ReplaceAll(r, " ", "\u00a0") }},
	{"typographic quotes", func(r string) string {
		return "It says: “" + strings.ReplaceAll(r, "'", "’") + "”"
	}},
	{"zero-width spaces", func(r string) string { return strings.ReplaceAll(r, ".", ".\u200b") }},
	{"non-breaking hyphens", func(r string) string { return strings.ReplaceAll(r, "-", "\u2011") }},
	{"capitals", strings.ToUpper},
	{"terminal colours", func(r string) string { return "\x1b[31;1m" + r + "\x1b[0m" }},
	{"UTF-16", func(r string) string {
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(r)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}},
	{"quoted-printable", func(r string) string {
		if len(r) < 30 {
			return r
		}
		return r[:25] + "=\r\n" + r[25:]
	}},
	{"spreadsheet", func(r string) string {
		return "2026-11-20\tsmtp.office365.com\tfailed\t\"" + strings.ReplaceAll(r, "\"", "\"\"") + "\"\t3 tries"
	}},
	{"broken at a width", func(r string) string { return brokenAt(r, 37, "\n") }},
	{"broken and quoted", func(r string) string { return "> " + brokenAt(r, 41, "\n> ") }},
	{"lines with the time", func(r string) string {
		return "08:00:01 " + strings.ReplaceAll(narrow(r, 60), "\n", "\n08:00:01 ")
	}},
	{"table", func(r string) string {
		return "| Time | Error |\n|---|---|\n| 10:00 | " + strings.ReplaceAll(r, "\r\n", " ") + " |"
	}},
	{"chat", func(r string) string { return "hey, our scanner says `" + r + "` any idea? thx" }},
	{"XML", func(r string) string {
		code, rest := codes(r)
		return "<error><code>" + code + "</code><message>" + rest + "</message></error>"
	}},
	{"YAML", func(r string) string {
		code, rest := codes(r)
		return "code: " + code + "\nmessage: |\n  " + strings.ReplaceAll(rest, "\n", "\n  ")
	}},
	{"address of a page", func(r string) string {
		return "https://app.contoso.example/?error=" + strings.ReplaceAll(url.QueryEscape(r), "+", "%20")
	}},
	{"log with noise", func(r string) string {
		before := strings.Repeat("2026-11-20T08:00:00Z INFO  worker 17 picked job 4711 (550 rows, 535 ms)\n", 5)
		return before + "2026-11-20T08:00:03.120Z ERROR mail: " + r + "\n" + strings.Repeat("2026-11-20T08:00:04Z DEBUG cache hit 421 of 450\n", 5)
	}},
}

var everything = flag.Bool("everything", false, "wrap every reply in every way, instead of every seventeenth")

func TestExplainReadsEveryWrapping(t *testing.T) {
	all := corpus(t)
	for i, w := range wrappings {
		t.Run(w.name, func(t *testing.T) {
			for j, k := range all {
				if (i+j)%17 != 0 && !*everything {
					continue
				}
				if k.Cause == Fine.Code || k.Reply[3] != ' ' && k.Reply[3] != '-' || strings.HasPrefix(k.Reply, "334") {
					continue
				}
				text := w.wrap(k.Reply)
				if v := Explain(text, Facts{}); v.Cause.Code != k.Cause {
					t.Errorf("%s: %s, because of %q:\n%s", k.ID, v.Cause.Code, v.Recognised, text)
				}
			}
		})
	}
}

// BenchmarkExplain reads logs of several sizes: a refusal at the end of many
// lines that are none.
func BenchmarkExplain(b *testing.B) {
	random := rand.New(rand.NewPCG(5, 7))
	word := func() string { return strings.Repeat(string(rune('a'+random.IntN(26))), 1+random.IntN(9)) }
	const line = "2026-11-20T08:00:00Z INFO  worker 17 picked job 4711 for smtp (550 rows, 535 ms) and sent a mail to queue 9\n"
	for _, size := range []int{1 << 10, 100 << 10, 1 << 20, 2 << 20} {
		log := strings.Repeat(line, size/len(line))
		if size > 1<<20 { // every line another
			var b strings.Builder
			for b.Len() < size/2 {
				fmt.Fprintln(&b, "2026-11-20T08:00:00Z", word(), word(), "connection", word(), word(), word(), "error=none", word())
			}
			log = b.String()
		}
		log += "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.\n"
		b.Run(fmt.Sprint(size>>10, "KB"), func(b *testing.B) {
			for b.Loop() {
				if v := Explain(log, Facts{}); v.Cause.Code != "AUTH-TENANT-OFF" {
					b.Fatal(v.Cause.Code)
				}
			}
		})
	}
}
