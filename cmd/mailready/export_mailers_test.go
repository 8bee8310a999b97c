//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// How programs that send mail for a person, or for a computer, send with their
// export.

func sendSwaks(t *testing.T, s *sending, text string) {
	file := s.file(t, "export.env", text)
	_, ask, _ := strings.Cut(strings.SplitN(text, "\n", 2)[0], "In a shell: ")
	s.does(t, "", "sh", "-c", ". "+file+"; "+ask+`; export SWAKS_OPT_auth_password="$SMTP_PASSWORD"
exec swaks --server "$SMTP_HOST" --port "$SMTP_PORT" --tls --tls-verify --tls-ca-path "$SSL_CERT_FILE" --auth LOGIN --auth-user "$SMTP_USER" \
	--from "$SMTP_FROM" --to boss@contoso.example --helo localhost --header "Subject: `+subject("env")+`" --body hello`)
}

func sendMsmtp(t *testing.T, s *sending, text string) {
	file := s.file(t, "msmtprc", text+"tls_trust_file "+s.authority()+"\n")
	s.does(t, plainMail("msmtp"), "msmtp", "-C", file, "-a", obrien, "--", "boss@contoso.example")
}

func sendMsmtpSystem(t *testing.T, s *sending, text string) {
	file := s.file(t, "msmtprc-system", s.secretFile(t, text, "/etc/msmtp-password")+"tls_trust_file "+s.authority()+"\n")
	s.does(t, plainMail("msmtp-system"), "msmtp", "-C", file, "--", "boss@contoso.example")
}

func sendGit(t *testing.T, s *sending, text string) {
	programs := strings.TrimSpace(s.does(t, "", "git", "--exec-path"))
	if _, err := os.Stat(filepath.Join(programs, "git-send-email")); err != nil {
		missing(t, "git send-email is not installed")
	}
	s.file(t, ".gitconfig", "[user]\n\tname = A Person\n\temail = person@somewhere.example\n"+text)
	defer os.Remove(filepath.Join(s.Home, ".gitconfig"))
	patch := s.file(t, "0001.patch", plainMail("git"))
	s.does(t, "", "env", "GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_NOSYSTEM=1",
		"git", "send-email", "--confirm=never", "--suppress-cc=all", "--to=boss@contoso.example", patch)
}

func sendMutt(program string) func(*testing.T, *sending, string) {
	return func(t *testing.T, s *sending, text string) {
		file := s.file(t, program+"rc", text+"set ssl_ca_certificates_file = \""+s.authority()+"\"\nset copy = no\n")
		s.does(t, "hello\n", program, "-n", "-F", file, "-s", subject(program), "--", "boss@contoso.example")
	}
}

func sendSNail(t *testing.T, s *sending, text string) {
	file := s.file(t, "mailrc", text)
	s.does(t, "hello\n", "env", "MAILRC="+file, "s-nail", "-n", "-S", "nosave", "-s", subject("s-nail"), "boss@contoso.example")
}

func sendCurl(t *testing.T, s *sending, text string) {
	s.file(t, "mailready.curl", text)
	s.file(t, "message.eml", strings.ReplaceAll(plainMail("curl"), "\n", "\r\n"))
	line := strings.TrimPrefix(strings.Split(text, "\n")[1], "#")
	s.does(t, "", "sh", "-c", line+" --silent --show-error --cacert "+s.authority())
}

// sendPostfix hands a mail to a second Postfix, which hands it on.
func sendPostfix(t *testing.T, s *sending, text string) {
	text = s.secretFile(t, text, "/etc/postfix/sasl_passwd")
	client := s.postfixClient(t, text)
	s.does(t, "", "swaks", "--server", client.Addr, "--from", "root@somewhere.example", "--to", "boss@contoso.example",
		"--helo", "localhost", "--header", "Subject: "+subject("postfix"), "--body", "hello")
}
