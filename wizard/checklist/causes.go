package checklist

import (
	"mailready/smtpcheck/causes"
	"slices"
	"strings"
	"sync"
)

//go:generate go test -run TestCausesPage -update .

// Causes are the failures that lie on this computer alone, put together when
// first asked for. No server says them, so they have no rules and no examples;
// those who meet the error name its code.
func Causes() []causes.Cause { return localCauses() }

var localCauses = sync.OnceValue(func() []causes.Cause { return slices.Concat(keyCauses, keyFileCauses, settingsCauses, inputCauses) })

// Find gives the cause with this code from the whole catalogue, in any case
// of letters.
func Find(code string) (causes.Cause, bool) {
	if c, ok := causes.Find(code); ok {
		return c, true
	}
	for _, c := range Causes() {
		if strings.EqualFold(c.Code, strings.TrimSpace(code)) {
			return c, true
		}
	}
	return causes.Cause{}, false
}

// Catalogue is the whole catalogue, always in the same order: the road to the
// server first, this computer last.
func Catalogue() []causes.Cause {
	return slices.Concat(causes.All(), Causes())
}

// heard are the words in which programs tell of causes of this computer.
var heard = []struct{ words, code string }{
	{"org.freedesktop.secrets was not provided", "KEY-ABSENT"}, {"cannot autolaunch d-bus", "KEY-ABSENT"}, {"no recommended backend was available", "KEY-ABSENT"},
	{"secret service is not available", "KEY-ABSENT"}, {"dbus-launch\": executable file not found", "KEY-ABSENT"},
	{"user interaction is not allowed", "KEY-LOCKED"}, {"errsecinteractionnotallowed", "KEY-LOCKED"}, {"cannot create an item in a locked collection", "KEY-LOCKED"},
	{"stub received bad data", "KEY-TOOBIG"}, {"data passed to set was too big", "KEY-TOOBIG"},
}

// Heard finds the cause of this computer that a text tells of in words.
func Heard(text string) (c causes.Cause, words string, ok bool) {
	lower := strings.ToLower(text)
	for _, h := range heard {
		if strings.Contains(lower, h.words) {
			c, ok = Find(h.code)
			return c, h.words, ok
		}
	}
	return c, "", false
}

// Named finds the first cause of this computer that a text names by its code.
func Named(text string) (causes.Cause, bool) {
	for word := range strings.FieldsFuncSeq(strings.ToUpper(text), func(r rune) bool { return r != '-' && (r < 'A' || r > 'Z') }) {
		for _, c := range Causes() {
			if c.Code == word {
				return c, true
			}
		}
	}
	return causes.Cause{}, false
}
