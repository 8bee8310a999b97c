package main

import (
	"bytes"
	"io"
	"os"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
)

// readPasswordFile takes a mounted file as the password. Its owner is this user
// or root, and nobody else can write it; where others can read it, that is said.
// A link is followed: Kubernetes mounts secrets as links.
func (a *app) readPasswordFile(s *checklist.State, path string) error {
	refuse := func(code int, why string) error {
		return &exit{code, "--password-file " + shown(path) + ": " + why + ". Nothing was sent."}
	}
	if path == "-" {
		return refuse(causes.ExitUsage, "for standard input there is --password-stdin")
	}
	file, err := os.OpenFile(path, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return refuse(causes.ExitFile, err.Error())
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return refuse(causes.ExitFile, err.Error())
	case !info.Mode().IsRegular():
		return refuse(causes.ExitFile, "this is not a file")
	case info.Size() > mostStdin:
		return refuse(causes.ExitFile, "this is larger than a password can be")
	case !ownedByUsOrRoot(info):
		return refuse(causes.ExitFile, "it belongs to somebody else")
	case othersWrite(info):
		return refuse(causes.ExitFile, "others than its owner can write it")
	case othersRead(info):
		a.tell("Others on this computer can read " + shown(path) + ". To end that: chmod 400")
	}
	b := make([]byte, mostStdin) // never grows, which would leave copies behind
	n, err := io.ReadFull(file, b)
	defer clear(b)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return refuse(causes.ExitFile, err.Error())
	}
	clean, shape, p := checklist.CleanPassword(bytes.TrimRight(b[:n], "\r\n"))
	if clean == nil {
		return p
	}
	s.Password, s.Shape, s.SessionOnly = keystore.NewSecret(clean), shape, true
	return nil
}
