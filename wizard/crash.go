package wizard

import (
	"fmt"
	"runtime"
	"strings"
)

// Crash is an error in the program itself. It tells where it happened and of
// which type the fault was; never a value, since a value can hold a secret.
type Crash struct {
	Kind  string   // the type of the fault
	Where []string // functions and lines, innermost first
}

func (c *Crash) Error() string {
	return "internal error (" + c.Kind + ") at " + strings.Join(c.Where, ", ")
}

// crashed is to be called from the deferred function that recovered.
func crashed(fault any) *Crash {
	c := &Crash{Kind: fmt.Sprintf("%T", fault)}
	pc := make([]uintptr, 24)
	frames := runtime.CallersFrames(pc[:runtime.Callers(3, pc)])
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "mailready/") {
			c.Where = append(c.Where, fmt.Sprintf("%s:%d", f.Function, f.Line))
		}
		if !more {
			return c
		}
	}
}
