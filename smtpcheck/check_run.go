package smtpcheck

import "context"

// Run goes through a whole check: it opens a session, logs in where c has an
// Auth, sends where it has a Mail as well, and closes. There is one login and
// at most one mail, whatever happens. The error is an [*Error] or nil; the
// Report is complete up to the stage that failed. observe may be nil.
func Run(ctx context.Context, c Check, observe func(Event)) (Report, error) {
	c = c.complete()
	ctx, cancel := context.WithTimeoutCause(ctx, c.Patience.Session, errTooLong)
	defer cancel()
	if c.Auth != nil && c.Mail != nil {
		if err := c.Mail.check(); err != nil {
			return Report{Host: c.Host, Port: c.Port, Began: c.Now(), Sent: NotSent}, err
		}
	}
	s, err := Open(ctx, c, observe)
	if err == nil && c.Auth != nil {
		err = s.Login(ctx, *c.Auth, observe)
		if err == nil && c.Mail != nil {
			err = s.Send(ctx, *c.Mail, observe)
		}
	}
	s.observe = observe
	s.Close()
	s.observe = nil
	return s.Report(), err
}
