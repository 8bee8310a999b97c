package report

// OtherWays tells, for a cause that concerns passwords as such, what OAuth
// would and would not cure, and which other ways to send there are. It is
// empty for all other causes.
func OtherWays(code string) []string {
	lines := OAuthCures(code)
	if len(lines) == 0 {
		return nil
	}
	for _, a := range Alternatives {
		lines = append(lines, a.Name+". "+a.When+" "+a.How+" "+a.But)
	}
	return lines
}
