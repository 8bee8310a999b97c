package causes

import (
	"mailready/smtpcheck"
	"strings"
	"testing"
)

// Replies in which words about the password stand beside the true reason, or
// a common word beside a rare one.
func TestTheReasonComesBeforeTheBlame(t *testing.T) {
	for _, c := range []struct{ cause, text string }{
		{"AUTH-POLICY", "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect because a policy blocked the sign-in"},
		{"AUTH-POLICY", "535 5.7.139 Authentication unsuccessful, credentials were incorrect: sign-in is blocked by policy"},
		{"AUTH-POLICY", "535 5.7.139 Authentication unsuccessful, wrong password or not allowed by Conditional Access"},
		{"AUTH-POLICY", "535 Authentication Failed: this IP may not log in, blocked by admin policy"},
		{"AUTH-POLICY", "535 5.7.3 Logins from your IP address are not permitted"},
		{"AUTH-POLICY", "535 5.7.8 Authentication failed: password authentication disabled by the administrator"},
		{"AUTH-POLICY", "535 5.7.8 Error: authentication failed: policy server denied the request"},
		{"AUTH-POLICY", "535 5.7.139 Authentication unsuccessful, multi-factor authentication is needed for this user"},
		{"AUTH-ISSUE", "535 5.7.139 Authentication unsuccessful, your password has expired. The user credentials were incorrect"},
		{"AUTH-ISSUE", "535 5.7.8 Username or password incorrect: the password for this account is expired"},
		{"AUTH-ISSUE", "535 5.7.8 Error: authentication failed: account disabled"},
		{"AUTH-ISSUE", "535 5.7.139 Authentication unsuccessful, the user has no licence"},
		{"AUTH-ISSUE", "535 SMTP authentication failed: the account is disabled"},
		{"AUTH-BASIC-OFF", "535 5.7.139 Authentication unsuccessful, basic authentication is blocked by policy"},
		{"AUTH-DEFAULTS", "535 5.7.139 Authentication unsuccessful, credentials were incorrect, see the security defaults policy"},
		{"AUTH-WRONG", "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect."},
		{"AUTH-OTHER-PROVIDER", "535 5.7.8 Error: authentication failed: bad username or password"},
		{"AUTH-MAILBOX-OFF", "535 5.7.0 Authentication failed: SMTP access is not enabled for the user; name and password are right"},
		{"AUTH-MAILBOX-OFF", "535 5.7.1 Access to your account over POP3 or SMTP has been switched off"},
		{"AUTH-MAILBOX-OFF", "535 5.7.139 Authentication unsuccessful, SMTP AUTH is turned off for this mailbox"},
		{"AUTH-MAILBOX-OFF", "535 5.7.139 Your administrator has disabled authenticated SMTP for this user"},
		{"AUTH-MAILBOX-OFF", "535 5.7.139 Authentication unsuccessful, the password was correct, but SMTP AUTH is turned off"},
		{"AUTH-TENANT-OFF", "535 5.7.139 Authentication unsuccessful, SMTP AUTH is disabled for your organization"},
		{"AUTH-TENANT-OFF", "535 5.7.139 Authentication unsuccessful, SMTP client authentication has been turned off in this tenant"},
		{"AUTH-TENANT-OFF", "535 5.7.139 Your organisation has disabled SMTP AUTH"},
		{"AUTH-NOMECH", "504 5.7.4 The authentication mechanism PLAIN is not enabled"},
		{"AUTH-TEMP", "435 Unable to authenticate at present"},
		{"AUTH-TEMP", "435 4.7.8 Temporary auth failure"},
		{"TLS-UNTRUSTED", "454 4.7.5 certificate validation failure"},
		{"SEND-BLOCKED", "550 5.4.6 Unusual sending activity detected, wait and try again"},
		{"SEND-AS", "550 5.1.0 Sender denied"},
		{"SEND-AS", "553 Relaying disallowed as other@contoso.example"},
		{"SEND-ROUTE", "553 5.7.1 Relaying disallowed"},
		{"SEND-SIZE", "550 5.2.3 RESOLVER.RST.SendSizeLimit.Sender; message too large for this sender"},
		{"SEND-FORWARD", "550 5.7.520 Access denied, Your organization does not allow external forwarding."},
	} {
		if v := Explain(c.text, Facts{}); v.Cause.Code != c.cause {
			t.Errorf("want %s, have %s, because of %q: %s", c.cause, v.Cause.Code, v.Recognised, c.text)
		}
	}
}

