package causes

import (
	"strings"
)

var (
	addressIn = pattern(`[\pL\pN._%+'=/-]*[\pL\pN_-]@[\pL\pN][\pL\pN.-]*`)
	linkIn    = pattern(`(?i)\bhttps?://[^\s<>"'?#=)\]]+`)
	// helpLink is a page that a provider names in its replies, which so tells
	// who it is and what it means.
	helpLink = pattern(`(?i)^https?://(?:[\w-]+\.)*(?:aka\.ms|microsoft\.com|google\.com|yahoo\.com|outlook\.com|live\.com)(?:[:/]|$)`)
)

// readText reads the words of a text from outside. The addresses and links in
// it do not count: what a user or a computer is called tells nothing of a
// cause.
func readText(raw string) *words {
	masked := raw
	if strings.Contains(raw, "@") {
		masked = addressIn().ReplaceAllStringFunc(masked, blank)
	}
	if strings.Contains(raw, "://") {
		masked = linkIn().ReplaceAllStringFunc(masked, func(link string) string {
			if helpLink().MatchString(link) {
				return link
			}
			return blank(link)
		})
	}
	w := readWords(masked)
	w.raw = raw
	return w
}

// blank is as many spaces as s has bytes, so that places stay the same.
func blank(s string) string { return strings.Repeat(" ", len(s)) }
