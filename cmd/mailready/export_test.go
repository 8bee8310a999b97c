//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/export"
	"mailready/wizard/settings"
)

const (
	obrien      = "o'b!#&^~=rien@contoso.example" // an address that shells and files must quote
	obrienLogin = "ann+mail@contoso.example"
)

// exporting is a world with a mailbox in a real keychain, and a file with its
// export in the format.
func exporting(t *testing.T, format string, programs ...string) (w *world, file string) {
	t.Helper()
	realPart(t, programs...)
	w = newWorld(t)
	w.keychain()
	m := mailboxOf(obrien)
	m.Login, m.Recipient = obrienLogin, "boss@contoso.example"
	w.setUp(m)
	// A folder whose name would be a command in a program that reads it badly.
	hostile := filepath.Join(w.Home, "a`touch pwned`$(touch pwned)';touch pwned;'\"\\ b")
	if err := (settings.Folder{Config: hostile, State: hostile}).Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := os.Lstat(filepath.Join(w.Home, "pwned")); err == nil {
			t.Errorf("%s ran a command out of the name of a folder", format)
		}
	})
	got := w.run("", "--config", hostile, "export", format)
	if got.Code != 0 || got.Stderr != "" {
		t.Fatalf("export %s: code %d, %s", format, got.Code, got.Stderr)
	}
	file = filepath.Join(w.Home, "export."+format)
	if err := os.WriteFile(file, []byte(got.Stdout), 0o600); err != nil {
		t.Fatal(err)
	}
	return w, file
}

// other runs a program that is not ours.
func (w *world) other(stdin, name string, args ...string) string {
	w.Helper()
	cmd := exec.Command(name, args...)
	var errs bytes.Buffer
	cmd.Env, cmd.Dir, cmd.Stdin, cmd.Stderr = w.env, w.Home, strings.NewReader(stdin), &errs
	out, err := cmd.Output()
	if err != nil {
		w.Fatalf("%s: %v: %s", name, err, &errs)
	}
	return string(out)
}

const message = "From: me\r\nSubject: test\r\n\r\nhello\r\n"

// delivered checks that the mail came, with the login of the export.
func delivered(t *testing.T, s *simserver.Server, to string) {
	t.Helper()
	if all := s.Accepted(); len(all) != 1 || all[0].From != obrien || !strings.Contains(string(all[0].Data), "hello") || strings.Join(all[0].To, " ") != to {
		t.Errorf("accepted: %+v", all)
	}
}

func TestExportMsmtp(t *testing.T) {
	w, file := exporting(t, "msmtp", "msmtp")
	s := &simserver.Server{User: obrienLogin, Password: w.Password}
	host, port, _ := strings.Cut(w.serve(s), ":")
	here, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	here = append(here, "host "+host+"\nport "+port+"\ntls_host_override smtp.office365.com\ntls_trust_file "+w.authority()+"\n"...)
	if err := os.WriteFile(file, here, 0o600); err != nil {
		t.Fatal(err)
	}
	w.other(message, "msmtp", "-C", file, "-a", obrien, "boss@contoso.example")
	delivered(t, s, "boss@contoso.example")
}

func TestExportCurl(t *testing.T) {
	w, file := exporting(t, "curl", "curl")
	s := &simserver.Server{User: obrienLogin, Password: w.Password}
	addr := w.serve(s)
	if err := os.Rename(file, filepath.Join(w.Home, "mailready.curl")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.Home, "message.eml"), []byte(message), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(w.Home, "mailready.curl"))
	if err != nil {
		t.Fatal(err)
	}
	line := strings.TrimPrefix(strings.Split(string(text), "\n")[1], "#")
	w.other("", "sh", "-c", line+" --silent --show-error --cacert "+w.authority()+" --connect-to smtp.office365.com:587:"+addr)
	delivered(t, s, "boss@contoso.example")
}

