//go:build !js

package keystore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// Command is a password manager that keeps secrets by commands of its own. Each
// is a list of arguments, run without a shell; {name} in them is the entry, and
// {item} the same without a folder. The secret goes in by standard input and
// comes out by standard output. Without Set it is a place that a person fills.
type Command struct {
	Name             string // as a person calls it
	Get, Set, Delete []string

	put     []string // puts {new} in the place of {name} at once, where Set could be killed halfway; it then sets {new}
	missing []string // how it says that there is no such entry; nil where that is not known
	silent  string   // adds options for gpg, by this variable
}

// Commands are the password managers that are known by name. Their commands
// are those of their own documentation.
var Commands = map[string]Command{
	// https://git.zx2c4.com/password-store/about/
	"pass": {Name: "pass", Get: words("pass show {name}"), Set: words("pass insert --multiline --force {new}"), Delete: words("pass rm --force {name}"),
		put: words("pass mv --force {new} {name}"), missing: []string{notInStore}, silent: "PASSWORD_STORE_GPG_OPTS"},
	// https://github.com/gopasspw/gopass/tree/master/docs/commands
	"gopass": {Name: "gopass", Get: words("gopass show --password {name}"), Set: words("gopass insert --multiline --force {name}"), Delete: words("gopass rm --force {name}"),
		missing: []string{notInStore}, silent: "GOPASS_GPG_OPTS"},
	// https://developer.hashicorp.com/vault/docs/commands/kv
	"vault": {Name: "HashiCorp Vault", Get: words("vault kv get -mount=secret -field=password {name}"), Set: words("vault kv put -mount=secret {name} password=-"), Delete: words("vault kv metadata delete -mount=secret {name}"),
		missing: []string{"no value found at"}},
}

const notInStore = "not in the password store"

func words(line string) []string { return strings.Fields(line) }

// Of makes a Store of a password manager's commands.
func Of(c Command) Store { return proven{c} }

func (c Command) kind() string { return "command" }

func (c Command) where(item Item) string {
	return "In " + c.Name + ", as " + c.name(item) + ". To see it: " + strings.Join(c.fill(c.Get, c.name(item)), " ")
}

func (c Command) name(item Item) string {
	return "mailready/" + strings.TrimPrefix(fileName(item), "mailready-")
}

func (c Command) fill(argv []string, name string) []string {
	filled := make([]string, len(argv))
	for i, arg := range argv {
		filled[i] = strings.NewReplacer("{name}", name, "{new}", unproved(name), "{item}", strings.TrimPrefix(name, "mailready/")).Replace(arg)
	}
	return filled
}

// unproved is where a new secret waits until it is proved.
func unproved(name string) string { return name + ".new" }

func (c Command) read(ctx context.Context, name string) (Secret, error) {
	secret, err := c.run(ctx, c.Get, name, Secret{})
	if err == nil && secret.Empty() {
		err = fmt.Errorf("%w: %s gave nothing", ErrMismatch, c.Name) // so does gpg with half a file
	}
	return secret, err
}

func (c Command) write(ctx context.Context, name string, secret Secret) error {
	if err := c.silently(ctx, c.Set, name, secret); err != nil || c.put == nil {
		return err
	}
	kept, err := c.read(ctx, unproved(name))
	defer kept.Destroy()
	if err != nil {
		return err
	}
	if !kept.Equal(secret) {
		return ErrMismatch
	}
	return c.silently(ctx, c.put, name, Secret{})
}

// remove takes away what a write that was killed has left, too.
func (c Command) remove(ctx context.Context, name string) error {
	err := c.silently(ctx, c.Delete, name, Secret{})
	if c.put != nil {
		if left := c.silently(ctx, c.Delete, unproved(name), Secret{}); left != nil && !errors.Is(left, ErrNotFound) {
			return errors.Join(err, left)
		}
	}
	return err
}

// silently runs a command whose output is nothing to keep.
func (c Command) silently(ctx context.Context, argv []string, name string, in Secret) error {
	said, err := c.run(ctx, argv, name, in)
	said.Destroy()
	return err
}

// unasked is how long a command may take where nobody is asked for anything.
const unasked = 20 * time.Second

func (c Command) run(ctx context.Context, argv []string, name string, in Secret) (Secret, error) {
	if len(argv) == 0 {
		return Secret{}, fmt.Errorf("%w: %s has no command for this", ErrDenied, c.Name)
	}
	patience := Patience
	if ctx.Value(askNobody{}) != nil {
		patience = unasked
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, ErrLocked)
	defer cancel()
	p := program{argv: c.fill(argv, name), in: in, missing: c.missing}
	if c.silent != "" && ctx.Value(askNobody{}) != nil {
		p.env = []string{c.silent + "=" + strings.TrimSpace(os.Getenv(c.silent)+" --pinentry-mode=cancel")}
	}
	return p.run(ctx)
}
