package report

import (
	"net/netip"
	"strings"

	"mailready/smtpcheck"
	"mailready/wizard/checklist"
)

// masker hides who the mailbox belongs to, and from which address on the
// network the check came, unless the user asked for the full report.
type masker struct {
	full bool
	s    checklist.State
	keep string // the message id, which has a domain and names nobody
}

// Mask shows an address by its first and last letter and its domain:
// "j...e@contoso.example".
func Mask(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return strings.Repeat(".", min(len(address), 3))
	}
	letters, domain := []rune(address[:at]), address[at:]
	if len(letters) < 3 {
		return "..." + domain
	}
	return string(letters[0]) + "..." + string(letters[len(letters)-1]) + domain
}

func (m masker) address(a string) string {
	if m.full || a == "" {
		return a
	}
	return Mask(a)
}

// text masks the addresses in what a server said: everything with an @ but
// the message id, and addresses of the network in brackets.
func (m masker) text(said string) string {
	said = strings.ReplaceAll(said, "\uFFFD", "?") // stands for bytes that were no text; not every terminal shows it
	if m.full {
		return said
	}
	var b strings.Builder
	for said != "" {
		end := strings.IndexAny(said, " <>()[],;:'\"=")
		if end < 0 {
			end = len(said)
		}
		b.WriteString(m.word(said[:end]))
		if end == len(said) {
			break
		}
		if inside, rest, ok := strings.Cut(said[end+1:], "]"); said[end] == '[' && ok && isNetworkAddress(inside) {
			b.WriteString("[network address]")
			said = rest
			continue
		}
		b.WriteByte(said[end])
		said = said[end+1:]
	}
	return b.String()
}

func (m masker) word(w string) string {
	if !strings.Contains(w, "@") || w == strings.Trim(m.keep, "<>") && w != "" {
		return w
	}
	return Mask(w)
}

func isNetworkAddress(s string) bool {
	_, err := netip.ParseAddr(strings.TrimPrefix(s, "IPv6:"))
	return err == nil
}

// transcript is the conversation as the report may show it. Of the login
// there is only that it took place: its lines are replaced as a whole, not
// cleaned, and the server's refusal stands in the report as the reply.
func transcript(lines []smtpcheck.Line, m masker) []string {
	shown := []string{}
	for _, l := range lines {
		who, text := "S: ", m.text(l.Text)
		if l.Client {
			who = "C: "
		}
		switch {
		case l.Stage != smtpcheck.Login && !strings.HasPrefix(strings.ToUpper(l.Text), "AUTH"):
		case l.Client:
			text = "(login, not shown)"
		case strings.HasPrefix(l.Text, "334"):
			text = "334 (question of the login, not shown)"
		default:
			text = answer(l.Text) + " (answer to the login, see the reply)"
		}
		shown = append(shown, who+text)
	}
	return shown
}

// answer is the code of an answer, and nothing of its words.
func answer(line string) string {
	if len(line) < 3 || strings.Trim(line[:3], "0123456789") != "" {
		return "(no code)"
	}
	return line[:3]
}

// plain keeps the facts about the place to short plain words, because some of
// them come from the environment.
func (p Program) plain() Program {
	for _, s := range []*string{&p.Version, &p.Go, &p.OS, &p.Arch, &p.Terminal, &p.Driver} {
		*s = strings.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return '?'
			}
			return r
		}, *s)
		*s = (*s)[:min(len(*s), 60)]
	}
	return p
}
