package smtpcheck

import (
	"crypto/x509"
	"testing"
	"time"
)

// TestClockIsWrong goes through what can be known of the time.
func TestClockIsWrong(t *testing.T) {
	at := func(date string) time.Time {
		d, err := time.Parse(time.DateTime, date+":00")
		if err != nil && date != "" {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		name, now, greeting, from, to string
		want                          bool
	}{
		{"expired, the greeting agrees", "2027-05-01 12:00", "2027-05-01 12:00", "2027-01-01 00:00", "2027-04-01 00:00", false},
		{"good by the greeting, a month apart", "2027-05-01 12:00", "2027-03-31 12:00", "2027-01-01 00:00", "2027-04-01 00:00", true},
		{"good by the greeting, hours apart", "2027-04-01 03:00", "2027-03-31 23:00", "2027-01-01 00:00", "2027-04-01 00:00", false},
		{"expired by the greeting, years apart", "2030-05-01 12:00", "2027-05-01 12:00", "2027-01-01 00:00", "2027-04-01 00:00", false},
		{"expired, no greeting", "2027-05-01 12:00", "", "2027-01-01 00:00", "2027-04-01 00:00", false},
		{"expired, no greeting, before this was written", "2020-05-01 12:00", "", "2019-01-01 00:00", "2020-04-01 00:00", true},
		{"not yet valid, no greeting", "2027-05-01 12:00", "", "2027-06-01 00:00", "2027-09-01 00:00", true},
		{"not yet valid by hours", "2027-05-31 23:00", "", "2027-06-01 00:00", "2027-09-01 00:00", false},
		{"not yet valid, the greeting agrees", "2027-05-01 12:00", "2027-05-01 12:00", "2027-06-01 00:00", "2027-09-01 00:00", true},
	} {
		cert := &x509.Certificate{NotBefore: at(c.from), NotAfter: at(c.to)}
		if got := clockIsWrong(at(c.now), at(c.greeting), cert); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
