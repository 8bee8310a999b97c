package smtpcheck

import (
	"bytes"
	_ "embed" // for ordinary.txt
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"hash/maphash"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"
)

// echoDetector finds what a server says back of a password or a token. It keeps
// no part of it, only keyed hashes: of the windows that must not be shown, and
// of the whole. They mean nothing outside this process.
type echoDetector struct {
	seed maphash.Seed
	bad  map[int]map[uint64]bool // by length of the window
	fine map[int]map[uint64]bool // what ordinary replies hold, while learning
	step int                     // how far the windows lie apart
	knew map[uint64]bool         // what was learnt already
	tail []byte                  // the end of the replies before, which may go on in the next
}

// hidden stands for the whole of a reply that repeats the credential.
const hidden = "[hidden: the server repeated the password or token]"

// Of a credential as long as a token every fourth window is enough: whoever
// repeats three letters more than a window of it is heard. It keeps the
// hashes of a token of 3,000 bytes below a megabyte.
const (
	longSecret = 256
	longStride = 4
)

// The length of the windows. Shorter ones would be found in ordinary words. A
// letter is about one and a half in the encodings.
const (
	plainWindow   = 8
	encodedWindow = 12
	tailLength    = 256
)

// learn adds a password of eight characters or more, in every form that a
// server is likely to echo: as it is, reversed, and in the encodings in which
// programs print bytes.
func (h *echoDetector) learn(password []byte) {
	if h.bad == nil {
		h.seed, h.bad, h.knew = maphash.MakeSeed(), map[int]map[uint64]bool{}, map[uint64]bool{}
	}
	// It is learnt before the connection and again before the login, and a
	// token takes milliseconds.
	whole := maphash.Bytes(h.seed, password)
	if utf8.RuneCount(password) < plainWindow || h.knew[whole] {
		return
	}
	h.knew[whole] = true
	h.fine, h.step = map[int]map[uint64]bool{}, 1
	defer func() { h.fine = nil }()
	if len(password) > longSecret {
		h.step = longStride
	}
	for _, keep := range []func(rune) bool{visible, alphanumeric} {
		form := sifted(password, keep)
		h.add(form, plainWindow)
		slices.Reverse(form)
		h.add(form, plainWindow)
		clear(form)
	}
	for _, format := range []string{"%02x", "%02x00", "%d", "%03d", "%03o"} {
		list := make([]byte, 0, 4*len(password))
		for _, c := range password {
			list = fmt.Appendf(list, format, c)
		}
		h.add(list, encodedWindow)
		clear(list)
	}
	wide := make([]byte, 0, 2*len(password))
	for _, c := range password {
		wide = append(wide, c, 0)
	}
	for _, form := range [][]byte{password, wide} {
		for skip := range 3 {
			h.addBase64(form, skip)
		}
	}
	clear(wide)
	list := base32.StdEncoding.AppendEncode(nil, password)
	h.addEncoded(list)
}

// addBase64 adds the characters that password gives where it stands skip
// bytes behind a multiple of three, whatever stands around it.
func (h *echoDetector) addBase64(password []byte, skip int) {
	padded := append(make([]byte, skip, skip+len(password)), password...)
	list := base64.RawStdEncoding.AppendEncode(nil, padded)
	first, end := (8*skip+5)/6, 8*len(padded)/6
	h.addEncoded(list[first:end])
	clear(padded)
	clear(list)
}

func (h *echoDetector) addEncoded(list []byte) {
	form := sifted(list, alphanumeric)
	h.add(form, encodedWindow)
	clear(form)
	clear(list)
}

// add takes the windows of form, or the whole form where it is shorter. What
// stands in ordinary replies is left out: it is no secret, and a password out
// of such words must not hide the reply that explains why it was refused.
func (h *echoDetector) add(form []byte, window int) {
	window = min(window, len(form))
	if window < plainWindow {
		return
	}
	if h.bad[window] == nil {
		h.bad[window] = map[uint64]bool{}
	}
	for i := 0; i+window <= len(form); i += h.step {
		if part := form[i : i+window]; !h.isOrdinary(part) {
			h.bad[window][maphash.Bytes(h.seed, part)] = true
		}
	}
}

// isOrdinary tells whether a window stands in ordinary replies. For the many
// windows of a token their hashes are made first.
func (h *echoDetector) isOrdinary(part []byte) bool {
	said, window := ordinary(), len(part)
	if h.step == 1 {
		return bytes.Contains(said, part)
	}
	if h.fine[window] == nil {
		h.fine[window] = make(map[uint64]bool, len(said))
		for i := 0; i+window <= len(said); i++ {
			h.fine[window][maphash.Bytes(h.seed, said[i:i+window])] = true
		}
	}
	return h.fine[window][maphash.Bytes(h.seed, part)]
}

// saidOften is what mail servers commonly say, a sentence a line.
//
//go:embed ordinary.txt
var saidOften []byte

// ordinary is what servers commonly say, sifted.
var ordinary = sync.OnceValue(func() []byte {
	var all []byte
	for line := range bytes.Lines(saidOften) {
		for _, keep := range []func(rune) bool{visible, alphanumeric} {
			all = append(append(all, sifted(line, keep)...), ' ')
		}
	}
	return all
})

// repeats tells whether a reply repeats the password, alone or as the end of
// what the replies before it began.
func (h *echoDetector) repeats(text []byte) bool {
	if h.bad == nil {
		return false
	}
	joined := append(append(h.tail, ' '), text...)
	found := h.holdsSecret(joined)
	if found {
		joined = slices.Clone(text)
		if h.holdsSecret(text) {
			joined = nil
		}
	}
	h.tail = slices.Clone(joined[max(0, len(joined)-tailLength):])
	return found
}

// holdsSecret tells whether a text holds something learnt, whatever stands
// between the letters.
func (h *echoDetector) holdsSecret(text []byte) bool {
	if len(h.bad) == 0 {
		return false
	}
	for _, raw := range [][]byte{text, unescaped(text)} {
		for _, keep := range []func(rune) bool{visible, alphanumeric} {
			view := sifted(raw, keep)
			for window, bad := range h.bad {
				for i := 0; i+window <= len(view); i++ {
					if bad[maphash.Bytes(h.seed, view[i:i+window])] {
						return true
					}
				}
			}
		}
	}
	return false
}

// sifted keeps some characters of a text, in small letters of normal width.
func sifted(text []byte, keep func(rune) bool) []byte {
	const wideFirst, wideLast, wideFrom = 0xff01, 0xff5e, 0xfee0
	out := make([]byte, 0, 3*len(text)) // never grows, which would leave copies behind
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		if r >= wideFirst && r <= wideLast {
			r -= wideFrom
		}
		if r = unicode.ToLower(r); keep(r) {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

func visible(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }

func alphanumeric(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }
