package causes

import "mailready/smtpcheck"

// The network between this computer and the server. In each list of Heard
// the special comes before the general.
func netCauses() []Cause {
	return []Cause{
		{
			Code: "NET-DNS", Title: "server name not found",
			Happened: "This computer could not find the server \"{host}\".",
			Owner:    Network, Exit: ExitNetwork, Retry: RetryOnce, Fix: "settings", Fault: smtpcheck.FaultDNS,
			Try: []string{
				"Check that the server name is spelled exactly smtp.office365.com.",
				"Open any web page: if that fails too, this computer has no internet connection.",
				"Turn VPN software off or on, then try again.",
				"If only this name fails, ask whoever runs the network to look at its DNS.",
			},
			Variants: []Variant{
				{
					Name: "space", Owner: You,
					Happened: "The server name was not found, because a space stands behind it.",
					Try:      []string{"In the program, delete the server name and type it anew, without a space at its end: smtp.office365.com."},
				},
			},
			Heard: []Match{
				{Says: "smtp server name is incorrect"},
				{Says: "getaddrinfo enotfound"}, {Says: "getaddrinfo eai again"}, {Says: "getaddrinfo failed"}, {Says: "queryA ENOTFOUND"},
				{Says: "enotfound", With: "smtp"}, {Says: "eai again"}, {Says: "edns", With: "enotfound"}, {Says: "code edns"},
				{Says: "no such host"}, {Says: "lookup * i/o timeout"},
				{Says: "lookup * server misbehaving"}, {Says: "name or service not known"}, {Says: "nodename nor servname provided"},
				{Says: "temporary failure in name resolution"}, {Says: "no address associated with hostname"},
				{Says: "could not resolve host"}, {Says: "couldnt resolve host"}, {Says: "cannot resolve host"},
				{Says: "unable to resolve host"}, {Says: "could not resolve hostname"}, {Says: "cannot resolve hostname"},
				{Says: "unknownhostexception"}, {Says: "unknown smtp host"}, {Says: "remote name could not be resolved"},
				{Says: "host not found", With: "smtp"},
				{Says: "getaddrinfo * failed"}, {Says: "cannot locate host"}, {Says: "dns error", With: "smtp"}, {Says: "dns lookup failed"},
				{Says: "0x800ccc0d"}, {Says: "wsahost not found"}, {Says: "winerror 11001"}, {Says: "errno 11001"}, {Says: "error 11001"},
				{Says: "11001", With: "getaddrinfo"}, {Says: "nxdomain"},
				{Says: "curl (6)"}, {Says: "curle couldnt resolve host"}, {Says: "der remotename konnte nicht aufgelost werden"},
				{Says: "failed to look up host"}, {Says: "server not found", With: "smtp"},
			},
			Source: "resolver errors of Go, Node, Python, curl and Windows",
		},
		{
			Code: "NET-PORTAL", Title: "a sign-in page is in the way",
			Happened: "A web page answered instead of the mail server, as in a hotel or guest network.",
			Owner:    You, Exit: ExitNetwork, Retry: RetryAfter, Fault: smtpcheck.FaultPortal,
			Try: []string{
				"Open a browser and go to any page: the network will show its sign-in page.",
				"Sign in there or accept its terms, then try again here.",
				"Or use another network, such as your phone's.",
			},
			Heard: []Match{
				{Says: "captive portal"}, {Says: "http 1 1 302", With: "smtp"}, {Says: "http 1 0 302", With: "smtp"},
				{Says: "http 1 1 400 bad request", With: "smtp"}, {Says: "http 1 1 511"},
				{Says: "greeting http 1"}, {Says: "unexpected response http 1"},
			},
			Source: "RFC 8910; HTTP answers seen on mail ports",
		},
		{
			Code: "NET-REFUSED", Title: "connection refused",
			Happened: "The connection to {host}, port {port}, was refused.",
			Owner:    Network, Exit: ExitNetwork, Retry: RetryOnce, Fix: "settings", Fault: smtpcheck.FaultRefused,
			Try: []string{
				"Check the server name and the port: Microsoft answers on port 587, and not on 465.",
				"Turn off security software or VPN for a moment and try again.",
				"If it stays refused, ask whoever runs the network to allow outgoing port 587.",
			},
			Heard: []Match{
				{Says: "4.4.316 connection refused", Alone: true},
				{Says: "econnrefused"}, {Says: "connection refused"}, {Says: "actively refused it"}, {Says: "connectex * refused"},
				{Says: "winerror 10061"}, {Says: "error 10061"}, {Says: "socket error 10061"}, {Says: "0x0000274d"}, {Says: "errno 10061"},
				{Says: "error # 10061"}, {Says: "10061", With: "smtp"},
				{Says: "verweigerte die verbindung"}, {Says: "zielcomputer die verbindung verweigerte"}, {Says: "refused the connection"},
				{Says: "connection was refused"}, {Says: "connexion refusee"}, {Says: "conexion rechazada"},
				{Says: "conexion denegada"}, {Says: "verbindungsaufbau abgelehnt"}, {Says: "connessione rifiutata"},
				{Says: "verbinding geweigerd"}, {Says: "curl (7)"}, {Says: "couldnt connect to host", With: "25"},
			},
			Source: "ECONNREFUSED; Winsock 10061",
		},
		{
			Code: "NET-PORT", Title: "wrong port for Microsoft 365",
			Happened: "Microsoft takes mail from programs on port 587, and not on this one.",
			Owner:    You, Exit: ExitNetwork, Retry: RetryAfter, Fix: "settings",
			Try: []string{
				"In the program, set the port to 587 and the encryption to STARTTLS (some call it \"TLS\").",
				"Port 465 is not served by Microsoft. Port 25 is for mail servers among themselves, and many networks block it.",
				"Then try again. Nothing else has to change.",
			},
			Source: "Microsoft: SMTP AUTH client submission uses port 587; measured on port 465",
		},
		{
			Code: "NET-REDIRECTED", Title: "another server answered",
			Happened: "The program dialled {host}, and another mail server answered in its place.",
			Owner:    Network, Exit: ExitNetwork, Retry: RetryAfter,
			Try: []string{
				"Do not enter the password of the mailbox there: it would go to that other server.",
				"Web hosts often send all outgoing mail to a server of their own. Ask the host to switch that off (cPanel and WHM: SMTP Restrictions).",
				"Or use the host's own relay, with the host's login, or send over Microsoft Graph.",
				"On a computer of your own, turn off mail scanning in security software, and VPN.",
			},
			AdminTry: []string{"On the server itself, see who answers:\n  openssl s_client -starttls smtp -connect smtp.office365.com:587"},
			Source:   "banners of other servers behind smtp.office365.com, as web hosts have them",
		},
		{
			Code: "NET-RESET", Title: "connection cut",
			Happened: "The connection was cut in the middle of the conversation.",
			Owner:    Network, Exit: ExitNetwork, Retry: RetryOnce, Fault: smtpcheck.FaultReset,
			Try: []string{
				"Try again once.",
				"If it happens again, turn off mail scanning in security software, and VPN.",
				"Try from another network to see whose fault it is.",
			},
			Heard: []Match{
				{Says: "econnreset"}, {Says: "connection reset by peer"}, {Says: "forcibly closed by the remote host"},
				{Says: "established connection was aborted"},
				{Says: "connection reset", With: "smtp"}, {Says: "connection was reset"}, {Says: "winerror 10054"}, {Says: "error 10054"},
				{Says: "errno 10054"}, {Says: "econnaborted"}, {Says: "error 10053"}, {Says: "winerror 10053"},
				{Says: "broken pipe"}, {Says: "epipe", With: "smtp"}, {Says: "ssl syscall * errno 104"},
				{Says: "wsarecv an existing connection"}, {Says: "curl (56)"}, {Says: "curl (55)"},
				{Says: "verbindung wurde vom remotehost geschlossen"},
			},
			Source: "ECONNRESET; Winsock 10054",
		},
		{
			Code: "NET-BLOCKED", Title: "port 587 blocked",
			Happened: "Nothing answered: your network seems to block port {port}.",
			Owner:    Network, Exit: ExitNetwork, Retry: RetryAfter, Fix: "settings", Fault: smtpcheck.FaultBlocked,
			Try: []string{
				"Make sure that the port in the settings is 587: port 25 is often blocked, 465 is not served.",
				"Try another network, such as your phone's, or without VPN.",
				"Ask whoever runs the network to allow outgoing TCP port 587 to smtp.office365.com.",
			},
			AdminTry: []string{
				"In the firewall, allow outgoing TCP port 587 to smtp.office365.com, by name and not by address.",
				"Check it in PowerShell on this computer:\n  Test-NetConnection smtp.office365.com -Port 587",
			},
			Variants: []Variant{
				{
					Name: "port", Owner: You,
					Happened: "Nothing answered on this port. Networks often block port 25, and many servers do not have 465.",
					Try: []string{
						"In the program, set the port to 587 and the encryption to STARTTLS.",
						"If port 587 does not answer either, try another network, or ask whoever runs this one.",
					},
				},
			},
			Heard: []Match{
				{Says: "connect etimedout"}, {Says: "net opentimeout"}, {Says: "smtp connect failed", Weak: true}, {Says: "etimedout"}, {Says: "dial tcp * i/o timeout"}, {Says: "dial * timeout"},
				{Says: "connectex * period of time"},
				{Says: "did not properly respond after a period of time"}, {Says: "winerror 10060"}, {Says: "error 10060"},
				{Says: "errno 10060"}, {Says: "socket error # 10060"}, {Says: "10060", With: "smtp"}, {Says: "0x0000274c"},
				{Says: "connection timed out", With: "smtp"}, {Says: "connection timed out", With: "connect"},
				{Says: "connection timeout", With: "smtp"}, {Says: "connection timeout", With: "etimedout"}, {Says: "connect timed out"},
				{Says: "connect timeout", With: "smtp"}, {Says: "connection attempt timed out"},
				{Says: "sockettimeoutexception connect timed out"}, {Says: "unable to connect to the remote server"},
				{Says: "network is unreachable"}, {Says: "enetunreach"}, {Says: "ehostunreach"},
				{Says: "no route to host"}, {Says: "noroutetohostexception"}, {Says: "winerror 10051"}, {Says: "error 10065"},
				{Says: "error 10013"}, {Says: "winerror 10013"}, {Says: "curl (28)"}, {Says: "errno 110 connection timed out"},
				{Says: "errno 101"}, {Says: "errno 113"}, {Says: "errno 60 operation timed out"},
				{Says: "stream socket client unable to connect * 110"}, {Says: "stream socket client unable to connect"},
				{Says: "stream socket enable crypto", With: "timed out"}, {Says: "failed to connect to server", With: "smtp"},
				{Says: "couldnt connect to host"}, {Says: "could not connect to smtp host"}, {Says: "could not connect to smtp"},
				{Says: "cannot connect to smtp"}, {Says: "could not connect to the smtp server"}, {Says: "connection to smtp server timed out"},
				{Says: "timed out", With: "smtp connect"},
				{Says: "0x800ccc0e"}, {Says: "0x80042109"}, {Says: "could not connect to the outgoing (smtp) server"},
				{Says: "connecting to outgoing server * timed out"}, {Says: "connection to outgoing server * timed out"},
				{Says: "connecting to the smtp server failed"}, {Says: "wsaetimedout"}, {Says: "timeouterror timed out"},
				{Says: "socket timeout timed out"}, {Says: "verbindung wegen zeituberschreitung"},
				{Says: "se ha agotado el tiempo de espera", With: "smtp"},
			},
			Source: "connection attempts that get no answer; Winsock 10060",
		},
	}
}
