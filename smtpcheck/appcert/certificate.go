// Package appcert makes and reads the certificate with which an app signs in
// as itself. The private key and the certificate stand in one file of their
// own, which nobody else may read; the certificate alone goes to the admin.
//
// [Make] writes both files, and [Read] reads the first one and looks who could
// have read or changed it. Errors are of the type [Error].
package appcert

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"

	"mailready/smtpcheck/signin"
)

// What a certificate is made with. Microsoft takes RSA keys only for this, of
// 2048 bits or more (Microsoft: self-signed certificate for an application).
const (
	Bits  = 3072
	least = 2048
	Lives = 365 * 24 * time.Hour
)

// The names of the parts of the file (RFC 7468).
const (
	certificateBlock = "CERTIFICATE"
	keyBlock         = "PRIVATE KEY"
	oldKeyBlock      = "RSA PRIVATE KEY"
)

// Thumbprint is how Microsoft's page names a certificate: SHA-1 of it, in 40
// capital hexadecimal digits. It tells certificates apart, and protects nothing.
func Thumbprint(c *x509.Certificate) string { return fmt.Sprintf("%X", sha1.Sum(c.Raw)) }

// parse reads the key and the certificate that belongs to it.
func parse(text []byte) (signin.Certificate, error) {
	var key *rsa.PrivateKey
	var leaf *x509.Certificate
	var others int
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			break
		}
		switch block.Type {
		case keyBlock, oldKeyBlock:
			found, err := parseKey(block)
			clear(block.Bytes)
			switch {
			case err != nil:
				return signin.Certificate{}, err
			case key != nil:
				return signin.Certificate{}, errors.New("there is more than one key in it")
			}
			key = found
		case certificateBlock:
			found, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return signin.Certificate{}, errors.New("its certificate cannot be read")
			}
			if leaf == nil {
				leaf = found // what follows it are those that it was issued by
			}
		case "ENCRYPTED PRIVATE KEY":
			return signin.Certificate{}, errors.New("its key is encrypted. Nobody is there to type a password, so it must not be")
		default:
			others++
		}
	}
	switch {
	case key == nil && others > 0:
		return signin.Certificate{}, errors.New("its key is of a kind that Microsoft does not take. It must be an RSA key")
	case key == nil:
		return signin.Certificate{}, errors.New("there is no private key in it")
	case leaf == nil:
		return signin.Certificate{}, errors.New("there is no certificate in it")
	case !key.PublicKey.Equal(leaf.PublicKey):
		return signin.Certificate{}, errors.New("its certificate belongs to another key")
	case key.N.BitLen() < least:
		return signin.Certificate{}, fmt.Errorf("its key has %d bits, and needs %d", key.N.BitLen(), least)
	}
	return signin.Certificate{Leaf: leaf, Key: key}, nil
}

// parseKey reads a key without saying anything of what it holds.
func parseKey(block *pem.Block) (*rsa.PrivateKey, error) {
	if block.Type == oldKeyBlock {
		if block.Headers["DEK-Info"] != "" {
			return nil, errors.New("its key is encrypted. Nobody is there to type a password, so it must not be")
		}
		key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
		if err != nil {
			return nil, errors.New("its key cannot be read")
		}
		return key, nil
	}
	any, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errors.New("its key cannot be read")
	}
	switch key := any.(type) {
	case *rsa.PrivateKey:
		return key, nil
	case *ecdsa.PrivateKey:
		return nil, errors.New("its key is an EC key, which Microsoft does not take here. It must be an RSA key")
	}
	return nil, errors.New("its key is of a kind that Microsoft does not take. It must be an RSA key")
}

// issue makes a new key and a certificate that it signs itself: the login
// service compares it with the one it was given, and asks no authority.
func issue(name string, now time.Time) (private, public []byte, leaf *x509.Certificate, err error) {
	key, err := rsa.GenerateKey(rand.Reader, Bits)
	if err != nil {
		return nil, nil, nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, nil, nil, err
	}
	form := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-5 * time.Minute), NotAfter: now.Add(Lives),
		KeyUsage: x509.KeyUsageDigitalSignature, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		return nil, nil, nil, err
	}
	if leaf, err = x509.ParseCertificate(der); err != nil {
		return nil, nil, nil, err
	}
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, nil, err
	}
	defer clear(raw)
	public = pem.EncodeToMemory(&pem.Block{Type: certificateBlock, Bytes: der})
	private = append(pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: raw}), public...)
	return private, public, leaf, nil
}
