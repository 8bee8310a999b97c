//go:build linux

package main

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// How servers and programs in other languages send with their export.

func sendAlertmanager(t *testing.T, s *sending, text string) {
	text = s.secretFile(t, text, "/etc/prometheus/smtp_password") +
		"route: {receiver: boss, group_wait: 0s}\nreceivers:\n- name: boss\n  email_configs:\n  - to: boss@contoso.example\n" +
		"    headers: {Subject: '" + subject("alertmanager") + "'}\n    html: ''\n    text: hello\n"
	file := s.file(t, "alertmanager.yml", text)
	listen := freePort(t)
	server := exec.Command("prometheus-alertmanager", "--config.file="+file, "--storage.path="+filepath.Join(s.Home, "alerts"),
		"--web.listen-address="+listen, "--cluster.listen-address=")
	server.Env, server.Dir = s.env, s.Home
	s.background(server)
	alert := `[{"labels":{"alertname":"test"}}]`
	for end := time.Now().Add(hangGuard); ; time.Sleep(50 * time.Millisecond) {
		r, err := http.Post("http://"+listen+"/api/v2/alerts", "application/json", strings.NewReader(alert))
		if err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				break
			}
		}
		if time.Now().After(end) {
			t.Fatalf("Alertmanager takes no alert: %v", err)
		}
	}
	if s.came(t, subject("alertmanager")) == "" {
		t.Error("no mail came")
	}
}

func sendDjango(t *testing.T, s *sending, text string) {
	if exec.Command("/usr/bin/python3", "-c", "import django").Run() != nil {
		missing(t, "python3-django is not installed")
	}
	s.file(t, "django/settings.py", text)
	s.does(t, "", "env", "PYTHONPATH="+filepath.Join(s.Home, "django"), "PYTHONDONTWRITEBYTECODE=1", "DJANGO_SETTINGS_MODULE=settings",
		"/usr/bin/python3", "-c", `
from django.core.mail import send_mail
assert send_mail("`+subject("django")+`", "hello", None, ["boss@contoso.example"]) == 1`)
}

// sendRails gives the settings to Mail, which Action Mailer sends with.
func sendRails(t *testing.T, s *sending, text string) {
	s.ruby(t, "rails", text, `
class Config
  attr_accessor :delivery_method, :default_options, :smtp_settings
  def action_mailer = self
end
config = Config.new
eval(File.read(ARGV[0], encoding: "utf-8"))
mail(config.default_options[:from], config.smtp_settings)`)
}

// sendGitLab gives the settings to Mail under the names that GitLab gives them
// in its own Rails.
func sendGitLab(t *testing.T, s *sending, text string) {
	s.ruby(t, "gitlab", s.secretFile(t, text, "/etc/gitlab/smtp_password"), `
gitlab_rails = {}
eval(File.read(ARGV[0], encoding: "utf-8"))
g = gitlab_rails
mail(g['gitlab_email_from'], address: g['smtp_address'], port: g['smtp_port'], user_name: g['smtp_user_name'], password: g['smtp_password'],
  authentication: g['smtp_authentication'], enable_starttls_auto: g['smtp_enable_starttls_auto'], tls: g['smtp_tls'] || nil,
  openssl_verify_mode: g['smtp_openssl_verify_mode'])`)
}

func (s *sending) ruby(t *testing.T, name, text, script string) {
	t.Helper()
	if exec.Command("/usr/bin/ruby", "-e", "require 'mail'").Run() != nil {
		missing(t, "ruby-mail is not installed")
	}
	file := s.file(t, name+".rb", text)
	s.does(t, "", "/usr/bin/ruby", "-e", `require 'mail'
def mail(from, settings)
  m = Mail.new(from: from, to: 'boss@contoso.example', subject: '`+subject(name)+`', body: 'hello')
  m.delivery_method(:smtp, settings)
  m.deliver!
end
`+script, file)
}

func sendNodemailer(t *testing.T, s *sending, text string) {
	modules, err := filepath.Abs("testdata/browser/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(modules, "nodemailer")); err != nil {
		missing(t, "nodemailer is not installed: npm ci in testdata/browser")
	}
	file := s.file(t, "transport.js", text)
	s.does(t, "", "env", "NODE_PATH="+modules, "NODE_EXTRA_CA_CERTS="+s.authority(), "node", "-e",
		`require(process.argv[1]).sendMail({ to: 'boss@contoso.example', subject: '`+subject("nodemailer")+`', text: 'hello' })`, file)
}

func sendPHPMailer(t *testing.T, s *sending, text string) {
	const library = "/usr/share/php/libphp-phpmailer/autoload.php"
	if _, err := os.Stat(library); err != nil {
		missing(t, "libphp-phpmailer is not installed")
	}
	file := s.file(t, "mail.php", text+`
$mail->addAddress('boss@contoso.example');
$mail->Subject = '`+subject("phpmailer")+`';
$mail->Body = 'hello';
$mail->send();
`)
	s.does(t, "", "php", "-d", "auto_prepend_file="+library, file)
}
