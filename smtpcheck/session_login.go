package smtpcheck

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"time"
)

// waitedLong is how long a connection can lie idle before it may be gone.
const waitedLong = time.Second

// Login logs in, once. Where the server let the waiting connection go, it is
// opened again first, without events. After a refusal the session can be used
// for another login. observe may be nil.
func (s *Session) Login(ctx context.Context, auth Auth, observe func(Event)) error {
	return s.do(ctx, observe, func(ctx context.Context) *Error {
		return s.stage(ctx, Login, func() *Error { return s.login(ctx, auth) })
	})
}

func (s *Session) login(ctx context.Context, auth Auth) *Error {
	if err := s.learnSecret(auth); err != nil {
		return err
	}
	waited := s.wire != nil && time.Since(s.last) > waitedLong
	if s.wire == nil || s.report.LoggedIn || waited && s.wire.readable() {
		if err := s.reopen(ctx); err != nil {
			return err
		}
		waited = false
	}
	stop := s.watch(ctx)
	given, err := s.authenticate(auth)
	stop()
	if waited && !given && hungUp(err) {
		if err = s.reopen(ctx); err == nil {
			stop := s.watch(ctx)
			_, err = s.authenticate(auth)
			stop()
		}
	}
	return err
}

// reopen replaces a connection that is gone, in silence.
func (s *Session) reopen(ctx context.Context) *Error {
	if s.closed || !s.ready {
		return fault(FaultClosed, nil)
	}
	if s.wire != nil {
		s.wire.raw.Close()
		s.wire = nil
	}
	began, observe := s.report.Began, s.observe
	s.observe = nil
	err := s.open(ctx)
	s.observe, s.report.Began, s.stageIs = observe, began, Login
	return err
}

// hungUp tells whether the server had let the connection go.
func hungUp(err *Error) bool {
	return err != nil && (err.Fault == FaultClosed || err.Fault == FaultReset || err.Reply.Code == 421)
}

// authenticate picks the mechanism. given tells whether the credential was
// sent: from then on nothing is tried again.
func (s *Session) authenticate(auth Auth) (given bool, err *Error) {
	mechs := strings.Fields(strings.ToUpper(s.offers["AUTH"]))
	choice := []Mechanism{MechLogin, MechPlain}
	if auth.Token != nil {
		choice = []Mechanism{MechXOAuth2, MechOAuthBearer}
	}
	at := slices.IndexFunc(choice, func(m Mechanism) bool { return slices.Contains(mechs, string(m)) })
	if at < 0 {
		return false, fault(FaultNoMech, nil)
	}
	s.report.Mechanism, s.report.TokenRefusal = choice[at], TokenRefusal{}
	switch choice[at] {
	case MechLogin:
		if err = s.announce(auth.User); err == nil {
			given, err = s.password(auth, base64Line, "[password]")
		}
	case MechPlain:
		given, err = s.password(auth, func(line, password []byte) []byte {
			blob := plainBlob(auth.User, password)
			defer clear(blob)
			return base64.StdEncoding.AppendEncode(append(line, "AUTH PLAIN "...), blob)
		}, "AUTH PLAIN [user name and password]")
	default:
		given, err = s.token(auth, choice[at])
	}
	if err != nil {
		err.Mechanism = choice[at]
	}
	return given, err
}

func base64Line(line, secret []byte) []byte { return base64.StdEncoding.AppendEncode(line, secret) }

// announce goes with the LOGIN mechanism up to the question for the password.
// The user name goes along with the command, as MS-XLOGIN section 2.2 has it;
// a server that takes no name there is asked once more without it.
func (s *Session) announce(user string) *Error {
	const shown = "[user name]"
	wait := s.check.Patience.Login
	name := base64.StdEncoding.EncodeToString([]byte(user))
	s.sendAs([]byte("AUTH LOGIN "+name), "AUTH LOGIN "+shown)
	r, err := s.reply(wait)
	if err != nil {
		return err
	}
	asked := r.Code == 334 && asksUser(r)
	if r.Code == 501 || r.Code == 504 {
		if r, err = s.ask("AUTH LOGIN", wait); err != nil {
			return err
		}
		asked = r.Code == 334
	}
	if asked {
		s.sendAs([]byte(name), shown)
		if r, err = s.reply(wait); err != nil {
			return err
		}
	}
	if r.Code != 334 {
		return s.refused(r)
	}
	return nil
}

// asksUser tells whether a challenge is the question for the user name, from
// a server that did not look at the name that came along.
func asksUser(r Reply) bool {
	question, err := base64.StdEncoding.DecodeString(r.Text())
	return err == nil && strings.HasPrefix(strings.ToLower(string(question)), "user")
}

// password borrows the password, sends the line made of it, and reads the
// verdict.
func (s *Session) password(auth Auth, line func(line, password []byte) []byte, shown string) (given bool, err *Error) {
	r, given, err := s.lend(auth.Password, func(password []byte) []byte {
		return line(make([]byte, 0, 4*(len(auth.User)+len(password)+20)), password)
	}, shown)
	if err == nil {
		err = s.verdict(r)
	}
	return given, err
}

// lend borrows a secret, sends the line made of it, and reads the answer. The
// line is wiped as soon as it is queued, the queue as soon as it is written.
func (s *Session) lend(secret Lender, line func(secret []byte) []byte, shown string) (r Reply, given bool, err *Error) {
	s.wire.patience(s.check.Patience.Login)
	if early, err := s.unasked(s.wire.in.Buffered() > 0); err != nil {
		return Reply{}, false, err
	} else if early.Code != 0 {
		return Reply{}, false, s.refused(early)
	}
	lent := secret(func(secret []byte) error {
		made := line(secret)
		defer clear(made)
		given = true
		s.sendAs(made, shown)
		return s.wire.flush()
	})
	if lent != nil && !given {
		s.broken = true
		return Reply{}, false, &Error{Err: lent}
	}
	r, err = s.reply(s.check.Patience.Login)
	if err != nil && lent != nil {
		err = wireFault(lent)
	}
	return r, true, err
}

// verdict takes nothing but 235 for a login.
func (s *Session) verdict(r Reply) *Error {
	if r.Code != 235 {
		return s.refused(r)
	}
	s.report.LoggedIn = true
	return nil
}

// plainBlob is the message of the PLAIN mechanism (RFC 4616).
func plainBlob(user string, password []byte) []byte {
	b := make([]byte, 0, len(user)+len(password)+2)
	b = append(append(b, 0), user...)
	return append(append(b, 0), password...)
}
