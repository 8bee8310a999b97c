package road

import (
	"context"
	"net"
	"slices"
	"strings"
	"sync"

	"mailready/smtpcheck"
)

// Resolver is what the look asks of the domain name system. A [net.Resolver]
// is one.
type Resolver interface {
	smtpcheck.Resolver
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupTXT(ctx context.Context, name string) ([]string, error)
}

// Home is where a domain's mail is at home.
type Home string

// Where a domain's mail can be. HomeUnknown is a good answer too: behind a
// gateway, or with a name server that says nothing, nobody can tell.
const (
	HomeUnknown   Home = ""
	HomeMicrosoft Home = "microsoft" // Microsoft 365 of an organisation
	HomeConsumer  Home = "consumer"  // Outlook.com
	HomeElsewhere Home = "elsewhere" // another provider
)

// Mail is what the domain name system says about a domain's mail.
type Mail struct {
	Home     Home
	Provider string   // name of the provider elsewhere, or of the gateway in front; often empty
	Gateway  bool     // the mail passes a filtering service first, so its home is hidden
	MX       []string // names of the mail exchangers, the preferred one first; at most 8
	SPF      bool     // the domain lets Microsoft 365 send in its name
	Err      error    // why the exchangers could not be found, nil otherwise
}

const maxExchangers = 8

// exchangers tells by the end of a mail exchanger's name who runs it.
var exchangers = []struct {
	suffix, provider string
	home             Home
}{
	{".mail.protection.outlook.com", "", HomeMicrosoft},
	{".mx.microsoft", "", HomeMicrosoft},
	{".mail.protection.office365.us", "", HomeMicrosoft},
	{".mail.protection.partner.outlook.cn", "", HomeMicrosoft},
	{".olc.protection.outlook.com", OutlookCom, HomeConsumer},

	{".google.com", "Google", HomeElsewhere},
	{".googlemail.com", "Google", HomeElsewhere},
	{".yahoodns.net", "Yahoo", HomeElsewhere},
	{".mail.icloud.com", "iCloud", HomeElsewhere},
	{".zoho.com", "Zoho", HomeElsewhere},
	{".zoho.eu", "Zoho", HomeElsewhere},
	{".protonmail.ch", "Proton", HomeElsewhere},
	{".messagingengine.com", "Fastmail", HomeElsewhere},
	{".yandex.net", "Yandex", HomeElsewhere},
	{".emailsrvr.com", "Rackspace", HomeElsewhere},
	{".secureserver.net", "GoDaddy", HomeElsewhere},
	{".kundenserver.de", "IONOS", HomeElsewhere},
	{".ionos.com", "IONOS", HomeElsewhere},
	{".rzone.de", "Strato", HomeElsewhere},
	{".kasserver.com", "ALL-INKL", HomeElsewhere},
	{".your-server.de", "Hetzner", HomeElsewhere},
	{".mailbox.org", "mailbox.org", HomeElsewhere},
	{".ovh.net", "OVH", HomeElsewhere},
	{".gandi.net", "Gandi", HomeElsewhere},
	{".infomaniak.ch", "Infomaniak", HomeElsewhere},
	{".one.com", "one.com", HomeElsewhere},
	{".hostinger.com", "Hostinger", HomeElsewhere},
	{".titan.email", "Titan", HomeElsewhere},
	{".migadu.com", "Migadu", HomeElsewhere},
	{".amazonaws.com", "Amazon", HomeElsewhere},
	{".mailgun.org", "Mailgun", HomeElsewhere},
}

