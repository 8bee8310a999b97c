package smtpcheck_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// A whole check: connect, log in, and send a test mail. The server here is a
// simulated one; leave out Dial, Resolver and TLS for a real one.
func ExampleRun() {
	server := &simserver.Server{}
	defer server.Close()
	mail := smtpcheck.TestMail(smtpcheck.TestMailFacts{
		From: "anna@contoso.example", To: "anna@contoso.example", Computer: "desk-7", Version: "1.0",
		Date: time.Now(), Code: "7KQ2F",
	})
	report, err := smtpcheck.Run(context.Background(), smtpcheck.Check{
		Host: "smtp.office365.com", Dial: server.Dial, Resolver: server, TLS: server.TLS(),
		Auth: &smtpcheck.Auth{User: "anna@contoso.example", Password: func(use func([]byte) error) error {
			return use([]byte("abcdefghijklmnop"))
		}},
		Mail: &mail,
	}, func(e smtpcheck.Event) {
		if e.Kind == smtpcheck.Ended {
			fmt.Println(e.Stage, e.Err == nil)
		}
	})
	fmt.Println("error:", err, "sent:", report.Sent, "TLS", report.TLS.Version)
	// Output:
	// resolve true
	// connect true
	// greeting true
	// hello true
	// starttls true
	// hello true
	// login true
	// sender true
	// recipient true
	// data true
	// quit true
	// error: <nil> sent: yes TLS 1.3
}

// The connection is made ready while the password is still being typed.
func ExampleOpen() {
	server := &simserver.Server{}
	defer server.Close()
	ctx := context.Background()
	session, err := smtpcheck.Open(ctx, smtpcheck.Check{
		Host: "smtp.office365.com", Dial: server.Dial, Resolver: server, TLS: server.TLS(),
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer session.Close()

	auth := smtpcheck.Auth{User: "anna@contoso.example", Password: func(use func([]byte) error) error {
		return use([]byte("abcdefghijklmnop"))
	}}
	err = session.Login(ctx, auth, func(e smtpcheck.Event) {
		if e.Kind == smtpcheck.Sent {
			fmt.Println(e.Line)
		}
	})
	fmt.Println(err, session.Report().LoggedIn)
	// Output:
	// AUTH LOGIN [user name]
	// [password]
	// <nil> true
}

// A certificate that is not trusted is refused, and still described.
func ExampleReport() {
	server := &simserver.Server{Certificate: simserver.Intercepted}
	defer server.Close()
	report, err := smtpcheck.Run(context.Background(), smtpcheck.Check{
		Host: "smtp.office365.com", Dial: server.Dial, Resolver: server, TLS: server.TLS(),
	}, nil)
	var failed *smtpcheck.Error
	if errors.As(err, &failed) {
		fmt.Println(failed.Stage, failed.Fault)
	}
	fmt.Println(report.TLS.Verified, report.TLS.Issuer)
	// Output:
	// starttls untrusted
	// false Corp ^[[31mInspect<U+202E> CA
}
