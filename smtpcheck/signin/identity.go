package signin

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"

	"mailready/smtpcheck"
)

// Identity is who has signed in, as the id token says (OpenID Connect Core
// section 2; Microsoft: ID token claims). The texts are made safe to show.
type Identity struct {
	Username string // preferred_username: the name that was signed in with
	Name     string
	ObjectID string // oid: the person in the directory
	Tenant   string // tid: the directory
	nonce    string
}

// Is tells whether this is the account with an address.
func (i Identity) Is(address string) bool {
	return i.Username != "" && strings.EqualFold(strings.TrimSpace(i.Username), strings.TrimSpace(address))
}

// readIdentity reads the claims of an id token. Its signature is not looked
// at: it came straight from the login service over TLS, and that is enough for
// the code flow (OpenID Connect Core section 3.1.3.7, point 6).
func readIdentity(idToken string) (Identity, error) {
	parts := strings.Split(idToken, ".")
	if len(parts) != 3 {
		return Identity{}, errors.New("the id token has no three parts")
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return Identity{}, errors.New("the id token is not in base64")
	}
	var claims struct {
		Username string `json:"preferred_username"`
		UPN      string `json:"upn"`
		Email    string `json:"email"`
		Name     string `json:"name"`
		ObjectID string `json:"oid"`
		Tenant   string `json:"tid"`
		Nonce    string `json:"nonce"`
	}
	if err := json.Unmarshal(raw, &claims); err != nil {
		return Identity{}, errors.New("the id token holds no claims")
	}
	for _, name := range []string{claims.UPN, claims.Email} {
		if claims.Username == "" {
			claims.Username = name
		}
	}
	safe := func(s string) string { return string(smtpcheck.SafeText([]byte(s[:min(len(s), 320)]))) }
	return Identity{safe(claims.Username), safe(claims.Name), safe(claims.ObjectID), safe(claims.Tenant), claims.Nonce}, nil
}
