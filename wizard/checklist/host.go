package checklist

import (
	"net/netip"
	"strings"
)

// ParseHost reads the name of a mail server. What people copy along with it
// is left out where only one reading is possible ("smtp://NAME/", "NAME:587")
// and the note says so; everything else is refused. An IP address is refused
// because a certificate is for a name.
//
// A host that is well-formed need not be one to trust: the caller asks again
// where the name is not among those that the program ships.
func ParseHost(typed string) (host, note string, p *Problem) {
	s := trimSpace(typed)
	if len(s) > 4*maxHost {
		return "", "", tooLong("A server name", maxHost)
	}
	if strings.ContainsFunc(s, hidden) {
		return "", "", &Problem{codeHost, "The name has characters that are not allowed. Please type it by hand."}
	}
	name, cleaned := bareHost(s)
	switch {
	case name == "":
		return "", "", &Problem{codeHost, "Please enter the server's name, like smtp.office365.com."}
	case strings.Contains(name, "@"):
		return "", "", &Problem{codeHost, "There is an @ in it. Please enter the server's name alone, like smtp.office365.com."}
	case strings.ContainsFunc(name, blank):
		return "", "", &Problem{codeHost, "There is a space inside. A server name has none."}
	case isAddress(name):
		return "", "", &Problem{codeHost, "Please enter the server's name. A number cannot be checked against its certificate."}
	case strings.Contains(name, ":"):
		return "", "", &Problem{codeHost, "Please enter the server's name alone. The port is asked for by itself."}
	case strings.ContainsAny(name, "/?#\\"):
		return "", "", &Problem{codeHost, "That is a web address. Please enter the server's name alone."}
	case strings.HasSuffix(name, "."):
		return "", "", &Problem{codeHost, "Please leave out the dot at the end of the name."}
	}
	d, ok := parseDomain(name)
	switch {
	case !ok && len(name) > maxHost:
		return "", "", tooLong("A server name", maxHost)
	case !ok:
		return "", "", &Problem{codeHost, "That is not a server name. It should look like smtp.office365.com."}
	case d.numeric():
		return "", "", &Problem{codeHost, "Please enter the server's name. A number cannot be checked against its certificate."}
	}
	note = d.both()
	if cleaned && note == "" {
		note = "The server's name is read as " + d.ascii + "."
	}
	return d.ascii, note, nil
}

// bareHost leaves out a scheme, one slash at the end, and a port of mail
// submission.
func bareHost(s string) (string, bool) {
	name := s
	for _, scheme := range []string{"smtp://", "smtps://", "submission://", "http://", "https://"} {
		if len(name) > len(scheme) && strings.EqualFold(name[:len(scheme)], scheme) {
			name = strings.TrimSuffix(name[len(scheme):], "/")
			break
		}
	}
	if bare, port, ok := strings.Cut(name, ":"); ok && (port == "587" || port == "465") {
		name = bare
	}
	return name, name != s
}

func isAddress(s string) bool {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	_, err := netip.ParseAddr(s)
	_, withPort := netip.ParseAddrPort(s)
	return err == nil || withPort == nil
}
