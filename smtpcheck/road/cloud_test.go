package road

import (
	"net/url"
	"strings"
	"testing"
)

func TestClouds(t *testing.T) {
	ids, hosts := map[string]bool{}, map[string]bool{}
	for i, c := range Clouds {
		if c.ID == "" || c.Name == "" || c.Host == "" || c.Login == "" || c.Portal == "" || c.PowerShell == "" || c.Graph == "" {
			t.Errorf("%+v: a field that everybody needs is empty", c)
		}
		if ids[c.ID] || hosts[c.Host] {
			t.Errorf("%s: id or host used twice", c.ID)
		}
		ids[c.ID], hosts[c.Host] = true, true
		if c.LessTested != (i > 0) {
			t.Errorf("%s: LessTested is %v", c.ID, c.LessTested)
		}
		for _, link := range []string{c.SecurityInfo, c.Portal, c.Entra, c.Exchange, c.MFASettings} {
			if link == "" {
				continue
			}
			if u, err := url.Parse(link); err != nil || u.Scheme != "https" || u.Host == "" {
				t.Errorf("%s: %q is not a whole link", c.ID, link)
			}
		}
		if got, ok := FindCloud(c.ID); !ok || got != c {
			t.Errorf("FindCloud(%q) = %v, %v", c.ID, got, ok)
		}
	}
	if got, ok := FindCloud("mars"); ok || got.ID != Worldwide {
		t.Errorf("FindCloud of an unknown id = %v, %v", got.ID, ok)
	}
}

// lookAlikes makes names that a person could take for host.
func lookAlikes(host string) []string {
	fakes := []string{
		host + ".", "." + host, host + ".evil.example", "smtp." + host, "evil-" + host,
		strings.ToUpper(host), host + ":587", "https://" + host, host + "/", host + "#@evil.example",
		"user@" + host, "user:pass@" + host, host + "@evil.example", " " + host, host + " ", host + "\n",
		host + "\x00", "xn--" + host, "xn--smtp-office365-com.example",
	}
	homoglyphs := map[string][]string{
		"o": {"0", "о", "ο", "õ", "o\u0301"}, "i": {"1", "l", "і", "ı", "í"}, "c": {"с", "ç"}, "e": {"е", "é", "3"},
		"s": {"ѕ", "5", "ś"}, "p": {"р"}, "m": {"rn", "м"}, "t": {"т", "7"}, "f": {"ḟ"}, "k": {"\u212a"},
		".": {"。", "．", "-", "..", "\u200b."}, "3": {"З", "8"}, "6": {"б", "b"}, "5": {"s", "６"},
		"a": {"а"}, "r": {"г"}, "n": {"ո"}, "u": {"ս"}, "d": {"ԁ"}, "l": {"1", "ⅼ"},
	}
	for i := range len(host) {
		for _, g := range homoglyphs[host[i:i+1]] {
			fakes = append(fakes, host[:i]+g+host[i+1:])
		}
		fakes = append(fakes, host[:i]+host[i+1:], host[:i]+host[i:i+1]+host[i:], host[:i]+"\u200b"+host[i:])
	}
	for _, tld := range []string{"com", "us", "cn", "net", "org", "co", "cm", "info", "tld"} {
		base, own, _ := cutLast(host)
		if tld != own {
			fakes = append(fakes, base+"."+tld)
		}
	}
	return fakes
}

func cutLast(host string) (base, tld string, ok bool) {
	i := strings.LastIndexByte(host, '.')
	return host[:max(i, 0)], host[i+1:], i >= 0
}

func TestLookAlikesAreNotKnown(t *testing.T) {
	n := 0
	for _, c := range Clouds {
		if !KnownHost(c.Host) {
			t.Errorf("%s is shipped and not known", c.Host)
		}
		for _, fake := range lookAlikes(c.Host) {
			// A change of the ending can give another cloud's own host.
			if _, own := CloudOfHost(fake); own && fake != "smtp.office365.us" && fake != "smtp.office365.com" {
				t.Errorf("%q is taken for a known host", fake)
			}
			n++
		}
	}
	if n < 500 {
		t.Errorf("only %d look-alikes tried, want at least 500", n)
	}
}
