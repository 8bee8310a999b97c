package checklist

import (
	"regexp"
	"strings"
	"sync"
)

// guid is how Microsoft writes the id of an app or of a directory. Words may
// stand right beside it: pages are copied so.
var guid = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
})

func plainRegistration(typed string) string { return strings.ToLower(hyphens.Replace(typed)) }

// hyphens are what mail programs make of the hyphens of an id.
var hyphens = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2212", "-")

// What stands beside an id in an admin's answer, and what it then is.
var (
	clientWords = []string{"client", "application", "app id", "appid"}
	tenantWords = []string{"tenant", "directory"}
	otherWords  = []string{"object", "secret"}
)

// ParseClientID reads an app's id as it stands in a file.
func ParseClientID(typed string) (id, hint string, p *Problem) {
	if at := guid().FindStringIndex(typed); at != nil && at[1]-at[0] == len(typed) {
		return strings.ToLower(typed), "", nil
	}
	return "", "", &Problem{Text: "This is no client ID, such as 1b2c3d4e-0000-0000-0000-000000000000."}
}

// ParseTenantID reads a directory as it stands in a file: its id, one of
// Microsoft's words for several, or a domain of it.
func ParseTenantID(typed string) (id, hint string, p *Problem) {
	if id, _, p := ParseClientID(typed); p == nil {
		return id, "", nil
	}
	lower := strings.ToLower(typed)
	if lower == "organizations" || lower == "consumers" || lower == "common" {
		return lower, "", nil
	}
	if host, _, p := ParseHost(typed); p == nil && strings.Contains(host, ".") {
		return host, "", nil
	}
	return "", "", &Problem{Text: "This is no tenant ID, such as 1b2c3d4e-0000-0000-0000-000000000000."}
}

// registration is what one reading of an admin's answer finds.
type registration struct {
	client, tenant string
	unnamed        []string // ids without a word that says what they are
	named          int      // ids with one
	twice          string   // what there are two different ones of
}

func (g *registration) name(id string, list int) {
	if list < 0 {
		g.unnamed = append(g.unnamed, id)
		return
	}
	g.named++
	to, what := &g.client, "client ID"
	switch list {
	case 1:
		to, what = &g.tenant, "tenant ID"
	case 2:
		return
	}
	if *to != "" && *to != id {
		g.twice = what
	}
	*to = id
}

// readRegistration reads the answer twice, with the words before the ids and
// with those behind them in the same line. The reading counts that does not
// contradict itself, and of two such the one that names more. Where both name
// one id each, and not the same, nothing is known.
func readRegistration(typed string) registration {
	var before, behind registration
	last, all := 0, guid().FindAllStringIndex(typed, -1)
	for i, at := range all {
		id, next := typed[at[0]:at[1]], len(typed)
		if i+1 < len(all) {
			next = all[i+1][0]
		}
		line, _, _ := strings.Cut(typed[at[1]:next], "\n")
		before.name(id, latest(typed[last:at[0]], clientWords, tenantWords, otherWords))
		behind.name(id, earliest(line, clientWords, tenantWords, otherWords))
		last = at[1]
	}
	switch {
	case behind.twice == "" && (before.twice != "" && behind.named == len(all) || behind.named > before.named):
		return behind
	case len(all) == 2 && before.named == 1 && behind.named == 1 && len(before.unnamed) == 1 && before.unnamed[0] == typed[all[0][0]:all[0][1]]:
		return registration{unnamed: []string{before.unnamed[0], typed[all[1][0]:all[1][1]]}} // one word between the two, which may be either's
	}
	return before
}

// ParseRegistration finds the two values of an app's registration in an
// admin's answer, however it was pasted: the Application (client) ID and the
// Directory (tenant) ID. Which is which is told by the words beside them; an
// Object ID or a Secret ID is passed over.
func ParseRegistration(typed string) (client, tenant string, p *Problem) {
	got := readRegistration(plainRegistration(typed))
	if got.twice != "" {
		return "", "", &Problem{Text: "There is more than one " + got.twice + ". Paste the two values alone, each with its name."}
	}
	client, tenant = got.client, got.tenant
	for _, id := range got.unnamed {
		switch {
		case len(got.unnamed) > 1:
		case client == "" && tenant != "":
			client = id
		case tenant == "" && client != "":
			tenant = id
		}
	}
	switch {
	case client != "" && client == tenant:
		return "", "", &Problem{Text: "Both values are the same. The client ID and the tenant ID are two different ones."}
	case client != "" && tenant != "":
		return client, tenant, nil
	case len(got.unnamed) >= 2:
		return "", "", &Problem{Text: "Which is which? Type the word client before the one, and the word tenant before the other."}
	case client != "":
		return "", "", &Problem{Text: "The tenant ID is missing. Paste both: the Application (client) ID and the Directory (tenant) ID."}
	case tenant != "":
		return "", "", &Problem{Text: "The client ID is missing. Paste both: the Application (client) ID and the Directory (tenant) ID."}
	}
	return "", "", &Problem{Text: "Two values are needed, such as 1b2c3d4e-0000-0000-0000-000000000000: the Application (client) ID and the Directory (tenant) ID."}
}

// moreOfAnswer reads a line together with those before it: where there is no
// screen, an answer of several lines comes line by line. What contradicts them
// begins anew. P is why the line alone is no answer.
func (s *State) moreOfAnswer(typed string, p *Problem) (client, tenant string, _ *Problem) {
	const most = 4000
	all := s.soFar + "\n" + typed
	got := readRegistration(plainRegistration(all))
	if got.twice != "" || len(all) > most {
		s.soFar = typed[:min(len(typed), most)]
		return "", "", p
	}
	s.soFar = all
	return ParseRegistration(all)
}

// latest is which list has the word that stands last in text; -1 for none.
func latest(text string, lists ...[]string) int {
	return nearest(text, lists, func(at, best int) bool { return at > best }, strings.LastIndex)
}

// earliest is which list has the word that stands first in text; -1 for none.
func earliest(text string, lists ...[]string) int {
	return nearest(text, lists, func(at, best int) bool { return best < 0 || at < best }, strings.Index)
}

func nearest(text string, lists [][]string, nearer func(at, best int) bool, find func(text, word string) int) int {
	found, best := -1, -1
	for i, words := range lists {
		for _, w := range words {
			if at := find(text, w); at >= 0 && nearer(at, best) {
				found, best = i, at
			}
		}
	}
	return found
}
