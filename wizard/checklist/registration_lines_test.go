package checklist

import (
	"strings"
	"testing"
)

// An admin's answer that comes line by line is read as one, and what was typed
// wrong before does not stay in the way.
func TestRegistrationLineByLine(t *testing.T) {
	const c, d, o = "1b2c3d4e-1111-4222-8333-444455556666", "9f8e7d6c-1111-4222-8333-444455556666", "00000000-1111-4222-8333-444455556666"
	for _, lines := range []string{
		"Application (client) ID: " + c + "\nDirectory (tenant) ID: " + d,
		"Hello,\nhere they are:\n\nApplication (client) ID\n" + c + "\nObject ID\n" + o + "\nDirectory (tenant) ID\n" + d,
		"client " + o + "\nclient " + c + "\ntenant " + d,
		"client " + o + "\n" + strings.Repeat("x", 5000) + "\nclient " + c + " tenant " + d,
	} {
		var s State
		field := signInFields()[0]
		all := strings.Split(lines, "\n")
		for i, line := range all {
			if p := field.Set(&s, line); (p == nil) != (i == len(all)-1) {
				t.Errorf("%.60q: line %d: %v", lines, i, p)
			}
		}
		if s.Client != c || s.Tenant != d || s.soFar != "" {
			t.Errorf("%.60q: %s %s", lines, s.Client, s.Tenant)
		}
	}
}
