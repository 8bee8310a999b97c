package checklist

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"

	"mailready/smtpcheck"
)

// What the user stopped is no failure of the stage it was in.
func TestStoppedStage(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var notes []Note
	check := smtpcheck.Check{Host: "smtp.office365.com", Connect: "127.0.0.1:1",
		Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			stop()
			<-ctx.Done()
			return nil, ctx.Err()
		}}
	_, err := smtpcheck.Run(ctx, check, progress(func(n Note) { notes = append(notes, n) }))
	last := notes[len(notes)-1]
	if !errors.Is(err, context.Canceled) || last.Mark != WARN || !strings.Contains(last.Text, "stopped") {
		t.Errorf("%v, told as %+v", err, last)
	}
}