// gateways are filtering services that stand in front of any provider.
var gateways = []struct{ suffix, provider string }{
	{".pphosted.com", "Proofpoint"}, {".ppe-hosted.com", "Proofpoint"}, {".gpphosted.com", "Proofpoint"},
	{".mimecast.com", "Mimecast"}, {".mimecast.co.za", "Mimecast"}, {".mimecast-offshore.com", "Mimecast"},
	{".barracudanetworks.com", "Barracuda"}, {".cudaops.com", "Barracuda"},
	{".iphmx.com", "Cisco"}, {".messagelabs.com", "Symantec"}, {".mailcontrol.com", "Forcepoint"},
	{".trendmicro.com", "Trend Micro"}, {".trendmicro.eu", "Trend Micro"}, {".sophos.com", "Sophos"},
	{".hornetsecurity.com", "Hornetsecurity"}, {".antispameurope.com", "Hornetsecurity"},
	{".retarus.com", "Retarus"}, {".expurgate.net", "eXpurgate"}, {".nospamproxy.com", "NoSpamProxy"},
	{".antispamcloud.com", "SpamExperts"}, {".mailspamprotection.com", "SpamExperts"},
	{".fireeyecloud.com", "Trellix"}, {".fortimailcloud.com", "Fortinet"}, {".mxrecord.io", "Cloudflare"},
	{".arsmtp.com", "Zix"}, {".zixmail.net", "Zix"}, {".vadesecure.com", "Vade"}, {".mailinblack.com", "Mailinblack"},
	{".mailanyone.net", "FuseMail"}, {".securence.com", "Securence"}, {".spamtitan.com", "SpamTitan"},
}

// spfOfMicrosoft are the SPF terms that let Microsoft 365 send (RFC 7208
// section 5.2).
var spfOfMicrosoft = []string{
	"include:spf.protection.outlook.com",
	"include:spf.protection.office365.us",
	"include:spf.protection.partner.outlook.cn",
}

// lookMail asks for the mail exchangers and the SPF record at once.
func lookMail(ctx context.Context, resolver Resolver, domain string) Mail {
	var m Mail
	if domain == "" {
		return m
	}
	domain += "." // as it stands: no search list of this computer
	var both sync.WaitGroup
	both.Go(func() { m.MX, m.Err = lookMX(ctx, resolver, domain) })
	both.Go(func() { m.SPF = lookSPF(ctx, resolver, domain) })
	both.Wait()
	m.judge()
	return m
}

func lookMX(ctx context.Context, resolver Resolver, domain string) ([]string, error) {
	// The standard library gives the good records along with an error about
	// the malformed ones.
	records, err := resolver.LookupMX(ctx, domain)
	records = slices.DeleteFunc(slices.Clone(records), func(mx *net.MX) bool { return mx == nil || !plainName(mx.Host) })
	slices.SortStableFunc(records, func(a, b *net.MX) int { return int(a.Pref) - int(b.Pref) })
	var names []string
	for _, mx := range records[:min(len(records), maxExchangers)] {
		names = append(names, strings.TrimSuffix(strings.ToLower(mx.Host), "."))
	}
	if len(names) > 0 {
		return names, nil
	}
	return nil, err
}

func lookSPF(ctx context.Context, resolver Resolver, domain string) bool {
	records, _ := resolver.LookupTXT(ctx, domain)
	for _, txt := range records {
		terms := strings.Fields(strings.ToLower(txt))
		if len(terms) == 0 || terms[0] != "v=spf1" {
			continue
		}
		if slices.ContainsFunc(terms, func(term string) bool {
			return slices.Contains(spfOfMicrosoft, strings.TrimLeft(term, "+?~"))
		}) {
			return true
		}
	}
	return false
}

// judge reads the records. Microsoft's own exchanger anywhere among them
// counts, since a second one may be for emergencies only. A gateway hides the
// home, and a provider elsewhere whose domain lets Microsoft 365 send may
// serve only a part of the mailboxes.
func (m *Mail) judge() {
	for _, name := range m.MX {
		for _, g := range gateways {
			if under(name, g.suffix) && m.Provider == "" {
				m.Gateway, m.Provider = true, g.provider
			}
		}
		for _, x := range exchangers {
			if !under(name, x.suffix) {
				continue
			}
			if x.home == HomeMicrosoft {
				m.Home, m.Provider, m.Gateway = HomeMicrosoft, "", false
				return
			}
			if m.Home == HomeUnknown && !m.Gateway {
				m.Home, m.Provider = x.home, x.provider
			}
		}
	}
	if m.Home == HomeElsewhere && m.SPF {
		m.Home = HomeUnknown
	}
}

// under tells whether name ends in suffix, with at least one label before it
// or nothing at all.
func under(name, suffix string) bool {
	return strings.HasSuffix("."+name, suffix)
}

// plainName tells whether a name that a stranger's name server gave is fit to
// be shown. It leaves out the single dot of a domain that takes no mail (RFC
// 7505).
func plainName(name string) bool {
	return len(name) > 1 && len(name) <= 254 && !strings.ContainsFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '.' || r == '-' || r == '_')
	})
}
