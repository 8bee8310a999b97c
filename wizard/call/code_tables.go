package call

import (
	_ "embed" // for code_words.txt
	"strings"
	"sync"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// The tables of the call code. A word's place in its table is what a code
// says, and codes of older releases are read with the same tables: so words
// are only ever added at the end, never moved, renamed or taken out.

var evidence = []checklist.Evidence{checklist.Todo, checklist.Said, checklist.Fits, checklist.Proved, checklist.Refuted}

var keychains = []Keychain{NotStored, InMemory, InSystem, Elsewhere}

// realms are the kinds of account in the worldwide cloud, and then the other
// clouds. Google is the provider that an older guide names by mistake.
var realms = []string{string(causes.AccountUnknown), string(causes.AccountWork), string(causes.AccountConsumer), string(causes.AccountOther),
	google, cloud + "gcc-high", cloud + "dod", cloud + "china"}

const (
	google = "google"
	cloud  = "cloud "
)

var systems = []string{"", "linux", "darwin", "windows"}

var outcomes = []Outcome{Unchecked, LoggedIn, Sent, Confirmed, MaybeSent}

// codeWords are the words of the two tables that grow: the causes, with their
// variants, and the screens, each with its step. A new word is one line at the
// end.
//
//go:embed code_words.txt
var codeWords string

// screens are the keys of all screens, each with its step; a step alone stands
// for a question that is not known.
var screens = sync.OnceValue(func() []string { return wordsOf("screen") })

// causeNames are the codes of all causes, each also with its variants.
var causeNames = sync.OnceValue(func() []string { return wordsOf("cause") })

// wordsOf reads the words of one table.
func wordsOf(table string) []string {
	words := make([]string, 0, 192)
	for line := range strings.Lines(codeWords) {
		if word, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), table+" "); ok {
			words = append(words, word)
		}
	}
	return words
}