func TestExportGit(t *testing.T) {
	w, file := exporting(t, "git", "git")
	if err := os.Rename(file, filepath.Join(w.Home, ".gitconfig")); err != nil {
		t.Fatal(err)
	}
	w.setenv("GIT_TERMINAL_PROMPT", "0")
	w.setenv("GIT_CONFIG_NOSYSTEM", "1")
	for key, want := range map[string]string{"smtpServer": "smtp.office365.com", "smtpServerPort": "587", "smtpEncryption": "tls",
		"smtpUser": obrienLogin, "from": obrien} {
		if got := w.other("", "git", "config", "--get", "sendemail."+key); got != want+"\n" {
			t.Errorf("%s: %q", key, got)
		}
	}
	// What git send-email asks, and git's answer.
	asked := "protocol=smtp\nhost=smtp.office365.com:587\nusername=" + obrienLogin + "\n\n"
	if got := w.other(asked, "git", "credential", "fill"); !strings.Contains(got, "\npassword="+w.Password+"\n") {
		t.Errorf("git does not get the password: %d bytes", len(got))
	}
	if got := w.run("protocol=https\nhost=smtp.office365.com:587\n\n", "git-credential", "get"); got.Code != 0 || got.Stdout != "" {
		t.Errorf("a web site: %+v", got)
	}
	if got := w.run(asked+"password=new", "git-credential", "erase"); got.Code != 0 || got.Stdout != "" {
		t.Errorf("erase: %+v", got)
	}
	if got := w.other(asked, "git", "credential", "fill"); !strings.Contains(got, w.Password) {
		t.Error("the password was erased or replaced")
	}
}

// Only the login, the server and the port that belong to the mailbox get an
// answer.
func TestGitAsksForAnotherMailbox(t *testing.T) {
	s := checklist.Begin(obrien)
	for asked, want := range map[string]bool{
		"protocol=smtp\nhost=smtp.office365.com:587\n":                         true,
		"protocol=smtp\nhost=SMTP.Office365.com:587\nusername=" + obrien:       true,
		"protocol=smtp\nhost=smtp.office365.com:587\nusername=eve@example.com": false,
		"protocol=smtp\nhost=smtp.example.com:587\n":                           false,
		"protocol=smtp\nhost=smtp.office365.com:25\n":                          false,
		"protocol=smtp\nhost=smtp.office365.com\n":                             false,
		"protocol=https\nhost=smtp.office365.com:587\n":                        false,
		"\nprotocol=smtp\nhost=smtp.office365.com:587\n":                       false,
		"host":                        false,
		strings.Repeat("x=y\n", 1000): false,
		"":                            false,
	} {
		c, err := readCredential(strings.NewReader(asked))
		if err != nil || c.fits(s) != want {
			t.Errorf("%.80q: %+v, %v, want %v", asked, c, err, want)
		}
	}
}

func TestExportMutt(t *testing.T) {
	w, file := exporting(t, "mutt", "mutt")
	got := w.other("", "mutt", "-F", file, "-Q", "smtp_pass", "-Q", "smtp_url", "-Q", "from", "-Q", "ssl_force_tls")
	for _, want := range []string{`smtp_pass="` + w.Password + `"`, `smtp_url="smtp://ann+mail%40contoso.example@smtp.office365.com:587"`,
		obrien, "ssl_force_tls is set"} {
		if !strings.Contains(got, want) {
			t.Errorf("mutt does not know %.12s...", want)
		}
	}
}

