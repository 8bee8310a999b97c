package checklist

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"
)

func TestReceiptCode(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code := ReceiptCode(rand.Reader)
		if len(code) != receiptSize || strings.Trim(code, Alphabet) != "" {
			t.Fatalf("%q is no code", code)
		}
		seen[code] = true
	}
	if len(seen) < 990 {
		t.Errorf("only %d different codes of 1000", len(seen))
	}
	if got := ReceiptCode(bytes.NewReader([]byte{0, 31, 32, 255, 10})); got != "0Z0ZA" {
		t.Errorf("got %q, want 0Z0ZA", got)
	}
}

func TestSameReceipt(t *testing.T) {
	const code = "7K0Q1"
	for _, typed := range []string{"7K0Q1", "7k0q1", " 7k-oq-l ", "7KOQI", "7 K 0 Q 1", "mailready test 7K0Q1", "Code: 7k0q1.", "[7k0q1] test"} {
		if !SameReceipt(typed, code) {
			t.Errorf("%q was not taken", typed)
		}
	}
	for _, typed := range []string{"", "7K0Q", "7K0Q12", "8K0Q1", "K70Q1", "mailready test"} {
		if SameReceipt(typed, code) {
			t.Errorf("%q was taken", typed)
		}
	}
	if SameReceipt("", "") || SameReceipt("-", "") {
		t.Error("an empty code was taken")
	}
}

func FuzzSymbols(f *testing.F) {
	f.Add("7k0q-1\u00a0")
	f.Fuzz(func(t *testing.T, typed string) {
		once := Symbols(typed)
		if Symbols(once) != once {
			t.Errorf("%q: reading it again changes %q", typed, once)
		}
	})
}
