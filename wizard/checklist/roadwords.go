package checklist

import (
	"strings"
	"time"

	"mailready/smtpcheck"
	"mailready/smtpcheck/road"
)

// roadWords puts what the whole look found into the words of a verdict. The
// cause and its code stay; only the look knows what else could be reached.
func roadWords(v smtpcheck.Verdict, a *road.Answer, now time.Time) smtpcheck.Verdict {
	c := *v.Cause
	issuer := string(a.Issuer)
	other, _, _ := strings.Cut(a.Control.Host, ":")
	switch a.Verdict {
	case road.NoNetwork:
		c.Title = "no network"
		c.Happened = "Nothing outside answers this computer, neither {host} nor " + other + "."
		c.Owner, c.Fix = smtpcheck.You, ""
		c.Try = []string{
			"Open any web page, to see whether this computer has a connection at all.",
			"Look at the cable or the WLAN. Switch a VPN off, or on.",
			"Then look again here.",
		}
	case road.Blocked:
		switch a.Control.Finding {
		case road.ControlReached:
			c.Happened = "The network works, since " + other + " answers. Port {port} of {host} does not get through."
		case road.ControlIntercepted:
			c.Happened = "Port {port} of {host} does not get through. Other connections to Microsoft are read along by " + issuer + "."
		}
	case road.NoName:
		if a.Control.Finding == road.ControlReached {
			c.Happened = "The server \"{host}\" was not found. The network works, since " + other + " answers."
		}
	case road.Intercepted:
		if issuer != "" {
			c.Happened = "The certificate of {host} was issued by " + issuer + ". This computer does not trust that."
			c.Try = append([]string{"Ask who \"" + issuer + "\" is: security software, your company, or somebody in between."}, c.Try[1:]...)
		}
	case road.Clock:
		c.Happened = "This computer's clock shows " + now.Format("2 January 2006, 15:04") + ". That cannot be right, so no certificate can be checked."
	}
	v.Cause = &c
	return v
}
