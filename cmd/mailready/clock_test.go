package main

import (
	"strings"
	"testing"
	"time"
)

// Waits, deadlines and the tries of a wait are counted on the clock that cannot be
// set: a computer's clock that jumps by a year, in either direction, must not make
// twelve logins of one, nor a wait without end. A time loses that clock where it is
// rounded or read from a text.
func TestClockCannotBeSet(t *testing.T) {
	for name, clock := range map[string]func() time.Time{"of the program": now, "of the steps": words().Now, "of what is read": (&app{}).clock} {
		if at := clock(); !strings.Contains(at.Add(time.Minute).String(), " m=") {
			t.Errorf("the clock %s can be set: %v", name, at)
		}
	}
}
