package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

// inKeychainWord is what --store says for the system's own keychain.
const inKeychainWord = "keychain"

// storeFlag is for every command that has to do with a secret.
func (a *app) storeHelp() string {
	names := []string{inKeychainWord}
	for _, w := range checklist.StoreNames {
		names = append(names, w.Name)
	}
	return "keep the secret in this `STORE` instead: " + strings.Join(names, ", ")
}

// chosen puts --store over what is saved.
func (a *app) chosen(s *checklist.State) {
	switch a.storeName {
	case "":
	case inKeychainWord:
		s.Store = ""
	default:
		s.Store = a.storeName
	}
}

// plainStore refuses a --store that there is not.
func (a *app) plainStore() error {
	if a.storeName == "" || a.storeName == inKeychainWord {
		return nil
	}
	if err := storeExists(a.storeName); err != nil {
		return &exit{causes.ExitUsage, "--store " + err.Error() + ". Nothing was read or written."}
	}
	return nil
}

// storeExists tells what is wrong with the name of a store.
func storeExists(store string) error {
	name, where, has := strings.Cut(store, ":")
	for _, w := range checklist.StoreNames {
		if w.Name != name {
			continue
		}
		switch takes := name == "systemd" || name == "age" || name == "command"; {
		case has && !takes:
			return fmt.Errorf("%.60q: %s takes no folder", store, name)
		case has && !filepath.IsAbs(where):
			return fmt.Errorf("%.60q: give a whole path behind the colon", store)
		case name == "command" && !has:
			return fmt.Errorf("%.60q: name the file with the commands: command:/path/FILE", store)
		}
		return nil
	}
	return fmt.Errorf("%.60q is none of: %s", store, strings.TrimPrefix((&app{}).storeHelp(), "keep the secret in this `STORE` instead: "))
}

// keysOf is where the secret of a mailbox is kept.
func (a *app) keysOf(s checklist.State) keystore.Store {
	return (&checklist.Env{Keys: keystore.System(), Stores: a.stores}).KeysOf(s)
}

// stores gives a store by its name, and the same one for the same name: a
// passphrase is asked once.
func (a *app) stores(store string) (keystore.Store, error) {
	a.opening.Lock()
	defer a.opening.Unlock()
	if s, ok := a.opened[store]; ok {
		return s, nil
	}
	if err := storeExists(store); err != nil {
		return nil, &checklist.NoStore{Why: "the store " + err.Error()}
	}
	name, where, _ := strings.Cut(store, ":")
	var s keystore.Store
	switch name {
	case "systemd":
		s = keystore.Systemd(where)
	case "age":
		if where == "" {
			where = filepath.Join(a.folder().State, "age")
		}
		s = keystore.Age(where, a.passphrase)
	case "command":
		c, err := readCommands(where)
		if err != nil {
			return nil, &checklist.NoStore{Why: shown(err.Error())}
		}
		s = keystore.Of(c)
	default:
		s = keystore.Of(keystore.Commands[name])
	}
	if a.opened == nil {
		a.opened = map[string]keystore.Store{}
	}
	a.opened[store] = s
	return s, nil
}

// passphrase asks for the passphrase of a store on the terminal, twice for a
// new one. Where the command is stopped meanwhile, the terminal echoes again.
func (a *app) passphrase(ctx context.Context, twice bool) (keystore.Secret, error) {
	if a.asksItself {
		return keystore.Secret{}, fmt.Errorf("%w: the passphrase was not given", keystore.ErrLocked)
	}
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return keystore.Secret{}, fmt.Errorf("%w: there is no terminal to ask for the passphrase", keystore.ErrAbsent)
	}
	defer tty.Close()
	// The echo is off before the question is shown: whoever pastes at once must
	// not see the passphrase.
	if restore := plain.Mute(tty); restore != nil {
		defer restore()
	}
	ask := func(question string) (keystore.Secret, error) {
		fmt.Fprint(tty, question)
		defer fmt.Fprintln(tty)
		typed, read := make(chan []byte), int(tty.Fd())
		go func() {
			b, _ := term.ReadPassword(read)
			select {
			case typed <- b:
			case <-ctx.Done():
				clear(b)
			}
		}()
		select {
		case b := <-typed:
			if len(b) == 0 {
				return keystore.Secret{}, fmt.Errorf("%w: no passphrase was given", keystore.ErrLocked)
			}
			return keystore.NewSecret(b), nil
		case <-ctx.Done():
			return keystore.Secret{}, context.Cause(ctx)
		}
	}
	if !twice {
		return ask("Passphrase of your secrets: ")
	}
	first, err := ask("A new passphrase for your secrets: ")
	if err != nil {
		return first, err
	}
	second, err := ask("The same once more: ")
	if err == nil && !first.Equal(second) {
		err = fmt.Errorf("%w: the two passphrases differ", keystore.ErrLocked)
	}
	second.Destroy()
	return first, err
}
