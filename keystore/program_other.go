//go:build !unix && !js

package keystore

import (
	"io/fs"
	"os/exec"
)

const nonBlocking = 0

// apart does nothing where programs have no sessions.
func apart(*exec.Cmd) {}

// onlyOurs cannot be told by the mode of a folder there.
func onlyOurs(fs.FileInfo) bool { return true }
