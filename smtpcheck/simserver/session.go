package simserver

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"mailready/smtpcheck"
)

// node is the name of the machine that answers behind the host name, as it
// stands in banners, and forest the one in the tags of refusals.
const (
	node   = "FR0P281CA0099.outlook.office365.com"
	forest = "FR0P281CA0099.DEUP281.PROD.OUTLOOK.COM"
)

// The capabilities of smtp.office365.com. AUTH is offered only after TLS, and
// PLAIN is not offered at all.
var (
	offersClear = []string{"SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS",
		"8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8"}
	offersTLS = []string{"SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "AUTH LOGIN XOAUTH2",
		"8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8"}
)

// protocolVersion is a fatal TLS alert: what was sent is no TLS.
const protocolVersion = "\x15\x03\x01\x00\x02\x02\x46"

// session is the conversation on one connection.
type session struct {
	*wire
	greeted  bool // after EHLO
	user     string
	loggedIn bool
	from     string
	mail     bool // after MAIL
	to       []string
}

// serve talks to one client until it leaves, or something goes wrong.
func serve(s *Server, conn net.Conn, gone chan struct{}, record *Session) {
	ses := &session{wire: newWire(s, conn, gone, record)}
	ses.run()
	s.mu.Lock()
	defer s.mu.Unlock()
	record.Ended = true
}

func (s *session) run() {
	act := s.root.acting()
	if act.Portal {
		s.say("HTTP/1.1 302 Found\r\nLocation: http://portal.example/login\r\nContent-Length: 0\r\n\r\n")
		s.flush()
		return
	}
	if s.root.Implicit && s.encrypt(act) != nil {
		return
	}
	banner := fmt.Sprintf("220 %s Microsoft ESMTP MAIL Service ready at %s [%s]", node,
		s.root.now().UTC().Format("Mon, 02 Jan 2006 15:04:05 -0700"), s.root.id())
	if _, err := s.answer(act, smtpcheck.Greeting, banner); err != nil {
		return
	}
	for {
		line, err := s.line()
		if err != nil {
			return
		}
		if err := s.command(line); err != nil {
			return
		}
	}
}

// command does what one line asks for.
func (s *session) command(line string) error {
	act := s.root.acting()
	verb, rest, _ := strings.Cut(line, " ")
	verb = strings.ToUpper(verb)
	s.note(verb, rest)
	switch verb {
	case "EHLO":
		return s.hello(act, rest)
	case "STARTTLS":
		return s.startTLS(act)
	case "AUTH":
		return s.auth(act, rest)
	case "MAIL":
		return s.sender(act, rest)
	case "RCPT":
		return s.recipient(act, rest)
	case "DATA":
		return s.data(act)
	case "RSET":
		s.forget()
		s.say("250 2.0.0 Resetting")
	case "NOOP":
		s.say("250 2.0.0 OK")
	case "HELO":
		s.greeted = true
		s.say("250 " + node + " Hello " + s.caller())
	case "QUIT":
		s.answer(act, smtpcheck.Quit, "221 2.0.0 Service closing transmission channel")
		s.flush()
		s.conn.Close() // over TLS this says goodbye first
		return errOver
	default:
		s.say("500 5.3.3 Unrecognized command " + s.root.tag())
	}
	return nil
}

// note records a command, without what may be secret in it.
func (s *session) note(verb, rest string) {
	shown := strings.TrimSpace(verb + " " + rest)
	if verb == "AUTH" {
		mechanism, _, _ := strings.Cut(rest, " ")
		shown = "AUTH " + strings.ToUpper(mechanism)
	}
	s.root.mu.Lock()
	defer s.root.mu.Unlock()
	s.record.Commands = append(s.record.Commands, shown)
}

func (s *session) hello(act *Server, name string) error {
	if !validName(name) {
		s.say("501 5.5.4 Invalid domain name " + s.root.tag())
		return nil
	}
	offers := offersTLS
	switch {
	case s.clear && act.BeforeTLS != nil:
		offers = act.BeforeTLS
	case s.clear:
		offers = offersClear
	case act.AfterTLS != nil:
		offers = act.AfterTLS
	}
	lines := append([]string{node + " Hello " + s.caller()}, offers...)
	var reply strings.Builder
	for i, l := range lines {
		sep := "-"
		if i == len(lines)-1 {
			sep = " "
		}
		reply.WriteString("250" + sep + l + "\r\n")
	}
	said, err := s.answer(act, smtpcheck.Hello, reply.String())
	s.greeted = strings.HasPrefix(said, "250")
	s.forget()
	return err
}

// caller is the client's address, as the answer to EHLO shows it.
func (s *session) caller() string {
	host, _, err := net.SplitHostPort(s.base.RemoteAddr().String())
	if err != nil {
		host = "192.0.2.1"
	}
	return "[" + host + "]"
}

// validName follows RFC 5321 section 4.1.1.1 as strictly as Microsoft does: a
// domain name of letters, digits, hyphens and single dots, or an address in
// brackets.
func validName(name string) bool {
	if strings.HasPrefix(name, "[") && strings.HasSuffix(name, "]") && len(name) > 2 {
		return true
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
			return false
		}
	}
	return true
}

func (s *session) startTLS(act *Server) error {
	offers := act.BeforeTLS
	if offers == nil {
		offers = offersClear
	}
	offered := false
	for _, o := range offers {
		offered = offered || strings.EqualFold(o, "STARTTLS")
	}
	reply := "220 2.0.0 SMTP server ready"
	switch {
	case !s.clear:
		reply = "503 5.5.2 Only one STARTTLS command can be issued per SMTP session"
	case !offered:
		reply = "500 5.3.3 Unrecognized command " + s.root.tag()
	}
	said, err := s.answer(act, smtpcheck.StartTLS, reply)
	if err != nil || !s.clear || !strings.HasPrefix(said, "220") {
		return err
	}
	if act.Inject != "" {
		s.out = append(s.out, act.Inject...)
		if n := act.InjectSplit; n > 0 && n < len(s.out) {
			first, rest := s.out[:n], s.out[n:]
			if err := s.send(first); err != nil || !s.wait(time.Millisecond) {
				return errOver
			}
			s.out = rest
		}
	}
	if err := s.flush(); err != nil {
		return err
	}
	return s.encrypt(act)
}

// encrypt does the handshake and forgets what was said before it (RFC 3207
// section 4.2).
func (s *session) encrypt(act *Server) error {
	s.clear = false
	if err := s.fail(act, Handshake, ""); err != nil {
		return err
	}
	if !s.wait(act.Takes[Handshake]) {
		return errOver
	}
	if raw, ok := act.Replies[Handshake]; ok {
		return s.spoil(raw)
	}
	conn := tls.Server(s.base, s.root.tlsConfig())
	if err := conn.Handshake(); err != nil {
		var plain tls.RecordHeaderError
		if errors.As(err, &plain) {
			s.base.Write([]byte(protocolVersion)) // as OpenSSL does
		}
		return err
	}
	s.conn = conn
	s.wire.in.Reset(&tap{s.wire})
	s.greeted = false
	s.root.mu.Lock()
	defer s.root.mu.Unlock()
	s.record.TLS = true
	return nil
}

// spoil answers the client's first TLS message with bytes of its own choice.
func (s *session) spoil(raw string) error {
	if _, err := s.base.Read(make([]byte, 4096)); err != nil {
		return err
	}
	s.send([]byte(raw))
	return errOver
}
