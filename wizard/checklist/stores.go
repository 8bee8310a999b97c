package checklist

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
)

// StoreWords is a place for secrets beside the system's keychain, in words.
type StoreWords struct {
	Name       string            // as --store and the settings name it; what stands behind a colon there is its folder or file
	Place      string            // "in ... ": where the secret is then
	Protects   string            // one line: what it protects from
	Offer      bool              // offered where no keychain answers
	Passphrase bool              // it opens with a passphrase, which is asked for
	Try        map[string]string // what to do first, by the code of a cause
}

// StoreNames are the places that can be chosen, in the order in which they are
// offered.
var StoreNames = []StoreWords{
	{Name: "systemd", Place: "systemd's credentials", Protects: "only root on this computer can read it", Offer: true, Try: map[string]string{
		"KEY-ABSENT":   "Install systemd 250 or later: it brings the program systemd-creds.",
		"KEY-DENIED":   "Run this as root. Only root can use the key of this computer.",
		"KEY-MISMATCH": damaged,
	}},
	{Name: "pass", Place: "pass", Protects: "encrypted with your GPG key", Offer: true, Try: map[string]string{
		"KEY-ABSENT": "Install pass, and begin a store with: pass init YOUR-KEY",
		"KEY-LOCKED": "Unlock your GPG key: run pass once by hand. Then try again here.",
	}},
	{Name: "gopass", Place: "gopass", Protects: "encrypted with your key", Offer: true, Try: map[string]string{
		"KEY-ABSENT": "Install gopass, and begin a store with: gopass setup",
		"KEY-DENIED": "Try it by hand: gopass show --password mailready. Debian has another program of the same name: it takes no --password.",
		"KEY-LOCKED": "Unlock your key: run gopass once by hand. Then try again here.",
	}},
	{Name: "vault", Place: "HashiCorp Vault", Protects: "kept by your organisation's Vault", Offer: true, Try: map[string]string{
		"KEY-ABSENT": "Install the program vault.",
		"KEY-LOCKED": "Sign in to Vault with: vault login. Then try again here.",
		"KEY-DENIED": "Look at VAULT_ADDR and VAULT_TOKEN, and whether the policy allows secret/mailready.",
	}},
	{Name: "age", Place: "a file encrypted with your passphrase", Protects: "only who knows your passphrase can read it", Offer: true, Passphrase: true, Try: map[string]string{
		"KEY-LOCKED":   "Type the passphrase once more, slowly.",
		"KEY-ABSENT":   "Run this on a terminal: the passphrase is asked there.",
		"KEY-MISMATCH": damaged,
	}},
	{Name: "command", Place: "your own command's store", Protects: "whatever your command does", Try: map[string]string{
		"KEY-ABSENT": "Look at the file that --store names: it lists the commands get, set and delete. It belongs to you or to root, and nobody else can write it.",
	}},
}

// damaged is what to do about a file that cannot be read any more.
const damaged = "The file is damaged, or it was made on another computer. Store the password anew:\n  mailready rotate {mailbox}"

// storeWords finds the words of a store by its name in the settings; false for
// the keychain.
func storeWords(name string) (StoreWords, bool) {
	name, _, _ = strings.Cut(name, ":")
	for _, w := range StoreNames {
		if w.Name == name {
			return w, true
		}
	}
	return StoreWords{Place: "the keychain"}, false
}

// Place is where the secret of the mailbox is kept: "the keychain", "pass".
func (s State) Place() string {
	w, _ := storeWords(s.Store)
	return w.Place
}

