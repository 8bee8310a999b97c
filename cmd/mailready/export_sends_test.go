//go:build linux

package main

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"mailready/wizard/settings"
)

// sendingPrograms are programs that send one mail with an export as it is printed. Each
// is a script with the file of the export as its first word, and the recipient
// as its second.
var sendingPrograms = []struct {
	export string
	parts  []string
	script string
}{
	{"msmtp", []string{"msmtp"}, `printf 'tls_trust_file %s\n' "$SSL_CERT_FILE" >> "$1"; printf 'Subject: test\n\nhello\n' | msmtp -C "$1" -a "$2" "$2"`},
	{"msmtp-system", []string{"msmtp"}, `mailready password > password; chmod 600 password; sed "s|/etc/msmtp-password|$PWD/password|; s/^syslog.*//" "$1" > rc; printf 'tls_trust_file %s\n' "$SSL_CERT_FILE" >> rc; chmod 600 rc; printf 'Subject: test\n\nhello\n' | msmtp -C rc "$2"; rm password`},
	{"s-nail", []string{"s-nail"}, `MAILRC="$1" s-nail -n -S tls-ca-file="$SSL_CERT_FILE" -S sendwait -s test "$2" <<< hello`},
	{"django", []string{"python3"}, `cp "$1" settings_of_mail.py; python3 - "$2" <<'E'
import smtplib, ssl, sys, settings_of_mail as s
from email.message import EmailMessage
m = EmailMessage(); m["From"], m["To"], m["Subject"] = s.DEFAULT_FROM_EMAIL, sys.argv[1], "test"; m.set_content("hello")
with smtplib.SMTP(s.EMAIL_HOST, s.EMAIL_PORT) as c:
    assert s.EMAIL_USE_TLS and not s.EMAIL_USE_SSL
    c.starttls(context=ssl.create_default_context()); c.login(s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD); c.send_message(m)
E`},
	{"rails", []string{"ruby"}, `ruby - "$1" "$2" <<'E'
require "mail"
class Config; attr_accessor :delivery_method, :default_options, :smtp_settings; def action_mailer; self; end; end
config = Config.new; eval(File.read(ARGV[0]))
settings = config.smtp_settings
settings[:enable_starttls] = :always if settings[:enable_starttls]
Mail.defaults { delivery_method :smtp, settings }
Mail.deliver { from config.default_options[:from]; to ARGV[1]; subject "test"; body "hello" }
E`},
	{"phpmailer", []string{"php"}, `cat "$1" - > send.php <<'E'

$mail->addAddress($argv[1]); $mail->Subject = 'test'; $mail->Body = 'hello'; $mail->send();
E
php -d openssl.cafile="$SSL_CERT_FILE" -d auto_prepend_file=/usr/share/php/libphp-phpmailer/autoload.php send.php "$2"`},
	{"alertmanager", []string{"prometheus-alertmanager", "curl"}, `mailready password | tr -d '\n' > password; chmod 600 password
sed "s|/etc/prometheus/smtp_password|$PWD/password|" "$1" > alertmanager.yml
cat >> alertmanager.yml <<E
route: {receiver: mail, group_wait: 0s}
receivers: [{name: mail, email_configs: [{to: $2, headers: {Subject: test}, text: hello, html: ""}]}]
E
prometheus-alertmanager --config.file=alertmanager.yml --storage.path=data --cluster.listen-address= --web.listen-address=127.0.0.1:$FREE_PORT >log 2>&1 &
trap "kill $!; wait $! || true; rm -rf password data" EXIT
for i in $(seq 100); do curl -sf -o /dev/null -X POST -H 'Content-Type: application/json' -d '[{"labels":{"alertname":"test"}}]' http://127.0.0.1:$FREE_PORT/api/v2/alerts && break; sleep 0.1; done
for i in $(seq 200); do grep -q . "$MAILS"/* 2>/dev/null && exit 0; sleep 0.1; done; cat log >&2; exit 1`},
	{"nodemailer", []string{"node"}, `cp "$1" mail.cjs; NODE_PATH="$NODE_MODULES" NODE_EXTRA_CA_CERTS="$SSL_CERT_FILE" node -e 'require("./mail.cjs").sendMail({to: process.argv[1], subject: "test", text: "hello"}).then(() => process.exit(0), e => { console.error(e); process.exit(1) })' "$2"`},
}

// Programs of all kinds send through Postfix with the export as it is printed.
func TestExportsSend(t *testing.T) {
	for _, sender := range sendingPrograms {
		t.Run(sender.export, func(t *testing.T) {
			t.Parallel()
			realPart(t, sender.parts...)
			w := newWorld(t)
			p := w.postfix()
			host, port, err := net.SplitHostPort(p.Addr)
			if err != nil || host != "127.0.0.1" {
				t.Fatal(p.Addr, err)
			}
			m := mailboxOf(p.User)
			m.Host, m.Store = "localhost", "systemd"
			m.Port, _ = strconv.Atoi(port)
			f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
			if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
				t.Fatal(err)
			}
			loaded := filepath.Join(w.Home, "loaded")
			if err := os.Mkdir(loaded, 0o700); err != nil {
				t.Fatal(err)
			}
			w.secretIn(loaded)
			if err := os.WriteFile(filepath.Join(loaded, "mailready-app-password-localhost-"+port+"-"+p.User), []byte(w.Password), 0o400); err != nil {
				t.Fatal(err)
			}
			w.setenv("CREDENTIALS_DIRECTORY", loaded)
			modules, _ := filepath.Abs(filepath.Join("testdata", "browser", "node_modules"))
			w.setenv("NODE_MODULES", modules)
			w.setenv("MAILS", p.dir+"/mail/all/new")
			_, free, _ := net.SplitHostPort(freePort(t))
			w.setenv("FREE_PORT", free)
			text := w.run("", "export", sender.export)
			if text.Code != 0 {
				t.Fatalf("%+v", text)
			}
			file := filepath.Join(w.Home, "export")
			if err := os.WriteFile(file, []byte(text.Stdout), 0o600); err != nil {
				t.Fatal(err)
			}
			w.other("", "bash", "-euc", sender.script, "bash", file, p.User)
			if mail := p.mail(t); !strings.Contains(mail, "hello") || !strings.Contains(mail, "Subject: test") {
				t.Errorf("arrived:\n%s", mail)
			}
		})
	}
}
