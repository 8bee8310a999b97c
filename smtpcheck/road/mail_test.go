package road

import (
	"mailready/smtpcheck/causes"
	"net"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func mx(names ...string) []*net.MX {
	var all []*net.MX
	for i, n := range names {
		all = append(all, &net.MX{Host: n, Pref: uint16(10 * i)})
	}
	return all
}

func TestWhereTheMailIs(t *testing.T) {
	const spf = "v=spf1 ip4:192.0.2.0/24 include:spf.protection.outlook.com -all"
	for _, c := range []struct {
		name     string
		mx       []*net.MX
		txt      []string
		home     Home
		provider string
		gateway  bool
		account  causes.Account
	}{
		{"Microsoft 365", mx("x-example.mail.protection.outlook.com."), nil, HomeMicrosoft, "", false, causes.AccountWork},
		{"with the newer exchangers", mx("x-example.o-v1.mx.microsoft."), nil, HomeMicrosoft, "", false, causes.AccountWork},
		{"in upper case", mx("X-EXAMPLE.MAIL.PROTECTION.OUTLOOK.COM."), nil, HomeMicrosoft, "", false, causes.AccountWork},
		{"GCC High", mx("x-example.mail.protection.office365.us."), nil, HomeMicrosoft, "", false, causes.AccountWork},
		{"China", mx("x-example.mail.protection.partner.outlook.cn."), nil, HomeMicrosoft, "", false, causes.AccountWork},
		{"Outlook.com", mx("x-example.olc.protection.outlook.com."), nil, HomeConsumer, OutlookCom, false, causes.AccountConsumer},
		{"Google", mx("aspmx.l.google.com.", "alt1.aspmx.l.google.com."), nil, HomeElsewhere, "Google", false, causes.AccountOther},
		{"Google, newer", mx("smtp.google.com."), nil, HomeElsewhere, "Google", false, causes.AccountOther},
		{"Google, and Microsoft 365 may send", mx("smtp.google.com."), []string{spf}, HomeUnknown, "Google", false, causes.AccountUnknown},
		{"Proofpoint", mx("mx0a-001.pphosted.com."), nil, HomeUnknown, "Proofpoint", true, causes.AccountUnknown},
		{"Mimecast with SPF", mx("eu-smtp-inbound-1.mimecast.com."), []string{"other=1", spf}, HomeUnknown, "Mimecast", true, causes.AccountUnknown},
		{"Barracuda", mx("d1.ess.barracudanetworks.com."), nil, HomeUnknown, "Barracuda", true, causes.AccountUnknown},
		{"gateway first, Microsoft behind", mx("mx.pphosted.com.", "x.mail.protection.outlook.com."), nil, HomeMicrosoft, "", false, causes.AccountWork},
		{"own server", mx("mail.contoso.example."), nil, HomeUnknown, "", false, causes.AccountUnknown},
		{"takes no mail", mx("."), nil, HomeUnknown, "", false, causes.AccountUnknown},
		{"names with tricks", mx("\x1b[2Jx.mail.protection.outlook.com.", "\u202e.google.com."), nil, HomeUnknown, "", false, causes.AccountUnknown},
		{"only looks alike", mx("mail.protection.outlook.com.evil.example.", "evilmail.protection.outlook.com.x.", "notgoogle.com."), nil, HomeUnknown, "", false, causes.AccountUnknown},
		{"nothing found", nil, nil, HomeUnknown, "", false, causes.AccountUnknown},
	} {
		z := &zone{mx: map[string][]*net.MX{"contoso.example.": c.mx}, txt: map[string][]string{"contoso.example.": c.txt}}
		a := Look(t.Context(), Question{Address: "office@contoso.example", Resolver: z})
		if a.Mail.Home != c.home || a.Mail.Provider != c.provider || a.Mail.Gateway != c.gateway || a.Account != c.account {
			t.Errorf("%s: %+v, account %q", c.name, a.Mail, a.Account)
		}
		if a.Mail.SPF != slices.Contains(c.txt, spf) {
			t.Errorf("%s: SPF %v", c.name, a.Mail.SPF)
		}
	}
}

func TestSPF(t *testing.T) {
	for txt, want := range map[string]bool{
		"v=spf1 include:spf.protection.outlook.com -all":      true,
		"V=SPF1 +Include:SPF.protection.outlook.com ~all":     true,
		"v=spf1 include:spf.protection.office365.us -all":     true,
		"v=spf1 -include:spf.protection.outlook.com -all":     false,
		"v=spf1 include:spf.protection.outlook.com.evil.test": false,
		"v=spf10 include:spf.protection.outlook.com":          false,
		"include:spf.protection.outlook.com":                  false,
		"":                                                    false,
	} {
		z := &zone{txt: map[string][]string{"contoso.example.": {txt}}}
		if got := lookSPF(t.Context(), z, "contoso.example."); got != want {
			t.Errorf("%q: %v", txt, got)
		}
	}
}

func TestPreferredExchangerFirst(t *testing.T) {
	z := &zone{mx: map[string][]*net.MX{"contoso.example.": {{Host: "b.example.", Pref: 20}, {Host: "A.example.", Pref: 5}, nil}}}
	names, err := lookMX(t.Context(), z, "contoso.example.")
	if err != nil || !slices.Equal(names, []string{"a.example", "b.example"}) {
		t.Errorf("%q, %v", names, err)
	}
	many := make([]*net.MX, 1000)
	for i := range many {
		many[i] = &net.MX{Host: "mx.example."}
	}
	z.mx["contoso.example."] = many
	if names, _ := lookMX(t.Context(), z, "contoso.example."); len(names) != maxExchangers {
		t.Errorf("%d names are kept", len(names))
	}
}

func TestSilentNameServerIsNotWaitedForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		a := Look(t.Context(), Question{Address: "a@silent.example", Resolver: contoso()})
		if took := time.Since(began); took != forMail || a.Mail.Home != HomeUnknown || a.Mail.Err == nil {
			t.Errorf("after %v: %+v", took, a.Mail)
		}
	})
}
