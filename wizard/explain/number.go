package explain

import (
	"regexp"
	"slices"
	"strings"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// numberAlone reads the numbers of a reply without its sentence. Where
// several causes share them, no cause is named: guessing would send people to
// the wrong person.
func numberAlone(text string, _ causes.Facts) (causes.Verdict, bool) {
	text = strings.Trim(text, " \t\r\n\"'`.,:;()[]#")
	numbers := regexp.MustCompile(`^([45]\d\d)?[ -]?([45]\.\d{1,3}\.\d{1,3})?$`) // "535", "5.7.139", or both
	m := numbers.FindStringSubmatch(text)
	if m == nil || text == "" {
		return causes.Verdict{}, false
	}
	var fits []causes.Cause
	for _, c := range causes.Plays() {
		code, rest, _ := strings.Cut(c.Example, " ")
		if (m[1] == "" || m[1] == code) && (m[2] == "" || strings.HasPrefix(rest, m[2]+" ")) {
			fits = append(fits, c)
		}
	}
	if len(fits) < 2 {
		return causes.Verdict{}, false
	}
	c := causes.Unknown
	c.Title = "the number alone does not tell"
	c.Happened = text + " says only that " + meant(text, fits) + ". Several causes share it, and the sentence behind the number tells which."
	c.Try = []string{
		"Find the whole line in your program or its log: the number, and the sentence behind it.",
		"Paste all of it between quotes:\n  mailready explain \"" + text + " and the whole sentence behind it\"",
		"If the program shows no sentence, run the check. It shows the server's whole answer:\n  mailready check",
		"It can be one of these:\n" + titles(fits),
	}
	return causes.Verdict{Cause: &c, Recognised: text}, true
}

// meant is what all the causes of a number have in common.
func meant(number string, fits []causes.Cause) string {
	all := func(prefix string) bool {
		return !slices.ContainsFunc(fits, func(c causes.Cause) bool { return !strings.HasPrefix(c.Code, prefix) })
	}
	switch {
	case all("AUTH-"):
		return "the server refused the login"
	case all("SEND-"):
		return "the server refused the mail"
	case number[0] == '4':
		return "the server refused for now, and that a later try may work"
	}
	return "the server refused"
}

func titles(fits []causes.Cause) string {
	var lines []string
	for _, c := range fits {
		lines = append(lines, "  "+c.Code+": "+c.Title)
	}
	return strings.Join(lines, "\n")
}

// mostWrong is how many letters of a code may be wrong, missing or too many.
const mostWrong = 3

// nearestCode names the codes that are nearest to one that is none.
func nearestCode(text string, _ causes.Facts) (causes.Verdict, bool) {
	if len(text) > 60 {
		return causes.Verdict{}, false
	}
	typed := strings.Join(strings.Fields(strings.NewReplacer("_", " ", "-", " ", "\"", " ", "'", " ", ".", " ").Replace(strings.ToUpper(text))), "-")
	likeCode := regexp.MustCompile(`^[A-Z]{2,6}(-[A-Z]{1,12}){1,3}$`)
	if !likeCode.MatchString(typed) {
		return causes.Verdict{}, false
	}
	best, near := mostWrong, []causes.Cause{}
	for _, c := range checklist.Catalogue() {
		switch d := apart(typed, c.Code); {
		case d < best || d == best && len(near) == 0:
			best, near = d, []causes.Cause{c}
		case d == best:
			near = append(near, c)
		}
	}
	switch {
	case len(near) == 0:
		return causes.Verdict{}, false
	case best == 0: // the same, with blanks for its dashes
		return causes.Verdict{Cause: &near[0], Recognised: near[0].Code}, true
	}
	c := causes.Unknown
	c.Title, c.Happened = "no such code", "There is no cause with the code "+typed+"."
	c.Try = nil
	for _, n := range near[:min(len(near), 3)] {
		c.Try = append(c.Try, "Perhaps "+n.Code+" is meant, "+n.Title+". If so, type:\n  mailready explain "+n.Code)
	}
	c.Try = append(c.Try, "All codes are in a list:\n  mailready explain --list")
	return causes.Verdict{Cause: &c}, true
}

// apart counts the letters to change, add or leave out between two words.
func apart(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before, row[j+1] = row[j+1], min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