// yourPlace is the same, said to the person.
func (s State) yourPlace() string {
	if s.Store == "" {
		return "your keychain"
	}
	return s.Place()
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// KeysOf is the store of a mailbox. One that cannot be had answers every call
// with why.
func (e *Env) KeysOf(s State) keystore.Store {
	if s.Store == "" || e.Stores == nil {
		return e.Keys
	}
	store, err := e.Stores(s.Store)
	if err != nil {
		return broken{Somewhere(s.Place()), err}
	}
	return store
}

// NoStore is why a store cannot be had, in words for a person.
type NoStore struct{ Why string }

func (n *NoStore) Error() string { return n.Why }
func (n *NoStore) Unwrap() error { return keystore.ErrAbsent }

type broken struct {
	keystore.Store
	err error
}

func (b broken) Probe(context.Context) error                               { return b.err }
func (b broken) Set(context.Context, keystore.Item, keystore.Secret) error { return b.err }
func (b broken) Delete(context.Context, keystore.Item) error               { return b.err }
func (b broken) Get(context.Context, keystore.Item) (keystore.Secret, error) {
	return keystore.Secret{}, b.err
}

// otherPlaces are the stores that work on this computer, where the keychain
// does not.
func otherPlaces(ctx context.Context, env *Env) []string {
	var names []string
	for _, w := range StoreNames {
		if !w.Offer || env.Stores == nil {
			continue
		}
		store, err := env.Stores(w.Name)
		if err == nil && (w.Passphrase || store.Probe(keystore.WithoutAsking(ctx)) == nil) {
			names = append(names, w.Name)
		}
	}
	return names
}

// notHere ends the look at a keychain that does not work, with what works
// instead.
func notHere(ctx context.Context, env *Env, err error) (func(*State), error) {
	places := otherPlaces(ctx, env)
	return func(to *State) { to.places = places }, keychainFailure(ctx, err)
}

// elsewhere are the ways to keep a secret without a keychain, and to keep none.
func elsewhere(s State, v causes.Verdict) []Way {
	if !strings.HasPrefix(v.Cause.Code, "KEY-") {
		return nil
	}
	ways := anotherPassphrase(s, v)
	for _, name := range s.places {
		w, _ := storeWords(name)
		ways = append(ways, Way{Option: Option{"store-" + name, "Keep it in " + w.Place + ": " + w.Protects},
			Take: func(s *State) { s.Store = name }, Again: true})
	}
	return append(ways, Way{Option: Option{"session", "Go on without a keychain: check only, store nothing"},
		Take: func(s *State) { s.SessionOnly = true }})
}

// disk says what is wrong with the disk, or with a folder on it, and what to do,
// where a store could not write because of it.
func disk(err error) (what, do string) {
	switch {
	case errors.Is(err, keystore.ErrUnsafe):
		return "Others can change the folder of the store.", "Let the folder belong to you, or to root, and take the right to write from all others: chmod go-w. Then try again here."
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "The disk is full.", "Make room on the disk. Then try again here."
	case errors.Is(err, syscall.EROFS):
		return "The disk is read-only.", "Use a folder that can be written to. Then try again here."
	}
	return "", ""
}

// inStore puts the words of a store over those of the keychain.
func (t *Trouble) inStore(s State) {
	w, ok := storeWords(s.Store)
	if !ok || !strings.HasPrefix(t.Verdict.Cause.Code, "KEY-") {
		return
	}
	t.Happened = fmt.Sprintf("This is about %s. ", w.Place) + strings.NewReplacer("Your keychain", "It", "The keychain", "It", "the keychain", "it").Replace(t.Happened)
	if no := new(NoStore); errors.As(t.Verdict.Err, &no) {
		t.Happened += " " + capital(no.Why) + "."
	}
	first, ok := w.Try[t.Verdict.Cause.Code]
	full, do := disk(t.Verdict.Err)
	switch {
	case full != "":
		t.Happened += " " + full
		t.Next = []string{do}
	case ok:
		t.Next = []string{s.Names().Fill(first)}
	case t.Verdict.Cause.Code == "KEY-MISSING":
	default:
		t.Next = []string{"Try it by hand: " + w.Place + " must keep a secret and give it back.", "Then try again here."}
	}
}
