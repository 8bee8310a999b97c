package settings

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// writingTime is how long a change waits for another to end. A change takes
// some milliseconds; whoever takes longer has been stopped.
const writingTime = 3 * time.Second

// renewingTime is how long one waits for others to renew a sign-in: some of
// them, each with an answer of the login service and of the keychain.
const renewingTime = time.Minute

// Lock makes this the only wizard. It returns an [*Error] with [Busy] and the
// process id of the other one where there is one. The system frees the lock
// when the process ends, however it ends. Reading, and the short changes of
// Save and Forget, need no Lock.
func (f Folder) Lock() (unlock func(), err error) {
	if err := f.usable(); err != nil {
		return nil, err
	}
	if err := f.make(); err != nil {
		return nil, err
	}
	unlock, err = f.take("wizard.lock")
	if err == nil {
		f.moment("locked")
	}
	return unlock, err
}

// lockWriting waits for its turn to write and sweeps.
func (f Folder) lockWriting() (release func(), err error) {
	if err := f.make(); err != nil {
		return nil, err
	}
	if release, err = f.await(context.Background(), "write.lock", writingTime); err != nil {
		return nil, err
	}
	f.moment("writing locked")
	f.sweep()
	f.moment("swept")
	return release, nil
}

// LockSignIn waits for its turn to renew the sign-in of a login: what comes
// back replaces what was kept, so two that renew at once could lose the newer
// one. A file says whose renewal is under way. Where it is still there, the
// process that wrote it was ended before it released its turn: cutOff is the
// login in it.
func (f Folder) LockSignIn(ctx context.Context, login string) (release func(), cutOff string, err error) {
	if err := f.usable(); err != nil {
		return nil, "", err
	}
	if err := f.make(); err != nil {
		return nil, "", err
	}
	unlock, err := f.await(ctx, "sign-in.lock", renewingTime)
	if err != nil {
		return nil, "", err
	}
	mark := filepath.Join(f.State, "sign-in.renewing")
	if was, err := os.ReadFile(mark); err == nil {
		cutOff = strings.ToValidUTF8(string(was[:min(len(was), 254)]), "")
	}
	// Without the mark the turn counts all the same.
	_ = os.WriteFile(mark, []byte(login), 0o600)
	f.moment("renewing")
	return func() {
		os.Remove(mark)
		unlock()
	}, cutOff, nil
}

// await waits for a lock that others hold for a moment only.
func (f Folder) await(ctx context.Context, name string, patience time.Duration) (release func(), err error) {
	for end := time.Now().Add(patience); ; {
		release, err = f.take(name)
		busy, ok := errors.AsType[*Error](err)
		if !ok || busy.Code != Busy || time.Now().After(end) {
			return release, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// make makes the folders.
func (f Folder) make() error {
	for _, dir := range []string{f.Config, f.State} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return unwritten(dir, err)
		}
	}
	f.moment("folders made")
	return nil
}

// take locks a file of this name, which tells the holder's process id and
// stays when the lock is gone: removing it could free two at once.
func (f Folder) take(name string) (func(), error) {
	path := filepath.Join(f.State, name)
	file, err := openLock(path)
	if err != nil {
		return nil, unwritten(path, err)
	}
	switch held, err := tryLock(file); {
	case err != nil:
		file.Close()
		return nil, unwritten(path, err)
	case held:
		defer file.Close()
		return nil, &Error{Code: Busy, Path: path, Holder: holder(file), Err: errors.New("mailready is open in another window")}
	}
	f.moment(name + " taken")
	// The id is for people. Without it the lock holds all the same.
	if err := file.Truncate(0); err == nil {
		file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	return func() { file.Close() }, nil
}

func holder(file *os.File) int {
	text, err := io.ReadAll(io.NewSectionReader(file, 0, 20))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(string(bytes.TrimSpace(text)))
	if err != nil || pid < 0 {
		return 0
	}
	return pid
}
