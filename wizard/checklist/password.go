package checklist

import (
	"strconv"
	"unicode/utf8"
)

// Lengths of passwords: an app password, in letters, and the most that is
// taken at all, in bytes.
const (
	appPasswordLetters = 16
	maxPassword        = 128
)

// ShapeKind is what a typed password looks like.
type ShapeKind int

const (
	AppPassword ShapeKind = iota // 16 small letters
	WrongLength                  // small letters only, but not 16
	LooksNormal                  // capitals, digits or signs: rather the normal password
)

// Shape is what a typed password looks like, and how many characters it has
// when white space is left out.
type Shape struct {
	Kind    ShapeKind
	Letters int
}

// CleanPassword reads a password as it was typed or pasted. White space, also
// no-break and zero-width, is left out where 16 small letters remain; from
// anything else only what surrounds it is taken away, since a normal password
// may hold spaces.
//
// The problem is nil for an app password. For the other shapes it says what
// is odd, and clean may still be used after the person has said yes to that.
// Where clean is nil there is nothing to use: nothing was typed, it is too
// long, or it holds a control character. Clean is a new slice; the caller
// wipes both. No text made here holds any part of the password.
func CleanPassword(typed []byte) (clean []byte, shape Shape, p *Problem) {
	if len(typed) > maxPassword {
		return nil, Shape{LooksNormal, 0}, &Problem{codeTooLong,
			"A password has at most 128 characters here. An app password has 16."}
	}
	shape = Shape{LooksNormal, CountLetters(typed)}
	if shape.Letters == 0 {
		return nil, shape, &Problem{codePassword, "Nothing was entered. Please paste the app password."}
	}
	if onlySmallLetters(typed) {
		shape.Kind = WrongLength
	}
	if shape.Kind == WrongLength && shape.Letters == appPasswordLetters {
		clean = make([]byte, 0, appPasswordLetters)
		for _, b := range typed {
			if 'a' <= b && b <= 'z' {
				clean = append(clean, b)
			}
		}
		return clean, Shape{AppPassword, appPasswordLetters}, nil
	}
	inner := trimBlank(typed)
	for _, b := range inner {
		if b < ' ' || b == 0x7f {
			return nil, shape, &Problem{codePassword,
				"The password has characters that are not allowed. Please paste the app password alone."}
		}
	}
	clean = append([]byte(nil), inner...)
	if shape.Kind == WrongLength {
		return clean, shape, &Problem{codePassword,
			"An app password has 16 letters. This one has " + strconv.Itoa(shape.Letters) + "."}
	}
	return clean, shape, &Problem{codePassword,
		"This looks like your normal password, not an app password. An app password is 16 small letters."}
}

// CountLetters counts the characters of a password without its white space,
// for "12 of 16 letters" while somebody types.
func CountLetters(typed []byte) int {
	n := 0
	for i := 0; i < len(typed); {
		r, size := utf8.DecodeRune(typed[i:])
		if !blank(r) {
			n++
		}
		i += size
	}
	return n
}

func onlySmallLetters(typed []byte) bool {
	for i := 0; i < len(typed); {
		r, size := utf8.DecodeRune(typed[i:])
		if !blank(r) && (r < 'a' || r > 'z') {
			return false
		}
		i += size
	}
	return true
}

// trimBlank is the part between the first and the last character that is not
// blank. It shares the memory of typed.
func trimBlank(typed []byte) []byte {
	for len(typed) > 0 {
		r, size := utf8.DecodeRune(typed)
		if !blank(r) {
			break
		}
		typed = typed[size:]
	}
	for len(typed) > 0 {
		r, size := utf8.DecodeLastRune(typed)
		if !blank(r) {
			break
		}
		typed = typed[:len(typed)-size]
	}
	return typed
}
