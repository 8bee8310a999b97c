//go:build linux

package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"mailready/smtpcheck/simlogin"
	"mailready/wizard/checklist"
)

// A browser that stays in the foreground keeps nobody from stopping the
// sign-in, nor the sign-in from going on.
func TestBrowserInTheForeground(t *testing.T) {
	login := &simlogin.Server{}
	env, _ := signInWorld(t, login)
	closed := make(chan struct{})
	defer close(closed)
	person, s := env.Open, checklist.Begin(practiceAddress)
	s.Client, s.Tenant = "11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"
	for _, signsIn := range []bool{false, true} {
		opened := make(chan struct{})
		env.Open = func(page string) error {
			close(opened)
			if signsIn {
				person(page)
			}
			<-closed
			return nil
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			_, err := env.SignIn(ctx, s, nil, func(checklist.Note) {})
			ended <- err
		}()
		<-opened
		if !signsIn {
			stop()
		}
		select {
		case err := <-ended:
			if signsIn && err != nil || !signsIn && !errors.Is(err, context.Canceled) {
				t.Errorf("signs in %t: %v", signsIn, err)
			}
		case <-time.After(hangGuard):
			t.Fatalf("signs in %t: the open browser holds the sign-in up", signsIn)
		}
		stop()
	}
}

// The program that opens a page ends, and the browser that it has started
// stays: nobody waits for that one.
func TestBrowserStaysOpen(t *testing.T) {
	dir := t.TempDir()
	window := filepath.Join(dir, "window")
	if err := syscall.Mkfifo(window, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\nread end < "+window+" &\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	opened := make(chan error, 1)
	go func() { opened <- openPage("https://login.microsoftonline.com/") }()
	select {
	case err := <-opened:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(hangGuard):
		t.Error("the page counts as opened only when the browser is closed")
	}
	close, err := os.OpenFile(window, os.O_RDWR, 0) // whoever reads it sees its end
	if err != nil {
		t.Fatal(err)
	}
	close.Close()
}
