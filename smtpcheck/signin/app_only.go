package signin

import (
	"cmp"
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"net/url"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// DefaultAppScope is what a program that signs in as itself asks a token for
// in the worldwide cloud: all that the organisation has granted to it in
// Exchange (Microsoft: RBAC for Applications and SMTP).
const DefaultAppScope = "https://outlook.office365.com/.default"

// Proof is with what a program proves which app it is: a [Certificate], or a
// secret that both sides know, see [ClientSecret].
type Proof interface {
	// prove gives the parameters of a question to a token endpoint, and which
	// of them nobody else may see.
	prove(a App, endpoint string) (parameters url.Values, secrets []string, err error)
}

// Certificate proves an app by a signature: the key stays here, and the login
// service holds the certificate. It is the better proof of the two.
type Certificate struct {
	Leaf *x509.Certificate
	Key  crypto.Signer // RSA; Microsoft takes no other for this
}

// ClientSecret is a secret of the app as a proof: its Value, not its Secret ID.
func ClientSecret(secret Token) Proof { return clientSecret{secret} }

type clientSecret struct{ secret Token }

func (c clientSecret) prove(App, string) (url.Values, []string, error) {
	if c.secret.Empty() {
		return nil, nil, errors.New("the app's secret is empty")
	}
	return url.Values{"client_secret": {c.secret.text}}, []string{c.secret.text}, nil
}

// AppOnly gets an access token for the program itself, without a person (OAuth
// 2.0 client credentials, RFC 6749 section 4.4). There is no refresh token:
// whoever needs another access token asks again. An empty Scope is
// [DefaultAppScope].
func (a App) AppOnly(ctx context.Context, proof Proof) (Tokens, error) {
	var secrets []string
	tokens, err := a.ask(ctx, "", func(ctx context.Context, c *oauth2.Config) (*oauth2.Token, error) {
		parameters, parts, err := proof.prove(a, c.Endpoint.TokenURL)
		if err != nil {
			return nil, &Error{Fault: FaultProof, Err: err}
		}
		secrets = parts
		asked := clientcredentials.Config{ClientID: a.ClientID, TokenURL: c.Endpoint.TokenURL, AuthStyle: oauth2.AuthStyleInParams,
			Scopes: []string{cmp.Or(a.Scope, DefaultAppScope)}, EndpointParams: parameters}
		got, err := asked.Token(ctx)
		if err == nil {
			seconds, _ := got.Extra("expires_in").(float64)
			got.ExpiresIn = int64(seconds)
		}
		return got, err
	}, Token{})
	if err != nil {
		return Tokens{}, without(err, secrets)
	}
	tokens.Refresh = Token{} // none belongs to this grant (RFC 6749 section 4.4.3)
	return tokens, nil
}

// without takes out of an error what an answer may have repeated of a proof.
func without(err error, secrets []string) error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	for _, secret := range secrets {
		e.Word = strings.ReplaceAll(e.Word, secret, hidden)
		e.Description = strings.ReplaceAll(e.Description, secret, hidden)
	}
	return e
}