// A switch that all providers have is theirs at their servers, and nobody is
// then told to make an app password.
func TestSwitchAtAnotherProvider(t *testing.T) {
	for _, text := range []string{
		"535 5.7.0 Authentication failed: SMTP access is not enabled for the user",
		"535 5.7.1 Login to your mailbox over IMAP or SMTP has been disabled",
		"535 5.7.8 Authentication failed: password authentication disabled by the administrator",
	} {
		v := Explain(text, Facts{Host: "mail.contoso.example"})
		if v.Cause.Code != "AUTH-OTHER-PROVIDER" && v.Cause.Code != "AUTH-POLICY" || v.Cause.Worded == "" {
			t.Errorf("%s (%s): %s", v.Cause.Code, v.Cause.Worded, text)
		}
		for _, advice := range v.Cause.Try {
			if strings.Contains(advice, "app password") {
				t.Errorf("%s: %s", text, advice)
			}
		}
	}
	if v := Explain("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", Facts{Host: "relay.contoso.example"}); v.Cause.Code != "AUTH-MAILBOX-OFF" {
		t.Errorf("Microsoft's words behind a relay: %s", v.Cause.Code)
	}
}

// The numbers of Microsoft Entra say more than the words beside them. Where a
// mail server repeats one, a password may have been refused because of it.
func TestEntraNumbers(t *testing.T) {
	for _, n := range []struct{ number, cause, atLogin string }{
		{"50053", "OAUTH-LOCKED", "AUTH-LOCKED"}, {"50055", "OAUTH-EXPIRED", "AUTH-ISSUE"}, {"50057", "OAUTH-DISABLED", "AUTH-ISSUE"},
		{"50076", "OAUTH-AGAIN", "AUTH-POLICY"}, {"50079", "OAUTH-AGAIN", "AUTH-POLICY"}, {"53003", "OAUTH-POLICY", "AUTH-POLICY"},
		{"530033", "OAUTH-POLICY", "AUTH-POLICY"}, {"50158", "OAUTH-POLICY", "AUTH-POLICY"}, {"50126", "AUTH-WRONG", "AUTH-WRONG"},
		{"50034", "OAUTH-ACCOUNT", "AUTH-WRONG"}, {"65001", "OAUTH-CONSENT", ""}, {"90094", "OAUTH-CONSENT", ""}, {"700016", "OAUTH-APP", ""},
		{"7000218", "OAUTH-REDIRECT", ""}, {"7000215", "OAUTH-CLIENT", ""}, {"7000222", "OAUTH-CLIENT", ""}, {"50011", "OAUTH-REDIRECT", ""},
		{"500112", "OAUTH-REDIRECT", ""}, {"90002", "OAUTH-APP", ""}, {"65006", "OAUTH-APP", ""}, {"700082", "OAUTH-AGAIN", ""},
		{"50173", "OAUTH-AGAIN", ""}, {"70008", "OAUTH-AGAIN", ""}, {"50105", "OAUTH-ASSIGN", ""}, {"50194", "OAUTH-TENANT", ""},
		{"70019", "OAUTH-DEVICE", ""}, {"90033", "OAUTH-BUSY", ""}, {"90024", "OAUTH-BUSY", ""}, {"70011", "AUTH-TOKEN", ""}, {"28000", "AUTH-TOKEN", ""},
		{"900144", "AUTH-TOKEN", ""}, {"999999", "AUTH-TOKEN", ""},
	} {
		for _, text := range []string{
			"AADSTS" + n.number + ": The request was refused. Trace ID: 0000",
			"oauth: cannot fetch token: 400 Bad Request {\"error\":\"invalid_grant\",\"error_description\":\"AADSTS" + n.number + ": refused\"}",
			"msal.AuthError: {'error': 'invalid_grant', 'error_codes': [" + n.number + "], 'error_description': 'AADSTS" + n.number + ": refused.\\r\\nTrace ID: 0000'}",
		} {
			if v := Explain(text, Facts{}); v.Cause.Code != n.cause {
				t.Errorf("%s: %s, because of %q: %s", n.cause, v.Cause.Code, v.Recognised, text)
			}
		}
		text := "535 5.7.3 Authentication unsuccessful, AADSTS" + n.number + " with an incorrect user name or password"
		if v := Explain(text, Facts{}); n.atLogin != "" && v.Cause.Code != n.atLogin {
			t.Errorf("%s: %s, because of %q: %s", n.atLogin, v.Cause.Code, v.Recognised, text)
		}
	}
}

