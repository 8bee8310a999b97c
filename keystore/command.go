//go:build !js

package keystore

import (
	"context"
	"fmt"
	"strings"
)

// Command is a password manager that keeps secrets by commands of its own. Each
// is a list of arguments, run without a shell; {name} in them is the entry, and
// {item} the same without a folder. The secret goes in by standard input and
// comes out by standard output. Without Set it is a place that a person fills.
type Command struct {
	Name             string // as a person calls it
	Get, Set, Delete []string
}

// Commands are the password managers that are known by name. Their commands
// are those of their own documentation.
var Commands = map[string]Command{
	// https://git.zx2c4.com/password-store/about/
	"pass": {"pass", words("pass show {name}"), words("pass insert --multiline --force {name}"), words("pass rm --force {name}")},
	// https://github.com/gopasspw/gopass/tree/master/docs/commands
	"gopass": {"gopass", words("gopass show --password {name}"), words("gopass insert --multiline --force {name}"), words("gopass rm --force {name}")},
	// https://developer.hashicorp.com/vault/docs/commands/kv
	"vault": {"HashiCorp Vault", words("vault kv get -mount=secret -field=password {name}"), words("vault kv put -mount=secret {name} password=-"), words("vault kv metadata delete -mount=secret {name}")},
}

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
		filled[i] = strings.NewReplacer("{name}", name, "{item}", strings.TrimPrefix(name, "mailready/")).Replace(arg)
	}
	return filled
}

func (c Command) read(ctx context.Context, name string) (Secret, error) {
	return c.run(ctx, c.Get, name, Secret{})
}

func (c Command) write(ctx context.Context, name string, secret Secret) error {
	said, err := c.run(ctx, c.Set, name, secret)
	said.Destroy()
	return err
}

func (c Command) remove(ctx context.Context, name string) error {
	said, err := c.run(ctx, c.Delete, name, Secret{})
	said.Destroy()
	return err
}

func (c Command) run(ctx context.Context, argv []string, name string, in Secret) (Secret, error) {
	if len(argv) == 0 {
		return Secret{}, fmt.Errorf("%w: %s has no command for this", ErrDenied, c.Name)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, Patience, ErrLocked)
	defer cancel()
	return runProgram(ctx, c.fill(argv, name), in)
}
