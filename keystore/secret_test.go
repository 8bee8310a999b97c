package keystore_test

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"mailready/keystore"
)

const password = "jqrxdyblalpjhgsg"

func secret() keystore.Secret { return keystore.NewSecret([]byte(password)) }

// shows reports how text shows a part of the password, in any encoding that
// a printer could have used.
func shows(text string) string {
	b := []byte(password)
	looks := map[string]string{"hex": hex.EncodeToString(b), "HEX": strings.ToUpper(hex.EncodeToString(b)),
		"hex apart": fmt.Sprintf("% x", b), "bytes": strings.Trim(fmt.Sprint(b), "[]"), "Go": fmt.Sprintf("%#v", b)[7:50],
		"base64": base64.StdEncoding.EncodeToString(b)[:20], "binary": strings.Trim(fmt.Sprintf("%b", b), "[]"),
		"octal": strings.Trim(fmt.Sprintf("%o", b), "[]"), "runes": strings.Trim(fmt.Sprintf("%U", b), "[]")}
	for name, look := range looks {
		if strings.Contains(text, look) {
			return name
		}
	}
	for i := range len(password) - 3 {
		if strings.Contains(text, password[i:i+4]) {
			return "four letters"
		}
	}
	return ""
}

// wrappers are the ways in which a secret may stand in something printed.
func wrappers() map[string]any {
	s := secret()
	p := &s
	type open struct{ Password keystore.Secret }
	type shut struct{ password keystore.Secret }
	type deep struct{ inner *shut }
	type both struct {
		keystore.Item
		keystore.Secret
	}
	return map[string]any{
		"value": s, "pointer": p, "pointer to pointer": &p, "field": open{s}, "hidden field": shut{s},
		"pointer to hidden": &shut{s}, "deep": deep{&shut{s}}, "slice": []keystore.Secret{s}, "array": [1]keystore.Secret{s},
		"map": map[string]keystore.Secret{"p": s}, "hidden in map": map[string]shut{"p": {s}}, "any": any(s),
		"list of any": []any{s, p, shut{s}}, "error": fmt.Errorf("login %v: %w", s, errors.Join(fmt.Errorf("%s", s))),
		"method": s.Use, "embedded": both{keystore.Item{}, s},
	}
}

func TestNoVerbShowsASecret(t *testing.T) {
	combinations := 0
	for name, v := range wrappers() {
		for _, verb := range "vTtbcdoOqxXUeEfFgGspw!" {
			for _, flags := range []string{"", "+", "#", "-20", "020", "20.3", " ", "+#"} {
				combinations++
				format := "%" + flags + string(verb)
				text := fmt.Sprintf(format, v)
				if how := shows(text); how != "" {
					t.Errorf("%s with %s shows it (%s): %s", name, format, how, text)
				}
			}
		}
	}
	t.Logf("%d combinations", combinations)
	if got := fmt.Sprintf("%s|%v|%+v|%#v|%x", secret(), secret(), secret(), secret(), secret()); got != strings.Repeat("|[redacted]", 5)[1:] {
		t.Errorf("a secret shows itself as %s", got)
	}
	if shows(password) == "" || shows(fmt.Sprint([]byte(password))) == "" || shows(fmt.Sprintf("%x", password)) == "" {
		t.Error("the search finds nothing")
	}
}

func TestNoEncoderShowsASecret(t *testing.T) {
	for name, v := range wrappers() {
		var out bytes.Buffer
		if data, err := json.MarshalIndent(v, "", " "); err == nil {
			out.Write(data)
		}
		if data, err := xml.Marshal(v); err == nil {
			out.Write(data)
		}
		gob.NewEncoder(&out).Encode(v) // an error is fine; what was written is what counts
		level := slog.HandlerOptions{Level: slog.LevelDebug, AddSource: true}
		slog.New(slog.NewJSONHandler(&out, &level)).Debug("m", "k", v, slog.Group("g", "k", v))
		slog.New(slog.NewTextHandler(&out, &level)).Debug("m", "k", v, slog.Group("g", "k", v))
		log.New(&out, "", 0).Print(v, v)
		fmt.Fprintln(&out, v)
		if how := shows(out.String()); how != "" {
			t.Errorf("%s is shown (%s): %s", name, how, out.String())
		}
	}
	data, err := json.Marshal(map[string]any{"p": secret()})
	if err != nil || string(data) != `{"p":"[redacted]"}` {
		t.Errorf("JSON: %s, %v", data, err)
	}
	var back struct{ P keystore.Secret }
	if err := json.Unmarshal([]byte(`{"P":"x"}`), &back); err == nil || !back.P.Empty() {
		t.Error("a secret was made from JSON")
	}
}

// A panic prints its value and the arguments of every call.
func TestNoPanicShowsASecret(t *testing.T) {
	defer func() {
		if how := shows(fmt.Sprintf("%v %+v %#v", recover(), secret(), errors.New(secret().String()))); how != "" {
			t.Errorf("shown: %s", how)
		}
	}()
	panic(secret())
}

func TestSecretIsLent(t *testing.T) {
	s := secret()
	copied := s
	fail := errors.New("from the borrower")
	if err := s.Use(func(b []byte) error {
		if string(b) != password {
			t.Errorf("lent %d bytes, not the password", len(b))
		}
		return fail
	}); err != fail {
		t.Errorf("Use returned %v", err)
	}
	if s.Len() != 16 || s.Empty() || !s.Equal(secret()) || s.Equal(keystore.NewSecret([]byte("jqrxdyblalpjhgsh"))) || s.Equal(keystore.Secret{}) {
		t.Error("Len, Empty or Equal is wrong")
	}
	if !s.Equal(copied) || !(keystore.Secret{}).Equal(keystore.NewSecret(nil)) {
		t.Error("Equal of a copy, or of two empty ones, is wrong")
	}
	copied.Destroy()
	copied.Destroy()
	if s.Len() != 0 || !s.Empty() || s.Equal(secret()) {
		t.Error("a destroyed secret still has something")
	}
	for _, none := range []keystore.Secret{s, {}, keystore.NewSecret(nil)} {
		if err := none.Use(func([]byte) error { t.Error("an empty secret was lent"); return nil }); !errors.Is(err, keystore.ErrEmpty) {
			t.Errorf("Use of nothing: %v", err)
		}
	}
}

// NewSecret takes the caller's bytes, so erasing them erases the only copy;
// but never under the hands of a borrower.
func TestDestroyWaitsForTheBorrower(t *testing.T) {
	owned := []byte(password)
	s := keystore.NewSecret(owned)
	s.Use(func(b []byte) error {
		s.Destroy()
		if string(b) != password {
			t.Error("erased while it was lent")
		}
		return nil
	})
	if !bytes.Equal(owned, make([]byte, 16)) {
		t.Error("not erased")
	}

	var all sync.WaitGroup
	s = secret()
	for range 8 {
		all.Go(func() {
			s.Use(func(b []byte) error {
				if string(b) != password {
					t.Error("erased while it was lent")
				}
				return nil
			})
		})
		all.Go(s.Destroy)
	}
	all.Wait()
}
