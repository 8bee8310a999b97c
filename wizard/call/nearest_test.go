package call

import (
	"slices"
	"testing"
)

// One mishearing in a code is found again, with the group in which it is.
func TestNearFindsWhatWasMeant(t *testing.T) {
	const code = "8NDQ-8GN6"
	for typed, group := range map[string]int{"8MDQ-8GN6": 1, "8mdq 8gn6": 1, "8NBQ-8GN6": 1, "8NPQ8GN6": 1, "8NDQ-8GM6": 2, "eight mike delta quebec eight golf november six": 1} {
		near := Near(typed)
		at := slices.IndexFunc(near, func(n Nearest) bool { return n.Code == code })
		if at < 0 || near[at].Group != group {
			t.Errorf("%s: %+v, want %s in group %d", typed, near, code, group)
		}
	}
	for _, typed := range []string{code, "", "8NDQ", "nonsense and more", "\x00\xff"} {
		if near := Near(typed); len(near) > 0 {
			t.Errorf("%q: %+v", typed, near)
		}
	}
}
