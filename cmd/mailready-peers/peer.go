package main

import "net/url"

// peer is a program and how it sends the mail, with the login, and with the
// server's certificate verified.
type peer struct {
	name    string
	program func(*world) string
	args    func(*world) []string
	input   func(*world) string // the file on its standard input
}

func named(name string) func(*world) string { return func(*world) string { return name } }

func letter(w *world) string { return w.letter }

// peers begin with ours. A program more is one entry more.
var peers = []peer{
	{"mailready check", func(w *world) string { return w.mailready }, func(w *world) []string {
		return []string{"check", "--from", user, "--host", "localhost", "--port", w.port, "--password-stdin"}
	}, func(w *world) string { return w.secret }},
	{"msmtp", named("msmtp"), func(w *world) []string {
		return []string{"--host=localhost", "--port=" + w.port, "--tls=on", "--tls-starttls=on", "--tls-trust-file=" + w.ca,
			"--auth=login", "--user=" + user, "--passwordeval=cat " + w.secret, "--from=" + user, user}
	}, letter},
	{"curl", named("curl"), func(w *world) []string {
		return []string{"--silent", "--show-error", "--ssl-reqd", "--cacert", w.ca, "--url", "smtp://localhost:" + w.port + "/localhost",
			"--login-options", "AUTH=LOGIN", "--user", user + ":" + w.password, "--mail-from", user, "--mail-rcpt", user, "--upload-file", "-"}
	}, letter},
	{"swaks", named("swaks"), func(w *world) []string {
		return []string{"--server", "localhost", "--port", w.port, "--tls", "--tls-verify", "--tls-ca-path", w.ca, "--auth", "LOGIN",
			"--auth-user", user, "--auth-password", w.password, "--from", user, "--to", user, "--helo", "localhost", "--data", "@" + w.letter}
	}, letter},
	{"s-nail", named("s-nail"), func(w *world) []string {
		return []string{"-:/", "-S", "v15-compat=yes", "-S", "mta=smtp://" + url.UserPassword(url.QueryEscape(user), w.password).String() + "@localhost:" + w.port,
			"-S", "smtp-use-starttls", "-S", "smtp-auth=login", "-S", "tls-verify=strict", "-S", "tls-ca-file=" + w.ca, "-S", "tls-ca-no-defaults",
			"-S", "from=" + user, "-S", "hostname=localhost", "-s", "a test", user}
	}, letter},
	{"git send-email", named("git"), func(w *world) []string {
		return []string{"-c", "user.name=Ann", "-c", "user.email=" + user, "-c", "sendemail.smtpPass=" + w.password, "send-email", "--smtp-server=localhost", "--smtp-server-port=" + w.port, "--smtp-encryption=tls",
			"--smtp-user=" + user, "--smtp-ssl-cert-path=" + w.ca, "--smtp-domain=localhost", "--from=" + user, "--to=" + user,
			"--suppress-cc=all", "--confirm=never", "--no-validate", "--quiet", w.letter}
	}, letter},
}
