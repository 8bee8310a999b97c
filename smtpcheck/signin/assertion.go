package signin

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// assertionLives is how long an assertion counts. It is used at once; Microsoft
// advises five to ten minutes.
const assertionLives = 5 * time.Minute

// assertionType is the kind of an assertion (RFC 7523 section 2.2).
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// prove signs who this is, for one endpoint and a few minutes (RFC 7523 section
// 3; OpenID Connect Core section 9, private_key_jwt; Microsoft: certificate
// credentials). Each has a number of its own, so that none counts twice.
func (c Certificate) prove(a App, endpoint string) (url.Values, []string, error) {
	assertion, err := c.assertion(a, endpoint)
	if err != nil {
		return nil, nil, err
	}
	return url.Values{"client_assertion_type": {assertionType}, "client_assertion": {assertion}}, []string{assertion}, nil
}

func (c Certificate) assertion(a App, endpoint string) (string, error) {
	if c.Leaf == nil || c.Key == nil {
		return "", errors.New("there is no certificate")
	}
	if _, ok := c.Key.Public().(*rsa.PublicKey); !ok {
		return "", errors.New("the key of the certificate is not an RSA key")
	}
	now := a.now()
	switch {
	case now.After(c.Leaf.NotAfter):
		return "", fmt.Errorf("the certificate ended on %s", c.Leaf.NotAfter.Format("2 January 2006"))
	case now.Before(c.Leaf.NotBefore):
		return "", fmt.Errorf("the certificate begins on %s", c.Leaf.NotBefore.Format("2 January 2006"))
	}
	thumbprint := sha256.Sum256(c.Leaf.Raw)
	header, err := json.Marshal(map[string]string{"alg": "PS256", "typ": "JWT", "x5t#S256": base64.RawURLEncoding.EncodeToString(thumbprint[:])})
	if err != nil {
		return "", err
	}
	claims, err := json.Marshal(map[string]any{"aud": endpoint, "iss": a.ClientID, "sub": a.ClientID, "jti": random(),
		"nbf": now.Unix(), "iat": now.Unix(), "exp": now.Add(assertionLives).Unix()})
	if err != nil {
		return "", err
	}
	signed := base64.RawURLEncoding.EncodeToString(header) + "." + base64.RawURLEncoding.EncodeToString(claims)
	sum := sha256.Sum256([]byte(signed))
	signature, err := c.Key.Sign(rand.Reader, sum[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256})
	if err != nil {
		return "", errors.New("the key of the certificate does not sign")
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}
