package appcert

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// What is made can be read, by this user alone, and what is there is never
// overwritten.
func TestMakeAndRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "app.pem")
	now := time.Now()
	made, err := Make(path, "mailready on desk", now)
	if err != nil {
		t.Fatal(err)
	}
	read, err := Read(path)
	if err != nil || !read.Leaf.Equal(made) || made.NotAfter.Sub(now).Round(time.Hour) != Lives || made.Subject.CommonName != "mailready on desk" ||
		read.Key.Public().(*rsa.PublicKey).N.BitLen() != Bits || !regexp.MustCompile(`^[0-9A-F]{40}$`).MatchString(Thumbprint(made)) {
		t.Fatalf("%v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error("others may read the key")
	}
	before, _ := os.ReadFile(path)
	public, err := os.ReadFile(filepath.Join(dir, "app.cer"))
	if err != nil || strings.Contains(string(public), "PRIVATE") || !strings.HasSuffix(string(before), string(public)) {
		t.Errorf("the admin's file: %v", err)
	}
	for _, name := range []string{"app.pem", "app.key", "other.cer"} { // app.cer is there
		if _, err := Make(filepath.Join(dir, name), "x", now); err == nil || name != "other.cer" && !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	after, _ := os.ReadFile(path)
	left, _ := os.ReadDir(dir)
	if string(after) != string(before) || len(left) != 2 {
		t.Errorf("%d files, changed %t", len(left), string(after) != string(before))
	}
	if _, err := Make(filepath.Join(dir, "none", "app.pem"), "x", now); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// blocks is a file of these parts.
func blocks(parts ...*pem.Block) []byte {
	var text []byte
	for _, p := range parts {
		text = append(text, pem.EncodeToMemory(p)...)
	}
	return text
}

// What cannot be used says why, and nothing of what it holds.
func TestUselessFiles(t *testing.T) {
	issued := func(bits int) (key *rsa.PrivateKey, certificate *pem.Block) {
		key, err := rsa.GenerateKey(rand.Reader, bits)
		if err != nil {
			t.Fatal(err)
		}
		form := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
		der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		return key, &pem.Block{Type: certificateBlock, Bytes: der}
	}
	pkcs8 := func(key any) *pem.Block {
		raw, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		return &pem.Block{Type: keyBlock, Bytes: raw}
	}
	key, certificate := issued(2048)
	_, other := issued(2048)
	short, shortCertificate := issued(1024)
	elliptical, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	old := &pem.Block{Type: oldKeyBlock, Bytes: x509.MarshalPKCS1PrivateKey(key)}
	for name, c := range map[string]struct {
		text []byte
		says string
	}{
		"PKCS #8":             {blocks(pkcs8(key), certificate), ""},
		"PKCS #1, chain":      {blocks(certificate, old, other), ""},
		"empty":               {nil, "no private key"},
		"no PEM":              {[]byte("\x30\x82\x01"), "no private key"},
		"no key":              {blocks(certificate), "no private key"},
		"no certificate":      {blocks(pkcs8(key)), "no certificate"},
		"another certificate": {blocks(pkcs8(key), other), "another key"},
		"two keys":            {blocks(pkcs8(key), old, certificate), "more than one key"},
		"short":               {blocks(pkcs8(short), shortCertificate), "1024 bits"},
		"EC":                  {blocks(pkcs8(elliptical), certificate), "must be an RSA key"},
		"EC, old form":        {blocks(&pem.Block{Type: "EC PRIVATE KEY", Bytes: []byte("x")}, certificate), "must be an RSA key"},
		"encrypted":           {blocks(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte("x")}, certificate), "encrypted"},
		"encrypted, old form": {blocks(&pem.Block{Type: oldKeyBlock, Headers: map[string]string{"DEK-Info": "AES"}, Bytes: []byte("x")}, certificate), "encrypted"},
		"broken key":          {blocks(&pem.Block{Type: keyBlock, Bytes: []byte("canary")}, certificate), "key cannot be read"},
		"broken certificate":  {blocks(pkcs8(key), &pem.Block{Type: certificateBlock, Bytes: []byte("canary")}), "certificate cannot be read"},
	} {
		path := filepath.Join(t.TempDir(), "app.pem")
		if err := os.WriteFile(path, c.text, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Read(path)
		if (err == nil) != (c.says == "") || err != nil && (!strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "canary")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if c, err := parse(text); err == nil && (c.Leaf == nil || c.Key == nil) {
			t.Error("half a pair")
		}
	})
}
