package checklist

import (
	"strings"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
)

// roadWords puts what the whole look found into the words of a verdict. The
// cause and its code stay; only the look knows what else could be reached.
func roadWords(v causes.Verdict, a *road.Answer, now time.Time) causes.Verdict {
	c := *v.Cause
	issuer := string(a.Issuer)
	other, _, _ := strings.Cut(a.Control.Host, ":")
	switch a.Verdict {
	case road.NoNetwork:
		c.Worded = "no network"
		c.Title = "no network"
		c.Happened = "Nothing outside answers this computer, neither {host} nor " + other + "."
		c.Owner, c.Fix = causes.You, ""
		c.Try = []string{
			"Open any web page, to see whether this computer has a connection at all.",
			"Look at the cable or the WLAN. Switch a VPN off, or on.",
			"Then look again here.",
		}
	case road.Blocked:
		switch a.Control.Finding {
		case road.ControlReached:
			c.Worded = "reached"
			c.Happened = "The network works, since " + other + " answers. Port {port} of {host} does not get through."
		case road.ControlIntercepted:
			c.Worded = "intercepted"
			c.Happened = "Port {port} of {host} does not get through. Other connections to Microsoft are read along by " + issuer + "."
		}
	case road.NoName:
		if a.Control.Finding == road.ControlReached {
			c.Worded = "reached"
			c.Happened = "The server \"{host}\" was not found. The network works, since " + other + " answers."
		}
	case road.Intercepted:
		if issuer != "" {
			c.Worded = "issuer"
			c.Happened = "The certificate of {host} was issued by " + issuer + ". This computer does not trust that."
			c.Try = append([]string{"Ask who \"" + issuer + "\" is: security software, your company, or somebody in between."}, c.Try[1:]...)
		}
	case road.Clock:
		c.Worded = "clock"
		c.Happened = "This computer's clock shows " + now.Format("2 January 2006, 15:04") + ". That cannot be right, so no certificate can be checked."
	}
	v.Cause = &c
	return v
}

// lookWorded is a look with which [roadWords] words a cause in this variant;
// the issuer is whoever signed the certificate.
func lookWorded(variant, code, issuer string) *road.Answer {
	a := &road.Answer{Issuer: smtpcheck.Text(issuer), Control: road.Control{Host: road.DefaultControl}}
	switch variant {
	case "no network":
		a.Verdict = road.NoNetwork
	case "reached":
		a.Verdict, a.Control.Finding = road.Blocked, road.ControlReached
		if code == "NET-DNS" {
			a.Verdict = road.NoName
		}
	case "intercepted":
		a.Verdict, a.Control.Finding = road.Blocked, road.ControlIntercepted
	case "issuer":
		a.Verdict = road.Intercepted
	case "clock":
		a.Verdict = road.Clock
	}
	return a
}
