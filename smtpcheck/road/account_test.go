package road

import (
	"mailready/smtpcheck/causes"
	"strings"
	"testing"
)

func TestAccount(t *testing.T) {
	for _, c := range []struct {
		address, provider string
		kind              causes.Account
	}{
		{"a@outlook.com", OutlookCom, causes.AccountConsumer},
		{"a@HOTMAIL.co.uk", OutlookCom, causes.AccountConsumer},
		{"a@live.com.", OutlookCom, causes.AccountConsumer},
		{"a@livemail.tw", OutlookCom, causes.AccountConsumer},
		{"a@msn.com", OutlookCom, causes.AccountConsumer},
		{"a@gmail.com", Google, causes.AccountOther},
		{"a@googlemail.com", Google, causes.AccountOther},
		{"a@yahoo.co.uk", "Yahoo", causes.AccountOther},
		{"a@contoso.onmicrosoft.com", "", causes.AccountWork},
		{"a@contoso.partner.onmschina.cn", "", causes.AccountWork},
		{"a@contoso.example", "", causes.AccountUnknown},
		{"a@gmail.com.contoso.example", "", causes.AccountUnknown},
		{"a@notgmail.com", "", causes.AccountUnknown},
		{"a@mail.outlook.com", "", causes.AccountUnknown},
		{"gmail.com", "", causes.AccountUnknown},
		{"", "", causes.AccountUnknown},
	} {
		kind, provider := Account(c.address)
		if kind != c.kind || provider != c.provider {
			t.Errorf("Account(%q) = %q, %q; want %q, %q", c.address, kind, provider, c.kind, c.provider)
		}
	}
}

func TestEveryDomainIsListedOnce(t *testing.T) {
	seen := map[string]string{}
	for _, p := range providers {
		for _, entry := range p.domains {
			name, endings, ok := strings.Cut(entry, ": ")
			if !ok || endings == "" {
				t.Errorf("%s: %q names no domain", p.name, entry)
			}
			for _, ending := range strings.Fields(endings) {
				d := name + "." + ending
				if seen[d] != "" {
					t.Errorf("%s is listed for %s and for %s", d, seen[d], p.name)
				}
				seen[d] = p.name
			}
		}
	}
}

func FuzzAccount(f *testing.F) {
	f.Add("a@outlook.com")
	f.Add("@@.")
	f.Fuzz(func(t *testing.T, address string) {
		kind, provider := Account(address)
		if (kind == causes.AccountUnknown || kind == causes.AccountWork) != (provider == "") {
			t.Errorf("Account(%q) = %q, %q", address, kind, provider)
		}
	})
}
