package causes_test

import (
	"context"
	"fmt"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/simserver"
)

// What went wrong, whose turn it is, and what the server said.
func ExampleDiagnose() {
	server := &simserver.Server{Replies: map[smtpcheck.Stage]string{
		smtpcheck.Login: "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
	}}
	defer server.Close()
	_, err := smtpcheck.Run(context.Background(), smtpcheck.Check{
		Host: "smtp.office365.com", Dial: server.Dial, Resolver: server, TLS: server.TLS(),
		Auth: &smtpcheck.Auth{User: "anna@contoso.example", Password: func(use func([]byte) error) error {
			return use([]byte("abcdefghijklmnop"))
		}},
	}, nil)
	verdict := causes.Diagnose(err, causes.Facts{Host: "smtp.office365.com"})
	fmt.Println(verdict.Cause.Code, "-", verdict.Cause.Owner, "- exit", verdict.Cause.Exit)
	fmt.Println(verdict.Reply)
	// Output:
	// AUTH-TENANT-OFF - admin - exit 77
	// 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.
}
