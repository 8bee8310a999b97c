// Package signin signs a person in with Microsoft, so that a program can send
// mail without a password (OAuth 2.0, RFC 6749, with PKCE, RFC 7636).
//
// An [App] is the registration that an admin has made. [App.Begin] opens the
// way over the browser and back to this computer, [App.Device] the one with a
// code to type on another, and [App.Refresh] gets a new access token without a
// person. [App.AppOnly] is for a program that signs in as itself, with nobody
// there. What comes out are [Tokens], which show themselves nowhere, and who has
// signed in. Errors are of the type [Error], with Microsoft's own number.
package signin

import (
	"cmp"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Microsoft's login service for the worldwide cloud, and what a token is asked
// for there (Microsoft: authenticate an SMTP connection using OAuth).
const (
	DefaultLogin = "https://login.microsoftonline.com"
	DefaultScope = "https://outlook.office.com/SMTP.Send"
)

// How long is waited, unless the App says otherwise.
const (
	BrowserPatience = 5 * time.Minute  // for the person at the browser
	AnswerPatience  = 10 * time.Second // for one answer of the login service
)

// App is the registration with which a person signs in. Nothing in it is
// secret: a program on somebody's computer cannot keep a secret (RFC 8252
// section 8.5).
type App struct {
	ClientID string // the Application (client) ID
	Tenant   string // the Directory (tenant) ID, or "organizations" or "consumers"
	Login    string // the login service, https://HOST; empty: DefaultLogin
	Scope    string // what the token is for; empty: DefaultScope
	Hint     string // the address that is to sign in, filled in on the page

	// HTTP asks the login service; nil: a client with the system's certificates
	// and proxies. Redirects and other hosts are refused whatever it allows.
	HTTP *http.Client
	// Listen opens the place on this computer to which the browser comes back,
	// and tells its port; nil: 127.0.0.1 and [::1] at one free port.
	Listen func() (places []net.Listener, port int, err error)
	// Now is the clock; nil: time.Now.
	Now func() time.Time
}

// scopes are asked for together: one resource, a refresh token, and who it is.
func (a App) scopes() []string {
	return []string{cmp.Or(a.Scope, DefaultScope), "offline_access", "openid", "profile"}
}

func (a App) config(redirect string) *oauth2.Config {
	base := strings.TrimRight(cmp.Or(a.Login, DefaultLogin), "/") + "/" + url.PathEscape(a.Tenant) + "/oauth2/v2.0/"
	return &oauth2.Config{
		ClientID: a.ClientID, RedirectURL: redirect, Scopes: a.scopes(),
		Endpoint: oauth2.Endpoint{AuthURL: base + "authorize", TokenURL: base + "token", DeviceAuthURL: base + "devicecode", AuthStyle: oauth2.AuthStyleInParams},
	}
}

func (a App) now() time.Time {
	if a.Now != nil {
		return a.Now()
	}
	return time.Now()
}
