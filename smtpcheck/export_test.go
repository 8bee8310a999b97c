package smtpcheck

// Heard is what is shown of a reply where the password is known.
func Heard(reply, password string) string {
	var h hider
	h.learn([]byte(password))
	if h.hears([]byte(reply)) {
		return hidden
	}
	return reply
}