// What the login service says, as the catalogue has it, leads back to its
// cause; whoever does not say a number has other words.
func TestSignInExamples(t *testing.T) {
	said := 0
	for _, c := range All() {
		if c.SignIn == "" {
			continue
		}
		said++
		for _, text := range []string{c.SignIn, "Sorry, but we're having trouble signing you in.\n\n" + c.SignIn + "\nTrace ID: 0 Correlation ID: 0"} {
			if v := Explain(text, Facts{}); v.Cause.Code != c.Code {
				t.Errorf("%s: %s, because of %q", c.Code, v.Cause.Code, v.Recognised)
			}
		}
	}
	if said != 14 {
		t.Errorf("%d causes of the sign-in have an example", said)
	}
	for _, text := range []string{
		"HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded (Caused by NameResolutionError(\"Failed to resolve 'login.microsoftonline.com'\"))",
		"dial tcp: lookup login.microsoftonline.com: no such host", "cURL error 7: Failed to connect to login.microsoftonline.com port 443: Connection refused",
		"java.net.SocketTimeoutException: connect timed out: login.microsoftonline.com/20.190.159.2:443",
	} {
		if v := Explain(text, Facts{}); v.Cause.Code != "OAUTH-NET" {
			t.Errorf("OAUTH-NET: %s, because of %q: %s", v.Cause.Code, v.Recognised, text)
		}
	}
	var log strings.Builder // of more than is read, what tells of a failure is kept
	for i := range 8000 {
		if i == 4000 {
			log.WriteString("AADSTS50057: The user is disabled.\n")
		}
		log.WriteString(strings.Repeat(string(rune('a'+i%20)), 1+i/20%20) + strings.Repeat(string(rune('b'+i/400)), 20) + "\n")
	}
	for _, c := range []struct{ text, code string }{{log.String(), "OAUTH-DISABLED"}, {`{"ok":false,"cause":"OAUTH-CONSENT","owner":"admin"}`, "OAUTH-CONSENT"}} {
		if v := Explain(c.text, Facts{}); v.Cause.Code != c.code {
			t.Errorf("%s: %s, because of %q", c.code, v.Cause.Code, v.Recognised)
		}
	}
	for _, text := range []string{"msal: state_mismatch: the state of the answer is another one", "ValueError: state mismatch in the OAuth callback: x vs y"} {
		if v := Explain(text, Facts{}); v.Cause.Code != "OAUTH-BROWSER" {
			t.Errorf("OAUTH-BROWSER: %s, because of %q: %s", v.Cause.Code, v.Recognised, text)
		}
	}
}

// What a user, a computer or a page is called decides nothing.
func TestNamesDecideNothing(t *testing.T) {
	for _, name := range []string{
		"security-defaults@contoso.example", "account.locked@contoso.example", "policy@blocked.example", "'smtp-auth-disabled@tenant.example'",
		"https://portal.contoso.example/password-expired/policy",
	} {
		text := "535 5.7.3 Authentication unsuccessful for " + name
		if v := Explain(text, Facts{}); v.Cause.Code != "AUTH-REFUSED" {
			t.Errorf("%s, because of %q: %s", v.Cause.Code, v.Recognised, text)
		}
		v := Diagnose(refused(smtpcheck.Login, 535, "5.7.3", "Authentication unsuccessful for "+name), Facts{})
		if v.Cause.Code != "AUTH-REFUSED" {
			t.Errorf("%s, because of %q: %s", v.Cause.Code, v.Recognised, text)
		}
	}
	if v := Explain("Error 535: see https://aka.ms/smtp_auth_disabled", Facts{}); v.Cause.Code != "AUTH-MAILBOX-OFF" {
		t.Errorf("a help page that tells the cause: %s", v.Cause.Code)
	}
}

// What programs and devices say on their own side.
func TestProgramsAndDevices(t *testing.T) {
	for _, c := range []struct{ cause, text string }{
		{"AUTH-REQUIRED", "curl: (55) MAIL failed: 530"},
		{"SMTP-SLOW", "Error: Greeting never received\n  code: 'ETIMEDOUT', command: 'CONN'"},
		{"SMTP-SLOW", "no 250 seen: Read timed out"},
		{"SMTP-SLOW", "Net::ReadTimeout (Net::ReadTimeout with #<TCPSocket:(closed)>)"},
		{"TLS-REQUIRED", "panic: unencrypted connection\n\ngoroutine 1 [running]:"},
		{"NET-BLOCKED", "SMTP connect() failed. https://github.com/PHPMailer/PHPMailer/wiki/Troubleshooting"},
		{"NET-BLOCKED", "Net::OpenTimeout: execution expired"},
		{"AUTH-REFUSED", "SMTP Error: Could not authenticate.\nSMTP connect() failed."},
		{"SMTP-REJECTED", "wp_mail_failed: SMTP Error: data not accepted."},
		{"SMTP-CLOSED", "SMTP NOTICE: EOF caught while checking if connected"},
		{"SMTP-REJECTED", "Syntax error, command unrecognized. The server response was:"},
		{"TLS-NAME", `OpenSSL::SSL::SSLError: hostname "mail.contoso.example" does not match the server certificate`},
		{"AUTH-REFUSED", "Authentication with the destination has failed. Check the settings."},
		{"AUTH-REFUSED", "Error: Authentication SMTP-AUTH failed"},
		{"AUTH-REFUSED", "Login error. (SMTP AUTH)"},
		{"NET-DNS", "#752 Check the settings: the SMTP server name is incorrect."},
		{"AUTH-REFUSED", "The sign-in name or password is incorrect. SMTP login"},
		{"AUTH-REFUSED", "Cannot send. The user name or password for smtp.office365.com is incorrect."},
		{"AUTH-REFUSED", `The server "smtp.office365.com" rejected the user name or password`},
	} {
		if v := Explain(c.text, Facts{}); v.Cause.Code != c.cause {
			t.Errorf("want %s, have %s, because of %q: %s", c.cause, v.Cause.Code, v.Recognised, c.text)
		}
	}
}
