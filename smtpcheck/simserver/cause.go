package simserver

import (
	"crypto/tls"
	"strings"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
)

// For is a server that plays a cause: its example reply at its stage (at the
// login where it names none), or the fault it stands for. A cause that is
// neither a server's nor the network's doing gives a server that succeeds.
func For(c causes.Cause) *Server {
	if c.Example == "" {
		return ForFault(c.Fault)
	}
	stage := c.Stage
	if stage == "" {
		stage = smtpcheck.Login
	}
	reply := strings.ReplaceAll(strings.ReplaceAll(c.Example, "\r\n", "\n"), "\n", "\r\n")
	return &Server{Replies: map[smtpcheck.Stage]string{stage: reply}}
}

// ForFault is a server with which a check ends in the fault.
func ForFault(f smtpcheck.Fault) *Server {
	switch f {
	case smtpcheck.FaultDNS:
		return &Server{CloseAt: smtpcheck.Resolve}
	case smtpcheck.FaultRefused:
		return &Server{CloseAt: smtpcheck.Connect}
	case smtpcheck.FaultBlocked:
		return &Server{HangAt: smtpcheck.Connect}
	case smtpcheck.FaultReset:
		return &Server{ResetAt: smtpcheck.Hello}
	case smtpcheck.FaultPortal:
		return &Server{Portal: true}
	case smtpcheck.FaultStripped:
		return &Server{BeforeTLS: []string{"SIZE 157286400", "PIPELINING", "8BITMIME"}}
	case smtpcheck.FaultInjected:
		return &Server{Inject: "250-mail.contoso.example\r\n250 AUTH LOGIN\r\n"}
	case smtpcheck.FaultUntrusted:
		return &Server{Certificate: Unknown}
	case smtpcheck.FaultName:
		return &Server{Certificate: WrongName}
	case smtpcheck.FaultClock:
		return &Server{Ahead: 3 * 365 * day}
	case smtpcheck.FaultOld:
		return &Server{TLSMax: tls.VersionTLS11}
	case smtpcheck.FaultNotTLS:
		return &Server{Implicit: true}
	case smtpcheck.FaultTLS:
		return &Server{NoCipher: true}
	case smtpcheck.FaultGarbled:
		return &Server{Replies: map[smtpcheck.Stage]string{smtpcheck.Greeting: "SSH-2.0-OpenSSH_9.2"}}
	case smtpcheck.FaultTooLong:
		return &Server{FloodAt: smtpcheck.Hello}
	case smtpcheck.FaultSlow:
		return &Server{HangAt: smtpcheck.Greeting}
	case smtpcheck.FaultClosed:
		return &Server{CloseAt: smtpcheck.Greeting}
	case smtpcheck.FaultNoMech:
		return &Server{AfterTLS: []string{"SIZE 157286400", "PIPELINING", "AUTH NTLM GSSAPI"}}
	}
	return &Server{}
}
