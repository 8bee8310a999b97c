package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/big"
	"net/url"
	"strings"
	"testing"
)

// canaryLetters are letters that hardly ever stand side by side in words, so
// that four of them in a row are no accident.
const canaryLetters = "bfjkpqvwxz"

// newCanary is a password in the shape of an app password, different in every
// test. It must never be found anywhere but in the keychain.
func newCanary() string {
	var b strings.Builder
	for range 16 {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(canaryLetters))))
		if err != nil {
			panic(err)
		}
		b.WriteByte(canaryLetters[n.Int64()])
	}
	return b.String()
}

// A needle is one form in which a password may leak.
type needle struct{ form, text string }

// needles are the forms that are searched for: eight encodings of the whole
// password, and any four letters of it in a row.
func needles(password string) []needle {
	groups := []string{password[:4], password[4:8], password[8:12], password[12:]}
	var percent strings.Builder
	var decimal []string
	for _, c := range []byte(password) {
		fmt.Fprintf(&percent, "%%%02x", c)
		decimal = append(decimal, fmt.Sprint(c))
	}
	all := []needle{
		{"raw", password},
		{"in groups", strings.Join(groups, " ")},
		{"in groups, percent-encoded", url.QueryEscape(strings.Join(groups, " "))},
		{"base64", base64.StdEncoding.EncodeToString([]byte(password))},
		{"base64url", base64.RawURLEncoding.EncodeToString([]byte(password))},
		{"hexadecimal", hex.EncodeToString([]byte(password))},
		{"hexadecimal", strings.ToUpper(hex.EncodeToString([]byte(password)))},
		{"percent-encoded", percent.String()},
		{"percent-encoded", strings.ToUpper(percent.String())},
		{"list of bytes", strings.Join(decimal, " ")},
		{"list of bytes", strings.Join(decimal, ", ")},
		{"list of bytes", strings.Join(decimal, ",")},
	}
	// Base64 of "\0user\0password" depends on the user's length modulo three:
	// every window of twelve characters that holds nothing but the password.
	for lead := range 3 {
		blob := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", lead) + password))
		from, to := (lead*8+5)/6, (lead+len(password))*8/6
		for at := from; at+12 <= to; at++ {
			all = append(all, needle{"part of a base64 login", blob[at : at+12]})
		}
	}
	for at := 0; at+4 <= len(password); at++ {
		all = append(all, needle{"four letters in a row", password[at : at+4]})
	}
	return all
}

// newToken is an access token as long as Microsoft's, different in every test.
func newToken() string {
	raw := make([]byte, 1200)
	if _, err := rand.Read(raw); err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// tokenNeedles are the forms of a token that are searched for. Whoever shows a
// token cuts it off somewhere, so it is the parts that are searched for: any 24
// characters in a row, in eight encodings.
func tokenNeedles(token string) []needle {
	const part = 24
	var all []needle
	for at := 0; at+part <= len(token); at += part / 2 {
		one := token[at : at+part]
		var percent strings.Builder
		var decimal []string
		for _, c := range []byte(one) {
			fmt.Fprintf(&percent, "%%%02x", c)
			decimal = append(decimal, fmt.Sprint(c))
		}
		all = append(all, needle{"part of the token", one},
			needle{"part of the token, hexadecimal", hex.EncodeToString([]byte(one))},
			needle{"part of the token, hexadecimal", strings.ToUpper(hex.EncodeToString([]byte(one)))},
			needle{"part of the token, percent-encoded", percent.String()},
			needle{"part of the token, percent-encoded", strings.ToUpper(percent.String())},
			needle{"part of the token, list of bytes", strings.Join(decimal, " ")},
			needle{"part of the token, list of bytes", strings.Join(decimal, ", ")},
			needle{"part of the token, list of bytes", strings.Join(decimal, ",")})
		for lead := range 3 { // base64 of something with the token in it, wherever it begins
			blob := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", lead) + one))
			all = append(all, needle{"part of the token, base64", blob[(lead*8+5)/6 : (lead+part)*8/6]})
		}
	}
	return all
}

// leak tells which of the forms stands in data; empty means none.
func leak(data []byte, forms []needle) string {
	for _, n := range forms {
		if bytes.Contains(data, []byte(n.text)) {
			return n.form
		}
	}
	return ""
}

func TestLeaksAreFound(t *testing.T) {
	password := newCanary()
	forms := needles(password)
	for _, n := range forms {
		if leak([]byte("before "+n.text+" after"), forms) == "" {
			t.Errorf("%s is not found", n.form)
		}
	}
	for _, user := range []string{"a@b.example", "ab@b.example", "abc@b.example"} {
		blob := base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password))
		if leak([]byte("AUTH PLAIN "+blob), forms) == "" {
			t.Errorf("AUTH PLAIN of %s is not found", user)
		}
	}
	for _, clean := range []string{"", "Paste the app password", "16 of 16 letters", newCanary()[:3]} {
		if form := leak([]byte(clean), forms); form != "" {
			t.Errorf("%q: found %s", clean, form)
		}
	}
}
