package simlogin

import (
	"html"
	"io"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// What a visitor looks for in a page: the number of the sign-in, and the words
// between the tags.
var (
	numberIn = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`name="number" value="([^"]+)"`) })
	tags     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)^.*<main>|<[^>]*>`) })
)

// Visit goes through the pages as a person in a browser does, signs in as user
// and agrees. It gives the address to which the browser is sent back; empty
// where it ends on a page, whose words are said then.
func (s *Server) Visit(page, user string) (back, said string) {
	client := s.Client()
	answer, err := client.Get(page)
	for err == nil {
		if to := answer.Header.Get("Location"); to != "" {
			return to, ""
		}
		body, _ := io.ReadAll(answer.Body)
		number := numberIn().FindSubmatch(body)
		if number == nil {
			return "", strings.Join(strings.Fields(html.UnescapeString(tags().ReplaceAllString(string(body), " "))), " ")
		}
		form := url.Values{"number": {string(number[1])}, "do": {"accept"}}
		if strings.Contains(string(body), `name="user"`) {
			form = url.Values{"number": {string(number[1])}, "do": {"next"}, "user": {user}}
		}
		answer, err = client.PostForm(page, form)
	}
	return "", err.Error()
}
