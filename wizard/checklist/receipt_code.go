package checklist

import (
	"io"
	"strings"
)

// Alphabet is Crockford's base 32: no I, L, O and U, so that a code survives
// the phone and bad handwriting.
const Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// receiptSize is the number of symbols of a receipt code: 25 bits, enough
// that nobody types the right one without having seen the mail.
const receiptSize = 5

// ReceiptCode makes the code that the test mail carries in its subject and
// body and that the user types back as proof of receipt, such as "7KQ2F". It
// is no secret. Like crypto/rand it panics where random has nothing to give;
// pass [crypto/rand.Reader].
func ReceiptCode(random io.Reader) string {
	code := make([]byte, receiptSize)
	if _, err := io.ReadFull(random, code); err != nil {
		panic("receipt code: " + err.Error())
	}
	for i, b := range code {
		code[i] = Alphabet[b&31]
	}
	return string(code)
}

// practiceReceipt is the code of every practice mail, since nobody can read it
// in a mailbox.
const practiceReceipt = "7KQ2F"

// SameReceipt reports whether the code was typed, alone or among the words of
// the subject. Lower case, spaces, dashes, and O for 0 or I and L for 1 make
// no difference. An empty code is never the same.
func SameReceipt(typed, code string) bool {
	code = Symbols(code)
	if code == "" {
		return false
	}
	if Symbols(typed) == code {
		return true
	}
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" \t.,:;()[]\"'", r) }) {
		if Symbols(word) == code {
			return true
		}
	}
	return false
}

// Symbols turns what somebody typed or heard into symbols of [Alphabet]:
// capitals, without spaces, dashes, dots and underscores, with O read as 0
// and I and L as 1. Anything else stays as it is, for the caller to refuse.
func Symbols(typed string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			r += 'A' - 'a'
		}
		switch r {
		case ' ', '\t', '\r', '\n', '-', '.', '_', '\u00a0', '\u200b', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
			return -1
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, typed)
}
