package checklist

import (
	"strconv"
	"strings"
)

// ParsePort reads a port number, 1 to 65535, in plain digits. Port 25 is
// refused: it is for mail between servers, and most networks block it.
func ParsePort(typed string) (int, *Problem) {
	s := trimSpace(typed)
	plain := s != "" && len(s) <= 5 && strings.TrimLeft(s, "0123456789") == ""
	n, err := strconv.Atoi(s)
	switch {
	case !plain || err != nil || n < 1 || n > 65535:
		return 0, &Problem{codePort, "The port is a number. Microsoft 365 uses 587."}
	case n == 25:
		return 0, &Problem{codePort, "Port 25 is for mail between servers. Please use 587 or 465; Microsoft 365 uses 587."}
	}
	return n, nil
}
