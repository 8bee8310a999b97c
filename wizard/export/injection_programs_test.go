//go:build unix

package export

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mailready/wizard/settings"
)

// readers are the programs themselves, or a shell where a line of the export is
// for one. Each prints the sender and the login as it has understood them, one
// a line, and runs the command that asks for the secret. $1 is the file, $2 the
// sender, $3 the host.
var readers = map[string]struct{ program, script string }{
	"msmtp": {"msmtp", `
msmtp -C "$1" -a "$2" -P -- someone | sed -n 's/^from *= //p; s/^user *= //p' > out; sed -n 2p out; sed -n 1p out
sed -n 's/^passwordeval "\(.*\)"$/\1/p' "$1" > ask; sh ask >/dev/null`},
	"msmtp-system": {"msmtp", `
echo secret > kept; sed "s|/etc/msmtp-password|$PWD/kept|" "$1" > here; chmod 600 here
msmtp -C here -P -- someone | sed -n 's/^from *= //p; s/^user *= //p' > out; sed -n 2p out; sed -n 1p out; ` + umask},
	"git": {"git", `
git config -f "$1" --get sendemail.from; git config -f "$1" --get sendemail.smtpuser
printf 'protocol=smtp\nhost=%s:587\n\n' "$3" | env GIT_CONFIG_GLOBAL="$1" GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 git credential fill >/dev/null 2>&1 || :`},
	"mutt":    {"mutt", muttReads},
	"neomutt": {"neomutt", "alias mutt=neomutt\n" + muttReads},
	"s-nail": {"s-nail", `
MAILRC="$1" s-nail -n -# -X 'echo "$from"' -X 'echo "$mta"' -X 'echo "$netrc-pipe"' -X x > out
sed -n 1p out; sed -n 's|^smtp://\(.*\)@.*|\1|p' out | python3 -c "$decode"; sed -n 3p out > ask; sh ask >/dev/null`},
	"postfix": {"postconf", `
mkdir -p conf; { cat "$1"; printf 'myhostname = desk.example\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n'; } > conf/main.cf; : > conf/master.cf; touch -d yesterday conf/*; postconf -c conf -x -h sender_canonical_maps | sed 's/^static://'
sed -n 's|^#   \((umask.*\)|\1|p' "$1" | sed 's|/etc/postfix/sasl_passwd|passwd|' > ask; sh ask; sed 's/^[^ ]* //; s/:secret$//' passwd`},
	"curl": {"curl", `
sed -n 's/^mail-from = //p' "$1" > from; echo 'url = "file:///dev/null"' > c; sed 's/^/user-agent = /' from >> c
sed -n 's/^#   \(printf.*\) | curl.*/\1/p' "$1" > ask; sh ask | sed 's/^user = /referer = /' >> c
python3 -c "$listen" c`},
	"aerc": {"sh", `
sed -n 's/^from = <\(.*\)>$/\1/p' "$1"; sed -n 's|^outgoing = smtp+login://\(.*\)@.*|\1|p' "$1" | python3 -c "$decode"
sed -n 's/^outgoing-cred-cmd = //p' "$1" > ask; sh ask >/dev/null`},
	"grafana": {"sh", `(. "$1"; printf '%s\n%s\n' "$GF_SMTP_FROM_ADDRESS" "$GF_SMTP_USER"); ` + umask},
	"phpmailer": {"php", `
php -r 'namespace PHPMailer\PHPMailer; class PHPMailer { const ENCRYPTION_STARTTLS = 1; public $Host, $Port, $SMTPSecure, $SMTPAuth, $AuthType, $Username, $Password;
  function isSMTP() {} function setFrom($a) { $this->from = $a; } public $from; }
  require $argv[1]; echo $mail->from, "\n", $mail->Username, "\n";' -- "$1"`},
	"laravel":        {"sh", `(. "$1"; printf '%s\n%s\n' "$MAIL_FROM_ADDRESS" "$MAIL_USERNAME"); sed -n 's/^#   \(MAIL_PASSWORD=.*\) php artisan.*/\1/p' "$1" > ask; sh ask`},
	"home-assistant": {"sh", `printf '%s\n%s\n' "$2" "$4"; sed -n 's/.*yaml: \(printf.*\) >> .*/\1/p' "$1" > ask; sh ask >/dev/null`},
	"docker-compose": {"sh", `printf '%s\n%s\n' "$2" "$4"; ` + umask},
	"alertmanager":   {"sh", `printf '%s\n%s\n' "$2" "$4"; ` + umask},
	"gitlab":         {"sh", `printf '%s\n%s\n' "$2" "$4"; ` + umask},
	"wordpress":      {"sh", `printf '%s\n%s\n' "$2" "$4"; ` + umask},
	"nextcloud":      {"sh", `printf '%s\n%s\n' "$2" "$4"; ` + umask},
}

