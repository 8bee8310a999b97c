//go:build unix

package export

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mailready/wizard/settings"
)

// hostile are parts of addresses, servers and folders that mean something in one
// language or another.
var hostile = []string{
	"o'brien", `a"b`, `a\b`, `a\'b`, `a\\'b`, "a`id`b", "a$(id)b", "a${id}b", "a$HOME", "a#{1+1}b", "a%{x}b", "a%n%s", "a!b", "a&b;c", "a|b>c<d",
	"{{.Sender}}", "<?php echo 1;?>", "?>", "*/ evil(); /*", "# comment", "// x", "<!-- x -->", "a: b", "- a", "[a, b]", "{a: b}", "&anchor", "*alias", "!tag", "| x", "> x", "@at", "%YAML",
	"yes", "null", "1e3", "~", `\u0041`, `\x41`, "é中文😀", "\u2018quoted\u2019",
}

// interpreters read an export as its program would, and print as JSON what it
// has understood: sender, login, host, and the words of the command.
var interpreters = map[string]struct {
	program string
	args    func(folder, file string) []string
}{
	"env":            {"sh", sh(`. "$1"; python3 -c 'import json,os,sys; print(json.dumps(sys.argv[1:]))' "$SMTP_FROM" "$SMTP_USER" "$SMTP_HOST"`)},
	"grafana":        {"sh", sh(`. "$1"; python3 -c 'import json,sys; print(json.dumps([sys.argv[1], sys.argv[2], sys.argv[3].rsplit(":",1)[0]]))' "$GF_SMTP_FROM_ADDRESS" "$GF_SMTP_USER" "$GF_SMTP_HOST"`)},
	"django":         {"python3", script(`import json,runpy,subprocess,sys; ran=[]; subprocess.run=lambda words,**k:(ran.append(words),type("R",(),{"stdout":""})())[1]; g=runpy.run_path(sys.argv[1]); print(json.dumps([g["DEFAULT_FROM_EMAIL"],g["EMAIL_HOST_USER"],g["EMAIL_HOST"],*ran[0]]))`)},
	"nodemailer":     {"node", nodeScript},
	"wordpress":      {"php", script(`eval(substr(preg_replace("/file_get_contents\\( [^)]*\\)/", "''", file_get_contents($argv[1])), 5)); echo json_encode([WPMS_MAIL_FROM, WPMS_SMTP_USER, WPMS_SMTP_HOST]);`)},
	"nextcloud":      {"php", script(`eval(substr(str_replace("file_get_contents('/etc/nextcloud-smtp')", "''", file_get_contents($argv[1])), 5)); echo json_encode([$CONFIG["mail_from_address"]."@".$CONFIG["mail_domain"], $CONFIG["mail_smtpname"], $CONFIG["mail_smtphost"]]);`)},
	"gitlab":         {"ruby", script(`require "json"; gitlab_rails={}; eval(File.read(ARGV[0]).sub(/File\.read\('[^']*'\)/, "''")); puts [gitlab_rails["gitlab_email_from"],gitlab_rails["smtp_user_name"],gitlab_rails["smtp_address"]].to_json`)},
	"rails":          {"ruby", script(`require "json"; class C; attr_accessor :delivery_method,:default_options,:smtp_settings; def action_mailer; self; end; end; config=C.new; $ran=nil; class IO; def self.popen(w); $ran=w; ""; end; end; eval(File.read(ARGV[0], encoding: "utf-8")); s=config.smtp_settings; puts [config.default_options[:from],s[:user_name],s[:address],*$ran].to_json`)},
	"docker-compose": {"ruby", yamlScript(`y["services"]["app"]["environment"].values_at("SMTP_FROM","SMTP_USER","SMTP_HOST").map{|v|v.gsub("$$"){"$"}}`)},
	"kubernetes":     {"ruby", yamlScript(`y["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0]["env"].map{|e|[e["name"],e["value"]]}.to_h.values_at("SMTP_FROM","SMTP_USER","SMTP_HOST").map{|v|v.gsub("$$"){"$"}}`)},
	"alertmanager":   {"ruby", yamlScript(`g=y["global"]; [g["smtp_from"],g["smtp_auth_username"],g["smtp_smarthost"].rpartition(":")[0]]`)},
	"home-assistant": {"ruby", yamlScript(`n=y["notify"][0]; n.values_at("sender","username","server")`)},
	"json":           {"python3", script(`import json,sys; j=json.load(open(sys.argv[1])); print(json.dumps([j["sender"],j["login"],j["server"],*j["password_command"]]))`)},
}

func sh(text string) func(string, string) []string {
	return func(_, file string) []string { return []string{"-c", text, "sh", file} }
}

func script(text string) func(string, string) []string {
	return func(_, file string) []string {
		if strings.HasPrefix(text, "import") {
			return []string{"-c", text, file}
		}
		if strings.HasPrefix(text, "eval") {
			return []string{"-r", text, "--", file}
		}
		return []string{"-e", text, file}
	}
}

func yamlScript(pick string) func(string, string) []string {
	return script(`require "json"; require "yaml"; y=YAML.unsafe_load(File.read(ARGV[0], encoding: "utf-8")); puts((` + pick + `).to_json)`)
}

func nodeScript(_, file string) []string {
	return []string{"-e", `const m=require('node:module'), load=m._load; let ran, made, from; m._load=(name,...r)=>name==='nodemailer'?{createTransport:(o,d)=>(made=o,from=d.from,{})}:name==='node:child_process'?{execFileSync:(p,a)=>(ran=[p,...a],'')}:load(name,...r); require(process.argv[1]); console.log(JSON.stringify([from,made.auth.user,made.host,...ran]))`, file}
}

// Whatever stands in an address, a server or the name of a folder arrives as it
// is, and nothing in it is run.
func TestNothingIsInjected(t *testing.T) {
	for name, by := range interpreters {
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
			e, ok := Find(name)
			if !ok {
				t.Fatal("no such export")
			}
			folder := t.TempDir()
			for i := 0; i < len(hostile); i += 2 { // each part comes twice, in two of the places
				part := func(n int) string { return hostile[(i+n)%len(hostile)] }
				m := settings.Mailbox{Sender: part(0) + "@contoso.example", Login: part(1) + "@contoso.example", Host: part(2) + ".example", Port: 587, Recipient: "r@contoso.example"}
				words := []string{"mailready", "--config", "/srv/" + part(3)}
				text, err := e.Text(m, words...)
				if err != nil {
					t.Fatal(err)
				}
				file := filepath.Join(folder, strings.Repeat("x", i+1)+".js")
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				cmd := exec.Command(by.program, by.args(folder, file)...)
				cmd.Dir = folder
				cmd.Env = append(os.Environ(), "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
				out, err := cmd.Output()
				var got []string
				if err == nil {
					err = json.Unmarshal(out, &got)
				}
				want := []string{m.Sender, m.Login, m.Host}
				if len(got) > 3 {
					want = append(append(want, words...), "password", "--", m.Sender)
				}
				if err != nil || strings.Join(got, "\x00") != strings.Join(want, "\x00") {
					t.Errorf("%v\ngot  %q\nwant %q\n%s", err, got, want, text)
				}
			}
		})
	}
}
