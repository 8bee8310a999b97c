package smtpcheck

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

// maxAuthLine is how long an AUTH command may be, with its CRLF (RFC 4954
// section 4). A token that makes it longer goes in a line of its own.
const maxAuthLine = 12288

// token logs in with an access token. It goes along with the command, and in
// a line of its own where the command would be too long, or the server does
// not take it there: it has not looked at the token then, so this is no second
// try.
func (s *Session) token(auth Auth, m Mechanism) (given bool, err *Error) {
	command := "AUTH " + string(m) + " "
	empty := len(s.tokenBlob(auth.User, nil, m))
	asked := len(command)+base64.StdEncoding.EncodedLen(empty+s.secretSize)+len("\r\n") > maxAuthLine
	var r Reply
	if !asked {
		if r, given, err = s.sendToken(auth, m, command); err != nil {
			return given, err
		}
		asked = notRead(r) || r.Code == 334 && r.Text() == ""
	}
	if asked {
		if r.Code != 334 {
			if r, err = s.ask(strings.TrimSpace(command), s.check.Patience.Login); err != nil {
				return given, err
			}
		}
		if r.Code != 334 {
			return given, s.refused(r)
		}
		if r, given, err = s.sendToken(auth, m, ""); err != nil {
			return given, err
		}
	}
	if why, refused := tokenRefusal(challenge(s.raw)); refused {
		return given, s.refusedToken(why, m)
	}
	return given, s.verdict(r)
}

// notRead tells whether a server has refused the form of the command, and not
// the token in it: 500 is a line longer than it takes (RFC 4954 section 6).
// Postfix cuts commands off after 2,048 bytes, and then says 535 of what was
// left.
func notRead(r Reply) bool {
	return r.Code == 500 || r.Code == 501 || r.Code == 504 || r.Code == 535 && strings.Contains(strings.ToLower(r.Text()), "invalid base64")
}

// sendToken sends the token behind the command, or in a line of its own.
func (s *Session) sendToken(auth Auth, m Mechanism, command string) (r Reply, given bool, err *Error) {
	return s.lend(auth.Token, func(token []byte) []byte {
		blob := s.tokenBlob(auth.User, token, m)
		defer clear(blob)
		line := append(make([]byte, 0, len(command)+base64.StdEncoding.EncodedLen(len(blob))), command...)
		return base64.StdEncoding.AppendEncode(line, blob)
	}, command+"[token]")
}

// refusedToken ends the exchange in which a server explains with 334 that it
// refuses the token: it waits for an answer that holds nothing, and says 535
// then (RFC 7628 section 3.2.3; Google: XOAUTH2 mechanism).
func (s *Session) refusedToken(why TokenRefusal, m Mechanism) *Error {
	if s.echoes.holdsSecret(challenge(s.raw)) {
		why = TokenRefusal{Status: hidden}
	}
	s.report.TokenRefusal = why
	nothing := ""
	if m == MechOAuthBearer {
		nothing = "AQ==" // a single ^A
	}
	r, err := s.ask(nothing, s.check.Patience.Login)
	switch {
	case err != nil:
		return err
	case r.Code == 235:
		s.broken = true
		return fault(FaultGarbled, fmt.Errorf("the server refused the token and then said %q", r))
	}
	return s.refused(r)
}

// tokenRefusal reads the challenge that explains a refusal: a JSON object (RFC
// 7628 section 3.2.2). Any other challenge is the question for the token.
func tokenRefusal(challenge []byte) (why TokenRefusal, refused bool) {
	if !bytes.HasPrefix(bytes.TrimSpace(challenge), []byte("{")) {
		return TokenRefusal{}, false
	}
	var said struct{ Status, Schemes, Scope any } // a number, or a list, from some servers
	if json.Unmarshal(challenge, &said) == nil {
		why = TokenRefusal{Status: jsonText(said.Status), Schemes: jsonText(said.Schemes), Scope: jsonText(said.Scope)}
	}
	return why, true
}

// jsonText is a value of a server's JSON, safe to show.
func jsonText(value any) Text {
	if value == nil {
		return ""
	}
	return shortText(fmt.Sprint(value))
}

// tokenBlob is the message that carries a token. XOAUTH2 is Google's and
// Microsoft's form, OAUTHBEARER that of RFC 7628 section 3.1.
func (s *Session) tokenBlob(user string, token []byte, m Mechanism) []byte {
	head := "user=" + user
	if m == MechOAuthBearer {
		name := strings.NewReplacer("=", "=3D", ",", "=2C").Replace(user)
		head = fmt.Sprintf("n,a=%s,\x01host=%s\x01port=%d", name, s.check.Host, s.check.Port)
	}
	head += "\x01auth=Bearer "
	b := make([]byte, 0, len(head)+len(token)+2) // never grows, which would leave a copy behind
	return append(append(append(b, head...), token...), "\x01\x01"...)
}
