package smtpcheck

import (
	"crypto/x509"
	"time"
)

// written is when this source was written. No clock that is right shows an
// earlier time.
var written = time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)

// clockSlack is how far a clock may be off before it is called wrong.
const clockSlack = 24 * time.Hour

// clockIsWrong decides whether a certificate that fails on its dates does so
// because this computer's clock is wrong. It only chooses the words: the
// certificate stays refused.
//
// The best witness is the time in the server's greeting, zero where there was
// none: the clock is wrong where the certificate is good at that time and the
// two are more than a day apart; where they agree, the certificate is really
// out of date. Without this witness the clock is wrong where it shows a time
// before this program was written, or more than a day before the certificate
// was issued. A clock that runs ahead cannot be told from an old certificate
// then, and the certificate is blamed.
func clockIsWrong(now, greeting time.Time, cert *x509.Certificate) bool {
	switch {
	case !greeting.IsZero():
		good := !greeting.Before(cert.NotBefore) && !greeting.After(cert.NotAfter)
		return good && now.Sub(greeting).Abs() > clockSlack
	case now.Before(written.Add(-clockSlack)):
		return true
	}
	return cert.NotBefore.Sub(now) > clockSlack
}
