package simserver

import (
	"cmp"
	"crypto/subtle"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"mailready/smtpcheck"
)

// maxAuthLine is the longest AUTH command taken, its line end included (RFC
// 4954 section 4).
const maxAuthLine = 12288

// tokenAnswers are what a client answers to the explanation of a refusal: for
// XOAUTH2 an empty line (Google: XOAUTH2 mechanism), for OAUTHBEARER a single
// ^A in base64 (RFC 7628 section 3.2.3).
var tokenAnswers = map[smtpcheck.Mechanism]string{smtpcheck.MechXOAuth2: "", smtpcheck.MechOAuthBearer: "AQ=="}

// auth is the AUTH command (RFC 4954).
func (s *session) auth(act *Server, rest string) error {
	mechanism, initial, _ := strings.Cut(rest, " ")
	mechanism = strings.ToUpper(mechanism)
	switch {
	case s.clear:
		s.say("530 5.7.0 Must issue a STARTTLS command first")
		return nil
	case !s.greeted:
		s.say("503 5.5.2 Send hello first " + s.root.tag())
		return nil
	case s.loggedIn:
		s.say("503 5.5.2 Already authenticated " + s.root.tag())
		return nil
	case !offered(act, mechanism):
		return s.refuse(act, "504 5.7.4 Unrecognized authentication type "+s.root.tag())
	}
	if own := act.Replies[smtpcheck.Login]; strings.HasPrefix(own, "504") || strings.HasPrefix(own, "503") {
		return s.refuse(act, own)
	}
	if len("AUTH ")+len(rest)+len("\r\n") > maxAuthLine {
		s.say("500 5.5.6 Authentication Exchange line is too long " + s.root.tag())
		return nil
	}
	if act.NoInitial && mechanism != "PLAIN" && initial != "" {
		s.say(cmp.Or(act.NoInitialReply, "501 5.5.4 Syntax error in parameters or arguments "+s.root.tag()))
		return nil
	}
	user, secret, err := s.credentials(mechanism, initial)
	defer clear(secret)
	if err != nil || user == "" {
		return err
	}
	token, wanted := smtpcheck.Mechanism(mechanism).Token(), act.Password
	if token {
		wanted = act.Token
	}
	right := (act.User == "" || strings.EqualFold(act.User, user)) &&
		(wanted == "" && !token || wanted != "" && subtle.ConstantTimeCompare([]byte(wanted), secret) == 1)
	reply := "235 2.7.0 Authentication successful"
	switch {
	case right:
	case token:
		reply = "535 5.7.3 Authentication unsuccessful " + s.root.tag()
	default:
		reply = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. " + s.root.tag()
	}
	// The attempt is counted after act was chosen: it is still act's to answer.
	said, ok := reply, right
	if own, replaced := act.Replies[smtpcheck.Login]; replaced {
		said, ok = own, strings.HasPrefix(own, "235")
	}
	if token && !right && act.TokenJSON != "" {
		s.say("334 " + base64.StdEncoding.EncodeToString([]byte(act.TokenJSON)))
		answer, err := s.line()
		if err != nil {
			return err
		}
		if answer != tokenAnswers[smtpcheck.Mechanism(mechanism)] {
			s.say("501 5.5.2 Cannot decode response " + s.root.tag())
			return nil
		}
	}
	s.root.mu.Lock()
	s.root.logins = append(s.root.logins, Login{User: user, Mechanism: mechanism, OK: ok, At: time.Now()})
	s.root.mu.Unlock()
	s.loggedIn, s.user = ok, user
	_, err = s.answer(act, smtpcheck.Login, said)
	return err
}

// refuse answers AUTH before any credentials were sent.
func (s *session) refuse(act *Server, reply string) error {
	if own, ok := act.Replies[smtpcheck.Login]; ok && !strings.HasPrefix(own, "235") {
		reply = own
	}
	s.say(reply)
	return nil
}

// offered tells whether the list after TLS has the mechanism.
func offered(act *Server, mechanism string) bool {
	offers := act.AfterTLS
	if offers == nil {
		offers = offersTLS
	}
	for _, o := range offers {
		words := strings.Fields(strings.ToUpper(o))
		if len(words) > 1 && words[0] == "AUTH" && slices.Contains(words[1:], mechanism) {
			return true
		}
	}
	return false
}

// readBlob takes the message of a mechanism apart that sends one: PLAIN,
// XOAUTH2, or OAUTHBEARER.
func readBlob(m smtpcheck.Mechanism, blob string) (user, secret string, ok bool) {
	if m == smtpcheck.MechPlain {
		parts := strings.SplitN(blob, "\x00", 3)
		if len(parts) != 3 {
			return "", "", false
		}
		return parts[1], parts[2], true
	}
	parts := strings.Split(blob, "\x01")
	if m == smtpcheck.MechXOAuth2 {
		user, ok = strings.CutPrefix(parts[0], "user=")
	} else {
		user, ok = strings.CutPrefix(parts[0], "n,a=")
		user = strings.NewReplacer("=2C", ",", "=3D", "=").Replace(strings.TrimSuffix(user, ","))
	}
	for _, part := range parts[1:] {
		if token, is := strings.CutPrefix(part, "auth=Bearer "); is {
			secret = token
		}
	}
	return user, secret, ok && user != "" && secret != "" && strings.HasSuffix(blob, "\x01\x01")
}

// credentials asks for what the mechanism needs. An empty user means that the
// refusal has been said already.
func (s *session) credentials(mechanism, initial string) (user string, secret []byte, err error) {
	ask := func(prompt string) ([]byte, error) {
		s.say(strings.TrimSpace("334 " + prompt))
		line, err := s.line()
		if err != nil {
			return nil, err
		}
		return s.decode(line)
	}
	switch mechanism {
	case "LOGIN":
		name, err := s.decode(initial)
		if initial == "" {
			name, err = ask("VXNlcm5hbWU6")
		}
		if err != nil || len(name) == 0 {
			return "", nil, err
		}
		secret, err = ask("UGFzc3dvcmQ6")
		if secret == nil {
			return "", nil, err
		}
		return string(name), secret, err
	default:
		blob, err := s.decode(initial)
		if initial == "" {
			blob, err = ask("")
		}
		if err != nil || len(blob) == 0 {
			return "", nil, err
		}
		user, secret, ok := readBlob(smtpcheck.Mechanism(mechanism), string(blob))
		clear(blob)
		if !ok {
			s.say("501 5.5.4 Syntax error in parameters or arguments " + s.root.tag())
			return "", nil, nil
		}
		return user, []byte(secret), nil
	}
}

// decode reads base64. A nil result means that the refusal has been said.
func (s *session) decode(line string) ([]byte, error) {
	if line == "*" {
		s.say("501 5.5.4 Authentication cancelled")
		return nil, nil
	}
	out := make([]byte, base64.StdEncoding.DecodedLen(len(line)))
	n, err := base64.StdEncoding.Decode(out, []byte(line))
	if err != nil {
		s.say("501 5.5.2 Cannot decode response " + s.root.tag())
		return nil, nil
	}
	return out[:n], nil
}
