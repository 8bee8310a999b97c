// Mailready takes a Microsoft 365 mailbox from nothing to "this program can
// send mail through it", step by step in a terminal.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"mailready/keystore"
)

func main() {
	harden()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: &output{file: os.Stdout}, err: os.Stderr, env: os.Getenv})
	stop()
	keystore.Settle(time.Second)
	os.Exit(code)
}
