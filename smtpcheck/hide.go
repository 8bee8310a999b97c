package smtpcheck

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/maphash"
	"strings"
)

// hider blacks out what a server says back of a password. It keeps no part of
// the password, only keyed hashes of the windows that must not be shown; they
// mean nothing outside this process.
type hider struct {
	seed maphash.Seed
	bad  map[int]map[uint64]bool // by length of the window
}

const hidden = "[hidden]"

// The length of the windows. Shorter ones would black out ordinary words.
const (
	plainWindow   = 8
	encodedWindow = 12
	leastSecret   = 4
)

// learn adds a password in every form that a server is likely to echo: as it
// is, in groups of four, and in the encodings in which programs print bytes.
func (h *hider) learn(user string, password []byte) {
	if h.bad == nil {
		h.seed, h.bad = maphash.MakeSeed(), map[int]map[uint64]bool{}
	}
	h.add(password, plainWindow)
	capitals := bytes.ToUpper(password)
	h.add(capitals, plainWindow)
	clear(capitals)
	blob := plainBlob(user, password)
	forms := [][]byte{
		grouped(password),
		hex.AppendEncode(nil, password), bytes.ToUpper(hex.AppendEncode(nil, password)),
	}
	for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		forms = append(forms, enc.AppendEncode(nil, password), enc.AppendEncode(nil, blob))
	}
	for _, format := range []string{"%%%02x", "%%%02X", "%d ", "%d, ", "%d,"} {
		var list []byte
		for _, c := range password {
			list = fmt.Appendf(list, format, c)
		}
		forms = append(forms, list)
	}
	clear(blob)
	for _, form := range forms {
		h.add(form, encodedWindow)
		clear(form)
	}
}

// add takes the windows of form, or the whole form where it is shorter.
func (h *hider) add(form []byte, window int) {
	window = min(window, len(form))
	if window < leastSecret {
		return
	}
	if h.bad[window] == nil {
		h.bad[window] = map[uint64]bool{}
	}
	for i := 0; i+window <= len(form); i++ {
		h.bad[window][maphash.Bytes(h.seed, form[i:i+window])] = true
	}
}

// hide returns the line with everything learnt blacked out. The line itself
// is left alone.
func (h *hider) hide(line []byte) []byte {
	black := make([]bool, len(line))
	found := false
	for window, bad := range h.bad {
		for i := 0; i+window <= len(line); i++ {
			if bad[maphash.Bytes(h.seed, line[i:i+window])] {
				found = true
				for j := i; j < i+window; j++ {
					black[j] = true
				}
			}
		}
	}
	if !found {
		return line
	}
	var b strings.Builder
	for i, c := range line {
		switch {
		case !black[i]:
			b.WriteByte(c)
		case i == 0 || !black[i-1]:
			b.WriteString(hidden)
		}
	}
	return []byte(b.String())
}

// grouped is the password in groups of four letters, as some pages show it.
func grouped(password []byte) []byte {
	var b []byte
	for i, c := range password {
		if i > 0 && i%4 == 0 {
			b = append(b, ' ')
		}
		b = append(b, c)
	}
	return b
}

// plainBlob is the message of the PLAIN mechanism (RFC 4616).
func plainBlob(user string, password []byte) []byte {
	b := make([]byte, 0, len(user)+len(password)+2)
	b = append(append(b, 0), user...)
	return append(append(b, 0), password...)
}
