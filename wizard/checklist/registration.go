package checklist

import (
	"regexp"
	"strings"
	"sync"
)

// guid is how Microsoft writes the id of an app or of a directory.
var guid = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
})

// What stands before an id in an admin's answer, and what it then is.
var (
	clientWords = []string{"client", "application", "app id", "appid"}
	tenantWords = []string{"tenant", "directory"}
	otherWords  = []string{"object", "secret"}
)

// ParseRegistration finds the two values of an app's registration in an
// admin's answer, however it was pasted: the Application (client) ID and the
// Directory (tenant) ID. Which is which is told by the words before them; an
// Object ID or a Secret ID beside them is passed over. Where one is missing,
// the other comes back beside the problem.
func ParseRegistration(typed string) (client, tenant string, p *Problem) {
	var unnamed []string
	last := 0
	for _, at := range guid().FindAllStringIndex(typed, -1) {
		id, before := strings.ToLower(typed[at[0]:at[1]]), strings.ToLower(typed[last:at[0]])
		last = at[1]
		switch nearest(before, clientWords, tenantWords, otherWords) {
		case 0:
			client = id
		case 1:
			tenant = id
		case 2:
		default:
			unnamed = append(unnamed, id)
		}
	}
	for _, id := range unnamed {
		switch {
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
	case len(unnamed) == 2:
		return "", "", &Problem{Text: "Which is which? Type the word client before the one, and the word tenant before the other."}
	case client != "":
		return client, "", &Problem{Text: "The client ID is there, the tenant ID is missing. Paste the Directory (tenant) ID too."}
	case tenant != "":
		return "", tenant, &Problem{Text: "The tenant ID is there, the client ID is missing. Paste the Application (client) ID too."}
	}
	return "", "", &Problem{Text: "Two values are needed, such as 1b2c3d4e-0000-0000-0000-000000000000: the Application (client) ID and the Directory (tenant) ID."}
}

// nearest is which list has the word that stands last in text; -1 for none.
func nearest(text string, lists ...[]string) int {
	found, at := -1, -1
	for i, words := range lists {
		for _, w := range words {
			if j := strings.LastIndex(text, w); j > at {
				found, at = i, j
			}
		}
	}
	return found
}
