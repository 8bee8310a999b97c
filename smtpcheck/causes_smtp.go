package smtpcheck

// The conversation itself, whatever it is about.
var smtpCauses = []Cause{
	{
		Code: "SMTP-HELLO", Title: "the program's own name is not accepted",
		Happened: "The program introduced itself with a name that the server does not accept.",
		Owner:    You, Exit: ExitProtocol, Retry: RetryAfter,
		Proof: "The server has not looked at a login yet.",
		Try: []string{
			"Look for a setting called host name, EHLO name or HELO domain in the program.",
			"Set it to a full name such as printer.contoso.example, without dots at the end.",
			"On a computer, a computer name with odd characters can cause this: change it or update the program.",
		},
		Match: []Match{
			{Says: "Invalid domain name", Alone: false}, {Says: "Helo command rejected"}, {Says: "ehlo command rejected"}, {Says: "HELO string"}, {Says: "requires domain address"}, {Says: "bad helo"}, {Says: "invalid helo"}, {Says: "invalid ehlo"}, {Says: "need fully-qualified hostname"}, {Says: "syntactically invalid helo"}, {Says: "syntactically invalid ehlo"},
			{Says: "helo argument"}, {Enhanced: "5.7.506"}, {Code: 501, Stages: []Stage{Hello}}, {Code: 550, Stages: []Stage{Hello}}, {Code: 553, Stages: []Stage{Hello}},
		},
		Example: "501 5.5.4 Invalid domain name [BMXPR01CA0083.INDPRD01.PROD.OUTLOOK.COM 2025-04-26T18:06:35.781Z 08DD842467C8274D]",
		Stage:   Hello,
		Source:  "captured reply; RFC 5321 section 4.1.1.1",
	},
	{
		Code: "SMTP-BUSY", Title: "server busy",
		Happened: "The server is busy or has a passing fault, and asks to try again later.",
		Owner:    Microsoft, Exit: ExitLater, Retry: RetryLater, Takes: "mostly minutes, sometimes an hour",
		Proof: "A passing fault says nothing about the settings.",
		Try: []string{
			"Wait five minutes, then try again.",
			"If it lasts for more than an hour, look at status.cloud.microsoft.",
		},
		AdminTry: []string{"Look for an incident: admin.microsoft.com, then Health, Service health, Exchange Online."},
		Match: []Match{
			{Says: "Insufficient system resources"}, {Says: "insufficient system storage"}, {Says: "System not accepting network messages", Alone: true}, {Says: "Service not active"}, {Says: "Service not available"}, {Says: "Connection dropped due to", Alone: true}, {Says: "Timeout waiting for client input", Alone: true}, {Says: "Temporary Server Network Configuration error", Alone: true},
			{Says: "Server busy"}, {Says: "TLS not available due to"}, {Says: "maximum TLS rate exceeded"}, {Says: "queue quota exceeded"}, {Says: "Temporary local error"}, {Says: "Temporary local problem"}, {Says: "proxy layer is discarding data"},
			{Says: "Unable to fetch attribution data"}, {Says: "try again later", Code: 421, Weak: true}, {Says: "try again later", Code: 451, Weak: true}, {Says: "greylist", With: "rejected", Alone: true}, {Says: "greylist", Code: 4}, {Says: "graylist", Code: 4},
			{Enhanced: "4.7.500-599"}, {Enhanced: "4.3.*"}, {Enhanced: "4.4.*"}, {Enhanced: "4.0.0"}, {Enhanced: "4.5.*"}, {Enhanced: "4.6.*"}, {Enhanced: "4.7.*", Weak: true}, {Enhanced: "4.2.*", Weak: true}, {Enhanced: "4.1.*", Weak: true},
			{Code: 4, Stages: []Stage{StartTLS}}, {Code: 421}, {Code: 4},
		},
		Example: "451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (AS77712344)",
		Stage:   Data,
		Source:  "RFC 5321 section 4.2.1; RFC 3463 section 3.4",
	},
	{
		Code: "SMTP-SLOW", Title: "no answer in time",
		Happened: "The server did not answer in time.",
		Owner:    Network, Exit: ExitNetwork, Retry: RetryOnce, Fault: FaultSlow,
		Try: []string{
			"Try again once.",
			"Turn off mail scanning in security software, and VPN: both can hold answers back.",
			"Try from another network.",
		},
		Heard: []Match{
			{Says: "greeting never received"}, {Says: "read tcp * i/o timeout"}, {Says: "sockettimeoutexception read timed out"}, {Says: "the read operation timed out"}, {Says: "read timed out", With: "smtp"}, {Says: "timed out waiting for", With: "smtp"}, {Says: "the operation has timed out", With: "smtp"}, {Says: "the operation timed out", With: "smtp"},
			{Says: "0x800ccc19"}, {Says: "0x8004210a"}, {Says: "timeout while waiting for", With: "server"}, {Says: "operation timed out", With: "smtp"}, {Says: "timeout exceeded", With: "smtp"}, {Says: "unexpected response read error"}, {Says: "lost connection * timed out", With: "smtp"}, {Says: "context deadline exceeded", With: "smtp"}, {Says: "context deadline exceeded", With: "587"}, {Says: "code etimeout", With: "smtp"},
		},
		Source: "RFC 5321 section 4.5.3.2",
	},
	{
		Code: "SMTP-CLOSED", Title: "server hung up",
		Happened: "The server hung up before the conversation was over.",
		Owner:    Network, Exit: ExitNetwork, Retry: RetryOnce, Fault: FaultClosed,
		Try: []string{
			"Try again once.",
			"Check the port: 587 with STARTTLS. Some servers hang up where the kind of encryption is wrong.",
			"Turn off mail scanning in security software, and VPN, or try another network.",
		},
		Heard: []Match{
			{Says: "connection unexpectedly closed"}, {Says: "smtpserverdisconnected"}, {Says: "unexpected socket close"}, {Says: "connection closed", With: "smtp"}, {Says: "connection closed", With: "econnection"}, {Says: "0x800ccc0f"}, {Says: "0x800ccc81"}, {Says: "server has unexpectedly terminated the connection"}, {Says: "server unexpectedly disconnected"}, {Says: "server closed the connection unexpectedly", With: "smtp"}, {Says: "please run connect() first"},
			{Says: "exception reading response"}, {Says: "eof", With: "smtp client"}, {Says: "smtp eof"}, {Says: "lost connection with"}, {Says: "curl (52)"}, {Says: "can't send command to smtp host"}, {Says: "the smtp server has disconnected"}, {Says: "server response was: eof"}, {Says: "remote host closed connection"}, {Says: "transport connection: net io connectionclosed"}, {Says: "net io connectionclosed"}, {Says: "unexpected eof", With: "smtp"},
		},
		Source: "RFC 5321 section 3.8",
	},
	{
		Code: "SMTP-GARBLED", Title: "not a mail server",
		Happened: "What answered is not a mail server, or its answers make no sense.",
		Owner:    You, Exit: ExitProtocol, Retry: RetryAfter, Fix: "settings", Fault: FaultGarbled,
		Try: []string{
			"Check the server name and the port: smtp.office365.com and 587.",
			"Try from another network: something else may answer in the server's place.",
		},
		Match: []Match{{Code: 2}, {Code: 3}},
		Heard: []Match{
			{Says: "malformed response line"}, {Says: "short response", With: "smtp"}, {Says: "invalid greeting"}, {Says: "invalid response", With: "smtp"}, {Says: "unexpected server challenge"}, {Says: "weird server reply"}, {Says: "curl (8)"}, {Says: "invalid smtp response"}, {Says: "illegal smtp reply"}, {Says: "expecting * response code but got code"},
		},
		Source: "RFC 5321 section 4.2",
	},
	{
		Code: "SMTP-TOOLONG", Title: "answer too long",
		Happened: "The server's answer was too long to be a mail server's.",
		Owner:    Network, Exit: ExitProtocol, Retry: RetryAfter, Fix: "settings", Fault: FaultTooLong,
		Try: []string{
			"Check the server name and the port: smtp.office365.com and 587.",
			"Try from another network: something else may answer in the server's place.",
		},
		Heard:  []Match{{Says: "got more than * bytes", With: "smtp"}, {Says: "line too long", With: "smtplib"}, {Says: "token too long", With: "smtp"}},
		Source: "RFC 5321 section 4.5.3.1",
	},
	{
		Code: "SMTP-REJECTED", Title: "server refused a command",
		Happened: "The server refused a command of the program.",
		Owner:    You, Exit: ExitProtocol, Retry: RetryOnce,
		Proof: "A refused command is the program's affair, not the mailbox's.",
		Try: []string{
			"Try again once.",
			"If a program of yours shows this, update it: it breaks the rules of SMTP.",
			"If this wizard shows it, send its report to your helpdesk: the answer is new to it.",
		},
		Match: []Match{
			{Says: "Auth command already specified"}, {Says: "Already authenticated", Code: 503}, {Says: "Send hello first"}, {Says: "send EHLO first"}, {Says: "send helo first"}, {Says: "polite people say"}, {Says: "Bad sequence of commands"}, {Says: "Need rcpt command"}, {Says: "Need mail command"}, {Says: "need RCPT"}, {Says: "Sender already specified"}, {Says: "Only one STARTTLS command"}, {Says: "Unrecognized command"}, {Says: "command not recognized"}, {Says: "command unrecognized"}, {Says: "Unrecognized parameter"}, {Says: "Invalid arguments"}, {Says: "Invalid address", Code: 501}, {Says: "long addresses not supported"}, {Says: "Command not implemented"}, {Says: "Command too long"}, {Says: "Required arguments not present"}, {Says: "Unsupported BODY type"},
			{Says: "too many errors"}, {Says: "too many protocol errors"}, {Says: "too many unrecognized commands"}, {Says: "too many invalid commands"}, {Says: "too many bad commands"}, {Says: "synchronization error"}, {Says: "improper command pipelining"}, {Says: "bare linefeeds"}, {Says: "bare lf"}, {Says: "bare <lf>"}, {Says: "Invalid message content"}, {Says: "message partial are not supported"}, {Says: "nested mail command"}, {Says: "UTF-8 addresses not supported"}, {Says: "SMTPUTF8"}, {Says: "XOORG"}, {Says: "no smtp service here"}, {Says: "no valid recipients", Code: 554, Stages: []Stage{Data}},
			{Enhanced: "5.5.*", Weak: true}, {Enhanced: "5.6.*", Weak: true}, {Enhanced: "5.3.*", Weak: true}, {Enhanced: "5.0.*", Weak: true}, {Enhanced: "5.7.*", Weak: true}, {Enhanced: "5.2.*", Weak: true},
			{Code: 5},
		},
		Heard:   []Match{{Says: "smtpheloerror"}, {Says: "hello error", With: "smtp"}},
		Example: "503 5.5.2 Send hello first [DB5EUR03FT008.eop-EUR03.prod.protection.outlook.com]",
		Stage:   Sender,
		Source:  "captured reply; RFC 5321 section 4.2.2",
	},
}
