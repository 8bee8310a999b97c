package smtpcheck_test

import (
	"strings"
	"testing"

	"mailready/smtpcheck"
	"mailready/smtpcheck/simserver"
)

// TestOnlyTheRightYes: a success that does not belong to the command is none,
// and leaves open what became of a mail that was handed over.
func TestOnlyTheRightYes(t *testing.T) {
	for _, c := range []struct {
		stage smtpcheck.Stage
		reply string
		sent  smtpcheck.Delivery
		good  bool
	}{
		{smtpcheck.Sender, "251 2.0.0 forwarded", smtpcheck.NotSent, false}, {smtpcheck.Sender, "235 2.7.0 ok", smtpcheck.NotSent, false},
		{smtpcheck.Recipient, "251 will forward", smtpcheck.WasSent, true}, {smtpcheck.Recipient, "252 cannot tell", smtpcheck.WasSent, true},
		{smtpcheck.Recipient, "221 bye", smtpcheck.NotSent, false}, {smtpcheck.Quit, "250 ok", smtpcheck.NotSent, false},
		{smtpcheck.Data, "221 2.0.0 closing, message discarded", smtpcheck.MaybeSent, false}, {smtpcheck.Data, "220 ready", smtpcheck.MaybeSent, false},
		{smtpcheck.Data, "235 ok", smtpcheck.MaybeSent, false}, {smtpcheck.Data, "299 what", smtpcheck.MaybeSent, false},
		{smtpcheck.Data, "354 more", smtpcheck.MaybeSent, false}, {smtpcheck.Data, "554 no", smtpcheck.NotSent, false},
	} {
		s := &simserver.Server{AfterTLS: noPipelining, Replies: map[smtpcheck.Stage]string{c.stage: c.reply}}
		if c.stage == smtpcheck.Quit { // stands for the answer to DATA itself
			s.Replies, s.DataReply = nil, c.reply
		}
		r, e, _ := run(t, s, nil)
		if (e == nil) != c.good || r.Sent != c.sent || r.QueueID != "" && !c.good {
			t.Errorf("%s %q: %+v, sent %s, id %q", c.stage, c.reply, e, r.Sent, r.QueueID)
		}
		if e != nil && c.reply[0] < '4' && e.Fault != smtpcheck.FaultGarbled {
			t.Errorf("%s %q: %+v", c.stage, c.reply, e)
		}
	}
}

// TestAnswersBeforeTheQuestion: what was said before a command left is no
// answer to it. Nothing more is written.
func TestAnswersBeforeTheQuestion(t *testing.T) {
	for _, c := range []struct {
		word, reply string
		stage       smtpcheck.Stage
	}{
		{"", "220 ready\r\n250-there\r\n250 STARTTLS", smtpcheck.Hello},
		{"AUTH", "334 UGFzc3dvcmQ6\r\n235 2.7.0 ok", smtpcheck.Login},
		{"MAIL", "250 ok\r\n250 ok\r\n354 go", smtpcheck.Recipient},
		{"DATA", "354 go\r\n250 2.0.0 Ok: queued as GHOST", smtpcheck.Data},
	} {
		for _, pipelining := range []bool{false, true} {
			if c.word == "MAIL" && pipelining {
				continue // in a flight they are answers
			}
			check, talk := script{c.word: c.reply}.serve(t, pipelining)
			r, err := smtpcheck.Run(t.Context(), check, nil)
			e, ok := err.(*smtpcheck.Error)
			if !ok || e.Fault != smtpcheck.FaultGarbled || e.Stage != c.stage || r.Sent != smtpcheck.NotSent || r.QueueID != "" {
				t.Errorf("%q: %v, sent %s", c.reply, err, r.Sent)
			}
			if said := talk.said(); strings.Contains(said, "|end") || c.word == "AUTH" && strings.Count(said, "|") > 3 {
				t.Errorf("%q: the client said %s", c.reply, said)
			}
		}
	}
}

// TestShutdownBeforeTheQuestion: 421 may come at any time, and is told.
func TestShutdownBeforeTheQuestion(t *testing.T) {
	check, _ := script{"MAIL": "250 ok\r\n421 4.3.2 Service shutting down"}.serve(t, false)
	r, err := smtpcheck.Run(t.Context(), check, nil)
	if e, ok := err.(*smtpcheck.Error); !ok || e.Reply.Code != 421 || e.Stage != smtpcheck.Recipient || r.Reply.Code != 421 {
		t.Errorf("got %v", err)
	}
}
