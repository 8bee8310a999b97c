package road

import (
	"mailready/smtpcheck/causes"
	"slices"
	"strings"
	"sync"
)

// OutlookCom and Google are the providers that the wizard explains at length.
const (
	OutlookCom = "Outlook.com"
	Google     = "Gmail"
)

// provider is a mail provider with the domains it gives to private people.
// Domains holds "name: ending ending", read as name.ending.
type provider struct {
	name    string
	kind    causes.Account
	domains []string
}

// providers are told by the domain alone. The list for Outlook.com is that of
// Thunderbird's autoconfiguration database (ispdb/hotmail.com.xml).
var providers = []provider{
	{OutlookCom, causes.AccountConsumer, []string{
		"hotmail: com be ca cl cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk co.id co.il co.in " +
			"co.jp co.kr co.th co.uk co.za com.ar com.au com.br com.hk com.tr com.tw com.vn",
		"outlook: com at be cl cz de dk es fr hu ie in it jp kr lv my ph pt sa sg sk co.id co.il co.th " +
			"com.ar com.au com.br com.gr com.tr com.vn",
		"live: com at be ca cl cn de dk fi fr hk ie in it jp nl no ru se co.jp co.kr co.uk co.za com.ar " +
			"com.au com.mx com.my com.ph com.pt com.sg",
		"msn: com", "windowslive: com", "livemail: tw"}},
	{Google, causes.AccountOther, []string{"gmail: com", "googlemail: com"}},
	{"Yahoo", causes.AccountOther, []string{
		"yahoo: com de fr it es ca in ie se no dk ro gr co.uk co.in co.id co.jp co.nz co.th com.ar com.au " +
			"com.br com.hk com.mx com.my com.ph com.sg com.tr com.tw com.vn",
		"ymail: com", "rocketmail: com"}},
	{"AOL", causes.AccountOther, []string{"aol: com de fr it es co.uk", "aim: com"}},
	{"iCloud", causes.AccountOther, []string{"icloud: com", "me: com", "mac: com"}},
	{"Proton", causes.AccountOther, []string{"proton: me", "protonmail: com ch", "pm: me"}},
	{"Zoho", causes.AccountOther, []string{"zoho: com eu in", "zohomail: com eu in"}},
	{"Fastmail", causes.AccountOther, []string{"fastmail: com fm"}},
	{"Tuta", causes.AccountOther, []string{"tuta: com io", "tutanota: com de", "tutamail: com", "keemail: me"}},
	{"GMX", causes.AccountOther, []string{"gmx: de net at ch com org eu fr es co.uk", "mail: com"}},
	{"WEB.DE", causes.AccountOther, []string{"web: de"}},
	{"Telekom", causes.AccountOther, []string{"t-online: de", "magenta: de"}},
	{"freenet", causes.AccountOther, []string{"freenet: de"}},
	{"Posteo", causes.AccountOther, []string{"posteo: de net"}},
	{"mailbox.org", causes.AccountOther, []string{"mailbox: org"}},
	{"Yandex", causes.AccountOther, []string{"yandex: ru com by kz", "ya: ru"}},
	{"Mail.ru", causes.AccountOther, []string{"mail: ru", "bk: ru", "inbox: ru", "list: ru"}},
	{"QQ Mail", causes.AccountOther, []string{"qq: com", "foxmail: com"}},
	{"NetEase", causes.AccountOther, []string{"163: com", "126: com", "yeah: net"}},
	{"Naver", causes.AccountOther, []string{"naver: com"}},
	{"Orange", causes.AccountOther, []string{"orange: fr", "wanadoo: fr"}},
	{"La Poste", causes.AccountOther, []string{"laposte: net"}},
	{"Free", causes.AccountOther, []string{"free: fr"}},
	{"Libero", causes.AccountOther, []string{"libero: it"}},
	{"Seznam", causes.AccountOther, []string{"seznam: cz", "email: cz"}},
	{"Bluewin", causes.AccountOther, []string{"bluewin: ch"}},
	{"Comcast", causes.AccountOther, []string{"comcast: net"}},
	{"Verizon", causes.AccountOther, []string{"verizon: net"}},
	{"AT&T", causes.AccountOther, []string{"att: net", "sbcglobal: net", "bellsouth: net"}},
	{"BT", causes.AccountOther, []string{"btinternet: com"}},
}

// workSuffixes are the domains that Microsoft gives to every organisation
// beside its own: an address there is a work account for certain.
var workSuffixes = []string{".onmicrosoft.com", ".onmicrosoft.us", ".partner.onmschina.cn"}

// byDomain is the provider of each domain, made when first asked for.
var byDomain = sync.OnceValue(func() map[string]*provider {
	m := map[string]*provider{}
	for i := range providers {
		for _, entry := range providers[i].domains {
			name, endings, _ := strings.Cut(entry, ": ")
			for _, ending := range strings.Fields(endings) {
				m[name+"."+ending] = &providers[i]
			}
		}
	}
	return m
})

// Account tells the kind of account from the address alone, and the name of
// the provider where it is a well-known one. A domain that is on no list is
// [causes.AccountUnknown]: only [Look] can tell where its mail goes.
func Account(address string) (kind causes.Account, provider string) {
	domain := Domain(address)
	if p := byDomain()[domain]; p != nil {
		return p.kind, p.name
	}
	if slices.ContainsFunc(workSuffixes, func(s string) bool { return strings.HasSuffix(domain, s) }) {
		return causes.AccountWork, ""
	}
	return causes.AccountUnknown, ""
}

// Domain is the part of the address after the last @, in lower case and
// without the dot that may end it. It is empty where there is no @.
func Domain(address string) string {
	i := strings.LastIndexByte(address, '@')
	if i < 0 {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(address[i+1:]), ".")
}
