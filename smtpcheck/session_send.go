package smtpcheck

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Send hands over one mail, once. The report's Sent tells afterwards whether
// that happened: WasSent exactly where the server said so, MaybeSent where
// the connection was lost between the final dot and the answer. observe may
// be nil.
//
// Where the server offers PIPELINING (RFC 2920), sender, recipient and DATA
// leave in one write, and all three appear as sent while the stage Sender
// lasts. The first of them that is refused is the error. The connection is
// dropped then without another byte, because a server that had said yes to
// DATA takes even a lone dot for a mail.
func (s *Session) Send(ctx context.Context, m Mail, observe func(Event)) error {
	return s.do(ctx, observe, func(ctx context.Context) *Error { return s.transaction(ctx, m) })
}

func (s *Session) transaction(ctx context.Context, m Mail) *Error {
	if err := m.check(); err != nil {
		return err
	}
	if s.wire == nil {
		return &Error{Stage: Sender, Fault: FaultClosed}
	}
	s.report.MessageID, s.report.Sent, s.report.QueueID = m.MessageID, NotSent, ""
	from := "MAIL FROM:<" + m.From + ">"
	switch international := !ascii(m.From + m.To); {
	case international && !s.offered("SMTPUTF8"):
		return &Error{Stage: Sender, Err: fmt.Errorf("the server takes no international addresses: %w", ErrInput)}
	case international:
		from += " SMTPUTF8"
	}
	commands := []struct {
		stage Stage
		line  string
		good  []int // RFC 5321 section 4.3.2
	}{
		{Sender, from, []int{250}},
		{Recipient, "RCPT TO:<" + m.To + ">", []int{250, 251, 252}},
		{Data, "DATA", []int{354}},
	}
	flight := s.offered("PIPELINING")
	for i, c := range commands {
		err := s.stage(ctx, c.stage, func() *Error {
			switch {
			case !flight:
				s.send(c.line)
			case i == 0:
				for _, c := range commands {
					s.stageIs = c.stage
					s.send(c.line)
				}
				s.stageIs = c.stage
			}
			r, err := s.reply(s.waitFor(c.stage))
			switch {
			case err != nil:
				return err
			case !slices.Contains(c.good, r.Code):
				return s.refused(r)
			case c.stage == Data:
				return s.content(m)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// content sends the mail itself and reads what became of it.
func (s *Session) content(m Mail) *Error {
	waiting := s.wire.readable()
	s.wire.patience(s.check.Patience.Data)
	if early, err := s.unasked(waiting); err != nil {
		return err
	} else if early.Code != 0 {
		return s.refused(early)
	}
	body := append(stuffed(m.Message), '.')
	s.sendAs(body, fmt.Sprintf("[the mail, %d bytes, and the final dot]", len(m.Message)))
	cut := s.wire.flush()
	if cut == nil {
		s.report.Sent = MaybeSent // until the server says what became of it
	}
	r, err := s.reply(s.check.Patience.Data)
	switch {
	case err != nil && cut != nil: // the final dot never left
		return wireFault(cut)
	case err != nil:
		return err
	case r.Code == 250: // nothing else is a yes
		s.report.Sent, s.report.Reply, s.report.QueueID = WasSent, r, queueID(r.Text())
		return nil
	case r.Code >= 400:
		s.report.Sent = NotSent
	}
	return s.refused(r)
}

// waitFor is the patience for the answer to a command of the mail. DATA itself
// is answered as fast as a recipient.
func (s *Session) waitFor(stage Stage) (wait time.Duration) {
	if stage == Sender {
		return s.check.Patience.Sender
	}
	return s.check.Patience.Recipient
}

// stuffed is the message as it goes over the wire: every line ends in CRLF,
// and one that begins with a dot gets another (RFC 5321 section 4.5.2). Lone
// CR and LF become line ends, so that no server can see another end than ours.
func stuffed(message []byte) []byte {
	message = bytes.ReplaceAll(message, []byte("\r\n"), []byte("\n"))
	message = bytes.ReplaceAll(message, []byte("\r"), []byte("\n"))
	message = bytes.TrimSuffix(message, []byte("\n"))
	out := make([]byte, 0, len(message)+len(message)/20+64)
	for line := range bytes.SplitSeq(message, []byte("\n")) {
		if len(line) > 0 && line[0] == '.' {
			out = append(out, '.')
		}
		out = append(append(out, line...), '\r', '\n')
	}
	return out
}

// check refuses an envelope that would say more to the server than an address.
func (m Mail) check() *Error {
	for i, addr := range []string{m.From, m.To} {
		at := strings.IndexByte(addr, '@')
		if at < 1 || at == len(addr)-1 || len(addr) > 254 || strings.Contains(addr[at+1:], "@") ||
			strings.ContainsFunc(addr, unsendable) || strings.ContainsAny(addr, "[]:") {
			return &Error{Stage: []Stage{Sender, Recipient}[i], Err: fmt.Errorf("address %q: %w", addr, ErrInput)}
		}
	}
	return nil
}

// unsendable are the characters that end an address or a name in SMTP.
func unsendable(r rune) bool {
	return r <= ' ' || r == unicode.ReplacementChar || !unicode.IsPrint(r) || strings.ContainsRune("<>\"\\,;()", r)
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// queueID finds the server's own id in its acceptance: "queued as ID",
// "id=ID", or the word behind OK, or one in angle brackets in front.
func queueID(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		switch {
		case i > 0 && w == "as" && strings.EqualFold(words[i-1], "queued") && i+1 < len(words):
			return strings.Trim(words[i+1], ".,;")
		case strings.HasPrefix(w, "id="):
			return strings.Trim(w[len("id="):], ".,;")
		}
	}
	if len(words) > 0 && strings.EqualFold(strings.Trim(words[0], ":,"), "ok") {
		words = words[1:]
	} else if len(words) > 0 && !strings.HasPrefix(words[0], "<") {
		return ""
	}
	if len(words) == 0 || strings.HasPrefix(words[0], "[") {
		return ""
	}
	return strings.Trim(words[0], ".,;")
}
