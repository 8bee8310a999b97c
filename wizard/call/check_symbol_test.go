package call

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"mailready/wizard/checklist"
)

// The check symbol is linear: an error goes unseen only if what it adds to a
// code is itself a code. So these two tests over all additions prove it for
// all codes, whatever they say.
func TestEverySingleErrorIsSeen(t *testing.T) {
	for at := range symbols {
		for wrong := byte(1); wrong < 32; wrong++ {
			added := make([]byte, symbols)
			added[at] = wrong
			if remainder(added) == 0 {
				t.Errorf("a change by %d of symbol %d is not seen", wrong, at+1)
			}
		}
	}
}

func TestEverySwapIsSeen(t *testing.T) {
	for i := range symbols {
		for j := i + 1; j < symbols; j++ {
			for a := range byte(32) {
				for b := range byte(32) {
					before, after := make([]byte, symbols), make([]byte, symbols)
					before[i], before[j] = a, b
					after[i], after[j] = b, a
					if a != b && remainder(before) == remainder(after) {
						t.Errorf("swapping %d and %d at %d and %d is not seen", a, b, i+1, j+1)
					}
				}
			}
		}
	}
}

// The linearity that the two tests above stand on.
func TestRemainderIsLinear(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 100000 {
		a, b, sum := make([]byte, symbols), make([]byte, symbols), make([]byte, symbols)
		for i := range symbols {
			a[i], b[i] = byte(random.IntN(32)), byte(random.IntN(32))
			sum[i] = a[i] ^ b[i]
		}
		if remainder(sum) != remainder(a)^remainder(b) {
			t.Fatalf("%v and %v", a, b)
		}
	}
}

// The same through the front door: every single error and every swap of
// neighbours in some thousand codes.
func TestDamagedCodesAreRefused(t *testing.T) {
	random, damaged := rand.New(rand.NewPCG(7, 8)), 0
	defer func() { t.Attr("damaged-codes", strconv.Itoa(damaged)) }()
	mustBeBad := func(t *testing.T, code string) { damaged++; mustBeBad(t, code) }
	for range 2000 {
		code := strings.ReplaceAll(Encode(anyCall(random)), "-", "")
		for i := range code {
			for _, wrong := range checklist.Alphabet {
				if damaged := code[:i] + string(wrong) + code[i+1:]; damaged != code {
					mustBeBad(t, damaged)
				}
			}
			if i > 0 && code[i-1] != code[i] {
				mustBeBad(t, code[:i-1]+code[i:i+1]+code[i-1:i]+code[i+1:])
			}
		}
	}
}
