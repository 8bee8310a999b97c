package settings

import "fmt"

// Card is the settings with the names that programs give them, one a line.
func (m Mailbox) Card() string {
	m = m.Filled()
	encryption := "STARTTLS"
	if m.Port == 465 {
		encryption = "TLS from the start"
	}
	lines := fmt.Sprintf("SMTP Server      %s\nPort             %d\nEncryption       %s\nSender Email     %s\n", m.Host, m.Port, encryption, m.Sender)
	if m.Login != m.Sender {
		lines += fmt.Sprintf("Username         %s\n", m.Login)
	}
	if m.ByToken() {
		return lines + fmt.Sprintf("Sign-in          with Microsoft (OAuth 2, XOAUTH2), no password\nClient ID        %s\nTenant ID        %s\n", m.Client, m.Tenant)
	}
	return lines + "Sender Password  your app password (16 letters)\n"
}
