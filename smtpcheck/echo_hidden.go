package smtpcheck

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// readReply reads one reply and notes it. Nothing of it is shown before all of it
// went through the echoDetector: a secret may be spread over its lines.
func (s *Session) readReply() (Reply, *Error) {
	lines, err := s.wire.reply()
	s.raw = gather(lines)
	if s.echoes.repeats([]byte(s.raw.Text())) || s.echoes.holdsSecret(challenge(s.raw)) {
		lines = [][]byte{[]byte(concealed(s.raw))}
	}
	for i, line := range lines {
		lines[i] = []byte(SafeText(line))
		s.note(false, string(lines[i]))
	}
	if err == nil {
		return gather(lines), nil
	}
	if err.Err == nil && len(lines) > 0 {
		err = fault(err.Fault, fmt.Errorf("the server said %q", lines[len(lines)-1]))
	}
	return Reply{}, err
}

// challenge is what a 334 asks or explains (RFC 4954 section 4: in base64); nil
// for any other reply.
func challenge(r Reply) []byte {
	if r.Code != 334 {
		return nil
	}
	text := strings.TrimRight(strings.TrimSpace(r.Text()), "=")
	said, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return said
}

// gather puts the lines of a reply together. Behind an error one of them may
// be no reply line at all.
func gather(lines [][]byte) (r Reply) {
	for _, line := range lines {
		code, _, text, ok := splitLine(line)
		if !ok {
			code, text = r.Code, line
		}
		r.Code = code
		r.add(Text(text))
	}
	return r
}

// concealed is the line that stands for a whole reply.
func concealed(r Reply) string {
	if r.Code == 0 {
		return hidden
	}
	return Reply{Code: r.Code, Enhanced: r.Enhanced, Lines: []Text{hidden}}.String()
}

// learnSecret borrows the credential, to know it when the server repeats it,
// and looks through what the server said before. It comes before anything
// else that a login does.
func (s *Session) learnSecret(auth Auth) *Error {
	lender := auth.secret()
	if lender == nil {
		return &Error{Stage: Login, Err: fmt.Errorf("%w: a login needs either a password or a token", ErrInput)}
	}
	if strings.ContainsFunc(auth.User, unicode.IsControl) { // they part the fields of PLAIN and XOAUTH2
		return &Error{Stage: Login, Err: fmt.Errorf("%w: the user name has control characters in it", ErrInput)}
	}
	err := lender(func(secret []byte) error {
		s.echoes.learn(secret)
		s.secretSize = len(secret)
		return nil
	})
	if err != nil {
		return &Error{Stage: Login, Err: err}
	}
	s.hideEarlier()
	s.hideCertificate()
	return nil
}

// hideEarlier hides everything that was said before the password was known,
// where some of it is the password.
func (s *Session) hideEarlier() {
	r := &s.report
	var said []string
	for _, l := range r.Transcript {
		if !l.Client {
			said = append(said, gather([][]byte{[]byte(l.Text)}).Text())
		}
	}
	said = append(append(said, r.Reply.Text()), r.Offers...)
	if !s.echoes.holdsSecret([]byte(strings.Join(said, " "))) {
		return
	}
	for i, l := range r.Transcript {
		if !l.Client {
			r.Transcript[i].Text = concealed(gather([][]byte{[]byte(l.Text)}))
		}
	}
	r.Offers = nil
	if len(r.Reply.Lines) > 0 {
		r.Reply.Lines = []Text{hidden}
	}
}

// hideCertificate does the same for the names in the certificate.
func (s *Session) hideCertificate() {
	t := s.report.TLS
	if t == nil {
		return
	}
	var names bytes.Buffer
	fmt.Fprint(&names, t.Issuer, " ", t.Subject, " ", t.Names, " ", t.Chain)
	if s.echoes.holdsSecret(names.Bytes()) {
		t.Issuer, t.Subject, t.Names, t.Chain = hidden, hidden, nil, nil
	}
}

// hideError replaces words that came from the server by way of an error, such
// as the names in a certificate that was refused.
func (s *Session) hideError(err *Error) {
	if err.Fault != "" && err.Err != nil && s.echoes.holdsSecret([]byte(err.Err.Error())) {
		err.Err = errors.New(hidden)
	}
}
