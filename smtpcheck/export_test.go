package smtpcheck

// Heard is what is shown of a reply where the password is known.
func Heard(reply, password string) string {
	var h echoDetector
	h.learn([]byte(password))
	if h.repeats([]byte(reply)) {
		return hidden
	}
	return reply
}