// Postfix and aerc read what is written for them, on both roads.
func TestExportPostfix(t *testing.T) {
	t.Parallel()
	realPart(t, "postconf")
	for credential, mechanism := range map[string]string{"": "login, plain", settings.SignIn: "xoauth2"} {
		m := mailboxOf("ann@contoso.example")
		if m.Credential = credential; credential != "" {
			m.Client, m.Tenant = testClient, testTenant
		}
		dir := t.TempDir()
		text := "compatibility_level = 3.6\n"
		postfix, _ := export.Find("postfix")
		lines, err := postfix.Text(m, "mailready")
		if err != nil {
			t.Fatal(err)
		}
		text += lines
		if err := os.WriteFile(filepath.Join(dir, "main.cf"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "master.cf"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("postconf", "-c", dir, "-h", "relayhost", "smtp_tls_security_level", "smtp_sasl_mechanism_filter", "smtp_sasl_security_options", "sender_canonical_maps").CombinedOutput()
		options := "noanonymous"
		if credential != "" {
			options = ""
		}
		if want := "[smtp.office365.com]:587\nsecure\n" + mechanism + "\n" + options + "\nstatic:ann@contoso.example\n"; err != nil || string(out) != want {
			t.Errorf("%q: %v, postfix reads\n%s", credential, err, out)
		}
	}
}

// What step 1 of the export for Postfix writes is the line that Postfix looks
// up, for its owner alone.
func TestExportPostfixPassword(t *testing.T) {
	t.Parallel()
	w, file := exporting(t, "postfix", "postmap")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, line, _ := strings.Cut(string(text), "\n#   ")
	line, _, _ = strings.Cut(line, "\n")
	map1 := filepath.Join(w.Home, "sasl_passwd")
	w.other("", "sh", "-c", strings.ReplaceAll(line, "/etc/postfix/sasl_passwd", map1))
	if got := w.other("", "postmap", "-q", "[smtp.office365.com]:587", "texthash:"+map1); got != obrienLogin+":"+w.Password+"\n" {
		t.Errorf("Postfix finds %d bytes", len(got))
	}
	if info, err := os.Stat(map1); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	os.Remove(map1)
}

func TestExportEnv(t *testing.T) {
	w, file := exporting(t, "env")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	_, ask, _ := strings.Cut(first, "In a shell: ")
	got := w.other("", "sh", "-c", ". "+file+"; "+ask+`; printf '%s|' "$SMTP_HOST" "$SMTP_PORT" "$SMTP_ENCRYPTION" "$SMTP_USER" "$SMTP_FROM" "$SMTP_PASSWORD"`)
	if want := strings.Join([]string{"smtp.office365.com", "587", "starttls", obrienLogin, obrien, w.Password, ""}, "|"); got != want {
		t.Errorf("a shell reads %d bytes, want %d", len(got), len(want))
	}
}

func TestExportJSON(t *testing.T) {
	w, file := exporting(t, "json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Schema, Port                      int
		Sender, Login, Server, Encryption string
		PasswordCommand                   []string `json:"password_command"`
	}
	if err := json.Unmarshal(text, &got); err != nil || got.Schema != 1 || got.Port != 587 || got.Sender != obrien ||
		got.Login != obrienLogin || got.Server != "smtp.office365.com" || got.Encryption != "starttls" {
		t.Fatalf("%+v, %v", got, err)
	}
	if out := w.other("", got.PasswordCommand[0], got.PasswordCommand[1:]...); out != w.Password+"\n" {
		t.Errorf("the command gives %d bytes", len(out))
	}
}

// The card has the words of the guide, and --config goes along.
func TestExportCard(t *testing.T) {
	w := newWorld(t)
	m := mailboxOf("ann@contoso.example")
	m.Port = 465
	f := settings.Folder{Config: w.Home + "/my mailready", State: w.Home + "/my mailready"}
	if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	const want = "SMTP Server      smtp.office365.com\nPort             465\nEncryption       TLS from the start\n" +
		"Sender Email     ann@contoso.example\nSender Password  your app password (16 letters)\n"
	if got := w.run("", "--config", "my mailready", "export", "card"); got.Code != 0 || got.Stdout != want {
		t.Errorf("%+v", got)
	}
	if got := w.run("", "--config", "my mailready", "export", "msmtp"); !strings.Contains(got.Stdout,
		`passwordeval "mailready --config '`+w.Home+`/my mailready' password -- ann@contoso.example"`) || !strings.Contains(got.Stdout, "tls_starttls off") {
		t.Errorf("%+v", got)
	}
	if got := w.run("", "export", "word"); got.Code != causes.ExitUsage || !strings.Contains(got.Stderr, "export --list") {
		t.Errorf("%+v", got)
	}
	if got := w.run("", "export", "card"); got.Code != causes.ExitConfig {
		t.Errorf("%+v", got)
	}
}

// --write adds an export once, at the end of what a person wrote.
func TestExportWrite(t *testing.T) {
	w := newWorld(t)
	m := mailboxOf("ann@contoso.example")
	f := settings.Folder{Config: w.Home + "/.config/mailready", State: w.Home + "/.local/state/mailready"}
	if err := f.Save(&m, nil, settings.Progress{Mailbox: m}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(w.Home, ".msmtprc")
	if err := os.WriteFile(file, []byte("# mine\naccount other"), 0o640); err != nil {
		t.Fatal(err)
	}
	text := w.run("", "export", "msmtp").Stdout
	for range 2 {
		if got := w.run("", "export", "msmtp", "--write"); got.Code != 0 {
			t.Fatalf("%+v", got)
		}
		if have, _ := os.ReadFile(file); string(have) != "# mine\naccount other\n\n"+text {
			t.Errorf("it has become\n%s", have)
		}
	}
	if info, _ := os.Stat(file); info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	if got := w.run("", "export", "card", "--write"); got.Code != causes.ExitUsage {
		t.Errorf("%+v", got)
	}
	if got := w.run("", "export", "--list"); got.Code != 0 || !strings.Contains(got.Stdout, "For servers:\n  postfix ") || !strings.Contains(got.Stdout, "not run in the tests") {
		t.Errorf("%+v", got)
	}
}