// umask runs the line that fills a file, without the file.
const umask = `sed -n 's/^.*(umask [0-9]*; \(.*\) > [^ ]*).*/\1/p' "$1" > ask; sh ask >/dev/null`

const muttReads = `
mutt -n -F "$1" -Q from -Q smtp_url > out 2>/dev/null
python3 -c 'import re,sys,urllib.parse as u
for line in sys.stdin:
    name, value = line.strip().removeprefix("set ").split("=", 1); value = value.strip()
    value = re.sub(r"\\(.)", r"\1", value[1:-1])
    print(value if name.strip() == "from" else u.unquote(value[7:].rpartition("@")[0]))' < out`

const decode = `import sys,urllib.parse as u; print(u.unquote(sys.stdin.read().strip()))`

// listen lets curl ask a server for nothing, to see what it has understood.
const listen = `
import http.server, subprocess, sys, threading
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        for name in ("User-Agent", "Referer"):
            text = self.headers[name].encode("latin-1").decode("utf-8")
            print(text.removesuffix(":secret"))
        self.send_response(204); self.end_headers()
    def log_message(self, *a): pass
s = http.server.HTTPServer(("127.0.0.1", 0), H)
threading.Thread(target=s.serve_forever, daemon=True).start()
config = open(sys.argv[1]).read().replace("file:///dev/null", "http://127.0.0.1:%d/" % s.server_port)
subprocess.run(["curl", "-q", "--noproxy", "*", "-s", "--config", "-"], input=config.encode(), check=True)
`

// A program, or the shell that a line is for, reads every hostile part as it is.
// Where the program's file has no way to write it, the export says so.
func TestProgramsReadWhatIsMeant(t *testing.T) {
	for name, by := range readers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, program := range []string{by.program, "python3"} {
				if _, err := exec.LookPath(program); err != nil {
					if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
						t.Fatalf("%s is required", program)
					}
					t.Skipf("no %s here", program)
				}
			}
			e, _ := Find(name)
			refused := 0
			for i := 0; i < len(hostile); i += 2 { // each part comes in several of the places
				part := func(n int) string { return hostile[(i+n)%len(hostile)] }
				m := settings.Mailbox{Sender: part(0) + "@contoso.example", Login: part(1) + "@contoso.example", Host: "smtp.example", Port: 587, Recipient: "r@contoso.example"}
				config := "/srv/" + part(2)
				text, err := e.Text(m, "mailready", "--config", config)
				if errors.Is(err, ErrName) {
					refused++
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				checkReader(t, by.script, m, config, text, name != "git")
			}
			if read := (len(hostile)+1)/2 - refused; read < 7 {
				t.Errorf("only %d of %d can be written", read, len(hostile))
			}
			m := ann
			for _, name := range []string{"a\"b", "a b", "a$b", "a/b", "a'b"} {
				m.Host = name
				if text, err := e.Text(m, "mailready"); err == nil && strings.Contains(text, "://"+name) {
					t.Errorf("the server's name is as it came:\n%s", text)
				}
			}
		})
	}
}

func checkReader(t *testing.T, script string, m settings.Mailbox, config, text string, password bool) {
	t.Helper()
	folder := t.TempDir()
	asked := filepath.Join(folder, "asked")
	for name, content := range map[string]string{"export": text, "mailready": "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + asked + "'\necho secret\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("sh", "-c", script, "sh", filepath.Join(folder, "export"), m.Sender, m.Host, m.Login)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "PATH="+folder+":"+os.Getenv("PATH"), "HOME="+folder, "LC_ALL=C.UTF-8", "decode="+decode, "listen="+listen)
	out, err := cmd.CombinedOutput()
	words, _ := os.ReadFile(asked)
	last := "password\n--\n" + m.Sender + "\n"
	if !password {
		last = "git-credential\nget\n"
	}
	if want := m.Sender + "\n" + m.Login + "\n"; err != nil || string(out) != want {
		t.Errorf("%v\ngot  %q\nwant %q\n%s", err, out, want, text)
	}
	if want := fmt.Sprintf("--config\n%s\n%s", config, last); string(words) != want {
		t.Errorf("asked %q\nwant %q\n%s", words, want, text)
	}
}
