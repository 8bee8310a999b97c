package signin

import (
	"context"
	"errors"
	"time"

	"golang.org/x/oauth2"
)

// codeLives is how long a code is waited for at most, whatever the login service
// says: Microsoft's live for 15 minutes.
const codeLives = 15 * time.Minute

// DeviceCode is a sign-in with a code that is typed on another computer (RFC
// 8628). It is the last resort, for a computer without a browser: many
// organisations forbid it, because codes told by strangers are a trick.
type DeviceCode struct {
	Code    string    // what the person types
	Page    string    // where
	Expires time.Time // until when

	app  App
	sent *oauth2.DeviceAuthResponse
}

// Device asks for a code.
func (a App) Device(ctx context.Context) (*DeviceCode, error) {
	config := a.config("")
	client, err := a.client(config)
	if err != nil {
		return nil, err
	}
	bounded, cancel := context.WithTimeout(context.WithValue(ctx, oauth2.HTTPClient, client), AnswerPatience)
	defer cancel()
	got, err := config.DeviceAuth(bounded)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, failed(err)
	}
	expires := got.Expiry
	if most := a.now().Add(codeLives); expires.IsZero() || expires.After(most) {
		expires = most
	}
	return &DeviceCode{short(got.UserCode, 40), short(got.VerificationURI, 200), expires, a, got}, nil
}

// Wait asks, as often as the login service allows, whether the person has
// typed the code, until the code expires or the context ends. A question that
// gets lost on the way is asked again, later (RFC 8628 section 3.5).
func (d *DeviceCode) Wait(ctx context.Context) (Tokens, error) {
	every := time.Duration(min(max(d.sent.Interval, 5), 60)) * time.Second
	for {
		pause := time.NewTimer(every)
		select {
		case <-ctx.Done():
			pause.Stop()
			return Tokens{}, ctx.Err()
		case <-pause.C:
		}
		if d.app.now().After(d.Expires) {
			return Tokens{}, &Error{Word: "expired_token", Description: "The code was not typed in time.", Number: 70019}
		}
		tokens, err := d.app.ask(ctx, "", func(ctx context.Context, c *oauth2.Config) (*oauth2.Token, error) {
			return c.Exchange(ctx, "", oauth2.SetAuthURLParam("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
				oauth2.SetAuthURLParam("code", ""), oauth2.SetAuthURLParam("device_code", d.sent.DeviceCode))
		}, Token{})
		var e *Error
		switch {
		case err == nil:
			return tokens, nil
		case !errors.As(err, &e):
			return Tokens{}, err
		case e.Word == "authorization_pending":
		case e.Fault == FaultNet || e.Fault == FaultSlow:
			every = min(2*every, time.Minute)
		case e.Word == "slow_down":
			every += 5 * time.Second
		default:
			return Tokens{}, err
		}
	}
}
