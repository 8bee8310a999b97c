package causes

import "sync"

// program is how one program or library words the failures of its own side:
// what no server said. A program is one table, and one word here; the words
// are from its own source or documentation.
type program struct {
	Name   string // as people call it
	Marks  string // words by which a text is known to be the program's, "|" between them; empty: none
	Source string // where the words were read
	Says   []wording
}

// wording are words that a program uses for a cause.
type wording struct {
	Cause string
	Match
}

// programs are the tables in the order in which lists show them.
var programs = []func() program{
	grafanaServer, eximServer, msmtpClient, gitSendEmail,
	rustls, lettre, mailKit, dotNet, windowsSockets, openSSL, schannel, phpMail, rubyNet, goSMTP,
	postfixClient, exchangeTransport, graphAPI,
	pythonSMTP, nodemailer, javaMail, curlClient,
}

// programMatches are the words of all programs for one cause.
func programMatches(code string) []Match {
	var all []Match
	for _, table := range programs {
		for _, s := range table().Says {
			if s.Cause == code {
				all = append(all, s.Match)
			}
		}
	}
	return all
}

// programOf names the program that a text is from, by the marks of the tables.
func programOf(w *words) string {
	for _, m := range programMarks() {
		if _, _, ok := w.find(m.mark); ok {
			return m.name
		}
	}
	return ""
}

type programMark struct {
	name string
	mark phrase
}

var programMarks = sync.OnceValue(func() (all []programMark) {
	for _, table := range programs {
		if p := table(); p.Marks != "" {
			all = append(all, programMark{p.Name, readPhrase(p.Marks)})
		}
	}
	return all
})
