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
// Nobody issues certificates for the future: one that begins more than a day
// from now shows a clock that is behind. For one that has ended, the witness
// is the time in the server's greeting, zero where there was none. The clock
// is wrong where the certificate is good at that time and the two are more
// than a day apart; where they agree, the certificate is really out of date.
// Without this witness the clock is wrong where it shows a time before this
// program was written. A clock that runs ahead cannot be told from an old
// certificate then, and the certificate is blamed.
func clockIsWrong(now, greeting time.Time, cert *x509.Certificate) bool {
	switch {
	case cert.NotBefore.Sub(now) > clockSlack:
		return true
	case !greeting.IsZero():
		good := !greeting.Before(cert.NotBefore) && !greeting.After(cert.NotAfter)
		return good && now.Sub(greeting).Abs() > clockSlack
	}
	return now.Before(written.Add(-clockSlack))
}
