package causes

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first used:
// most runs of the program explain nothing, and all of them together take
// longer to compile than such a run.
func pattern(source string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })
}
