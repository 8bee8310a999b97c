package road

import (
	"strings"
	"testing"

	"mailready/smtpcheck"
)

func TestAccount(t *testing.T) {
	for _, c := range []struct {
		address, provider string
		kind              smtpcheck.Account
	}{
		{"a@outlook.com", OutlookCom, smtpcheck.AccountConsumer},
		{"a@HOTMAIL.co.uk", OutlookCom, smtpcheck.AccountConsumer},
		{"a@live.com.", OutlookCom, smtpcheck.AccountConsumer},
		{"a@livemail.tw", OutlookCom, smtpcheck.AccountConsumer},
		{"a@msn.com", OutlookCom, smtpcheck.AccountConsumer},
		{"a@gmail.com", Google, smtpcheck.AccountOther},
		{"a@googlemail.com", Google, smtpcheck.AccountOther},
		{"a@yahoo.co.uk", "Yahoo", smtpcheck.AccountOther},
		{"a@contoso.onmicrosoft.com", "", smtpcheck.AccountWork},
		{"a@contoso.partner.onmschina.cn", "", smtpcheck.AccountWork},
		{"a@contoso.example", "", smtpcheck.AccountUnknown},
		{"a@gmail.com.contoso.example", "", smtpcheck.AccountUnknown},
		{"a@notgmail.com", "", smtpcheck.AccountUnknown},
		{"a@mail.outlook.com", "", smtpcheck.AccountUnknown},
		{"gmail.com", "", smtpcheck.AccountUnknown},
		{"", "", smtpcheck.AccountUnknown},
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
		if (kind == smtpcheck.AccountUnknown || kind == smtpcheck.AccountWork) != (provider == "") {
			t.Errorf("Account(%q) = %q, %q", address, kind, provider)
		}
	})
}
