package checklist

import (
	"strings"
	"testing"
)

func TestMisplacedPassword(t *testing.T) {
	for typed, want := range map[string]bool{
		"jqrxdyblalpjhgsg": true, "jqrx dybl alpj hgsg": true, " jqrx-dybl-alpj-hgsg ": true, "jqrx\u00a0dybl\u00a0alpj\u00a0hgsg": true,
		"Jqrx dybl alpj hgsg": true, "jqrx\tdybl\talpj\thgsg": true, "jqrx – dybl – alpj – hgsg": true,
		"anna@contoso.example": false, "smtp.office365.com": false, "jqrxdyblalpjhgs": false, "jqrx dybl alpj": false,
		"jqrx dybl alpj hgs7": false, "587": false, "": false, "please send this mail": false,
	} {
		p := misplacedPassword(typed)
		if (p != nil) != want {
			t.Errorf("%q: %v", typed, p)
		}
		if p != nil && (!p.Secret() || strings.Contains(p.Error(), "jqrx")) {
			t.Errorf("%q: %v", typed, p)
		}
	}
}
