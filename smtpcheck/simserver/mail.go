package simserver

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"mailready/smtpcheck"
)

// maxMessage is the largest message kept. The advertised SIZE is larger, as
// at the real server, where the mailbox has a limit of its own.
const maxMessage = 35 << 20

// path takes the address out of "FROM:<a@example.com> SIZE=1".
func path(rest, prefix string) (string, bool) {
	if len(rest) < len(prefix) || !strings.EqualFold(rest[:len(prefix)], prefix) {
		return "", false
	}
	addr, _, ok := strings.Cut(strings.TrimSpace(rest[len(prefix):]), ">")
	if !ok || !strings.HasPrefix(addr, "<") {
		return "", false
	}
	return addr[1:], true
}

func (s *session) sender(act *Server, rest string) error {
	from, ok := path(rest, "FROM:")
	reply := "250 2.1.0 Sender OK"
	switch {
	case !s.greeted:
		reply = "503 5.5.2 Send hello first " + s.root.tag()
	case s.clear:
		reply = "451 5.7.3 STARTTLS is required to send mail " + s.root.tag()
	case !s.loggedIn:
		reply = "530 5.7.57 Client not authenticated to send mail. " + s.root.tag()
	case s.mail:
		reply = "503 5.5.2 Sender already specified"
	case !ok:
		reply = "501 5.5.4 Invalid arguments"
	}
	if !strings.HasPrefix(reply, "250") {
		s.say(reply)
		return nil
	}
	said, err := s.answer(act, smtpcheck.Sender, reply)
	s.mail, s.from = strings.HasPrefix(said, "250"), from
	return err
}

func (s *session) recipient(act *Server, rest string) error {
	to, ok := path(rest, "TO:")
	if !s.mail {
		s.say("503 5.5.2 Need mail command")
		return nil
	}
	if !ok || to == "" {
		s.say("501 5.5.4 Invalid arguments")
		return nil
	}
	said, err := s.answer(act, smtpcheck.Recipient, "250 2.1.5 Recipient OK")
	if strings.HasPrefix(said, "25") {
		s.to = append(s.to, to)
	}
	return err
}

func (s *session) data(act *Server) error {
	switch {
	case !s.mail:
		s.say("503 5.5.2 Need mail command")
		return nil
	case len(s.to) == 0:
		s.say("503 5.5.2 Need rcpt command")
		return nil
	case act.DataReply != "":
		s.say(act.DataReply)
		if !strings.HasPrefix(act.DataReply, "354") {
			s.forget()
			return nil
		}
	default:
		s.say("354 Start mail input; end with <CRLF>.<CRLF>")
	}
	if err := s.flush(); err != nil {
		return err
	}
	message, whole, err := s.message()
	if err != nil {
		return err
	}
	s.root.mu.Lock()
	s.record.Dot = true
	s.root.mu.Unlock()
	id := messageID(message)
	if id == "" {
		id = "<" + s.root.id() + "@" + node + ">"
	}
	reply := fmt.Sprintf("250 2.0.0 OK %s [Hostname=%s]", id, forest)
	if !whole {
		reply = "552 5.3.4 Message size exceeds fixed maximum message size"
	}
	if own, ok := act.Replies[smtpcheck.Data]; ok {
		reply = own
	}
	failing := act.HangAt == smtpcheck.Data || act.CloseAt == smtpcheck.Data || act.ResetAt == smtpcheck.Data
	if strings.HasPrefix(reply, "250") && !failing {
		s.accept(Message{From: s.from, To: s.to, Data: message, User: s.user, QueueID: id, At: time.Now()})
		if act.LoseAfterDot {
			return errOver
		}
	}
	s.forget()
	_, err = s.answer(act, smtpcheck.Data, reply)
	return err
}

// message reads up to the final dot and takes the extra dots off again
// (RFC 5321 section 4.5.2). It is not whole where it was too long to keep.
func (s *session) message() (message []byte, whole bool, err error) {
	whole, start := true, true
	for {
		part, err := s.wire.in.ReadSlice('\n')
		if len(part) == 0 && err != nil {
			return nil, false, err
		}
		ended := part[len(part)-1] == '\n'
		if start && bytes.Equal(part, []byte(".\r\n")) {
			return message, whole, nil
		}
		if start && part[0] == '.' {
			part = part[1:]
		}
		if whole = whole && len(message)+len(part) <= maxMessage; whole {
			message = append(message, part...)
		}
		start = ended
	}
}

// messageID finds the Message-ID among the headers.
func messageID(message []byte) string {
	head, _, _ := bytes.Cut(message, []byte("\r\n\r\n"))
	for line := range bytes.SplitSeq(head, []byte("\r\n")) {
		name, value, ok := bytes.Cut(line, []byte(":"))
		if ok && bytes.EqualFold(name, []byte("Message-ID")) {
			return string(bytes.TrimSpace(value))
		}
	}
	return ""
}

func (s *session) accept(m Message) {
	s.root.mu.Lock()
	defer s.root.mu.Unlock()
	s.root.accepted = append(s.root.accepted, m)
}

// forget drops the mail that was begun.
func (s *session) forget() { s.mail, s.from, s.to = false, "", nil }

// id is sixteen hexadecimal digits, as they stand in banners and tags. They
// are counted, so that a run can be repeated and compared.
func (s *Server) id() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	return fmt.Sprintf("%016X", 0x08DF0A0000000000+s.count)
}

// tag is what Microsoft puts behind a refusal: machine, time and a number.
func (s *Server) tag() string {
	return fmt.Sprintf("[%s %s %s]", forest, time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), s.id())
}
