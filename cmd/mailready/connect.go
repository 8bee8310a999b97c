package main

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
	"mailready/wizard/checklist"
)

// commonFlags refuses values of the common flags that nothing can be done
// with, before any command begins.
func (a *app) commonFlags(c *cobra.Command, _ []string) error {
	if c.Flags().Changed("connect") && !dialable(a.connect) {
		return &exit{causes.ExitUsage, fmt.Sprintf("--connect %q is not HOST:PORT, such as 127.0.0.1:2525 or [::1]:2525. Nothing was dialled.", a.connect)}
	}
	if c.Flags().Changed("timeout") && a.timeout < time.Second {
		return &exit{causes.ExitUsage, "--timeout is too short; give at least one second, such as 30s"}
	}
	if err := a.plainStore(); err != nil {
		return err
	}
	return a.plainConfig()
}

// dialable tells whether s is a host, by name or address, and a port.
func dialable(s string) bool {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 || host == "" || len(host) > 253 {
		return false
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	return !strings.ContainsFunc(host, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '.' && r != '_'
	})
}

// warnHost says on the error output where the password goes, when a server
// was named that is not known. It never stops a check.
func (a *app) warnHost(f checkFlags, s checklist.State) {
	if f.host == "" || road.KnownHost(s.Host) {
		return
	}
	a.tell(fmt.Sprintf("mailready: warning: %s is not one of Microsoft's known mail servers. It will get the password.", s.Host))
	if _, note, _ := checklist.ParseHost(f.host); note != "" {
		a.tell("mailready: warning: " + note)
	}
}
