package keystore

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"

	"github.com/zalando/go-keyring"
)

// A refresh token can be longer than an entry of a keychain may be, on Windows
// more than 2,560 bytes. Such a secret lies in several entries. The first one
// begins with a line that names the set of the others, and how many there are:
//
//	mailready-parts a 3
//
// Those others have the names of the first with "part a2" and "part a3" behind
// the service. There are two sets, a and b. A new secret goes into the set that
// is not in use, and counts from the moment when the first entry names it; so
// whoever is killed in the middle has the old secret or the new one, whole.
const (
	partsMark = "mailready-parts "
	mostParts = 9
	// enough is the longest secret that is stored at all. A keychain whose
	// entries take as much needs no parts.
	enough = 64 << 10
)

// roomFor is [room]; tests make it smaller.
var roomFor = room

func (e entry) room() int { return roomFor(runtime.GOOS, e.service, e.account) }

// splits tells whether a secret may lie in parts in this keychain.
func (e entry) splits() bool { return e.room() < enough }

// piece is how long each part of a secret is.
func (e entry) piece() int {
	return max(0, e.part("a", mostParts).room()-len(partsMark)-len("a 9\n"))
}

// longest is how long a secret may be that an entry takes, whole or in parts.
func (e entry) longest() int { return min(enough, max(e.room(), mostParts*e.piece())) }

// part is the entry of one part.
func (e entry) part(set string, n int) entry {
	return entry{e.service + " part " + set + strconv.Itoa(n), e.account}
}

// set stores a secret, in parts where it does not fit into one entry.
func (e entry) set(secret string) error {
	if !e.splits() {
		return keyring.Set(e.service, e.account, secret)
	}
	before, _ := keyring.Get(e.service, e.account)
	oldSet, oldCount, _, inParts := readMark(before)
	if len(secret) <= e.room() && !strings.HasPrefix(secret, partsMark) {
		if err := keyring.Set(e.service, e.account, secret); err != nil {
			return err
		}
		if inParts {
			e.drop(oldSet, oldCount)
		}
		return nil
	}
	set := "a"
	if inParts && oldSet == "a" {
		set = "b"
	}
	size := e.piece()
	if len(secret) > size*mostParts {
		return keyring.ErrSetDataTooBig
	}
	count := (len(secret) + size - 1) / size
	for n := count; n > 1; n-- {
		p := e.part(set, n)
		if err := keyring.Set(p.service, p.account, secret[(n-1)*size:min(n*size, len(secret))]); err != nil {
			e.drop(set, count)
			return err
		}
	}
	if err := keyring.Set(e.service, e.account, fmt.Sprintf("%s%s %d\n%s", partsMark, set, count, secret[:min(size, len(secret))])); err != nil {
		e.drop(set, count)
		return err
	}
	if inParts {
		e.drop(oldSet, oldCount)
	}
	return nil
}

// get reads a secret. One of which a part is missing counts as none.
func (e entry) get() (string, error) {
	first, err := keyring.Get(e.service, e.account)
	if err != nil || !e.splits() {
		return first, err
	}
	set, count, rest, inParts := readMark(first)
	if !inParts {
		return first, nil
	}
	var whole strings.Builder
	whole.WriteString(rest)
	for n := 2; n <= count; n++ {
		p := e.part(set, n)
		piece, err := keyring.Get(p.service, p.account)
		if err != nil {
			return "", err
		}
		whole.WriteString(piece)
	}
	return whole.String(), nil
}

// delete removes a secret with all its parts. The first one goes last, so that
// what is left of an attempt that failed can be removed later.
func (e entry) delete() error {
	if !e.splits() {
		return keyring.Delete(e.service, e.account)
	}
	first, err := keyring.Get(e.service, e.account)
	if err != nil {
		return err
	}
	if set, count, _, inParts := readMark(first); inParts {
		if err := e.drop(set, count); err != nil {
			return err
		}
	}
	return keyring.Delete(e.service, e.account)
}

// drop removes the parts of a set behind the first.
func (e entry) drop(set string, count int) (first error) {
	for n := 2; n <= count; n++ {
		p := e.part(set, n)
		if err := keyring.Delete(p.service, p.account); err != nil && !errors.Is(err, keyring.ErrNotFound) && first == nil {
			first = err
		}
	}
	return first
}

// readMark reads the line that an entry in parts begins with.
func readMark(first string) (set string, count int, rest string, inParts bool) {
	line, rest, found := strings.Cut(first, "\n")
	if !found || !strings.HasPrefix(line, partsMark) {
		return "", 0, "", false
	}
	set, number, _ := strings.Cut(strings.TrimPrefix(line, partsMark), " ")
	count, err := strconv.Atoi(number)
	if err != nil || set != "a" && set != "b" || count < 1 || count > mostParts {
		return "", 0, "", false
	}
	return set, count, rest, true
}
