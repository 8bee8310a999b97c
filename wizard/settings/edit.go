package settings

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// What people wrote into settings.toml stays: a change goes to the values it
// is about and to nothing else, so that notes, order, spacing and keys that
// mailready does not know survive it.

var errForm = errors.New("it is written in a form that mailready cannot change without losing something")

// put returns text with this mailbox: changed where it is there, added at the
// end where it is not.
func put(text []byte, m Mailbox) ([]byte, error) {
	m = m.Filled()
	if err := m.valid(); err != nil {
		return nil, err
	}
	text = unmarked(text)
	before, err := parseSettings(text)
	if err != nil {
		return nil, err
	}
	want := slices.Clone(before)
	i := slices.IndexFunc(before, m.same)
	if i >= 0 {
		want[i] = m
		text, err = change(text, i, before[i], m)
	} else {
		want = append(want, m)
		text = add(text, m)
	}
	if err != nil {
		return nil, err
	}
	return proved(text, want)
}

// remove returns text without the mailbox of this sender.
func remove(text []byte, sender string) ([]byte, error) {
	before, err := parseSettings(text)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(before, Mailbox{Sender: sender}.same)
	if i < 0 {
		return text, nil
	}
	text = unmarked(text)
	tables, err := outline(text)
	if err != nil || i >= len(tables) {
		return nil, errForm
	}
	from, to := notesAbove(text, tables[i].from), tables[i].to
	if to < len(text) {
		to = notesAbove(text, to)
	}
	return proved(slices.Concat(text[:from], text[to:]), slices.Delete(before, i, i+1))
}

func (m Mailbox) same(other Mailbox) bool { return strings.EqualFold(m.Sender, other.Sender) }

// proved is text if it says what it should.
func proved(text []byte, want []Mailbox) ([]byte, error) {
	if got, err := parseSettings(text); err != nil || !slices.Equal(got, want) {
		return nil, errForm
	}
	return text, nil
}

// keys are the keys of a mailbox in the order in which they are written.
var keys = []struct {
	name  string
	value func(Mailbox) string
}{
	{"sender", func(m Mailbox) string { return strconv.Quote(m.Sender) }},
	{"login", func(m Mailbox) string { return strconv.Quote(m.Login) }},
	{"cloud", func(m Mailbox) string { return strconv.Quote(m.Cloud) }},
	{"server", func(m Mailbox) string { return strconv.Quote(m.Host) }},
	{"port", func(m Mailbox) string { return strconv.Itoa(m.Port) }},
	{"recipient", func(m Mailbox) string { return strconv.Quote(m.Recipient) }},
	{"credential", func(m Mailbox) string { return strconv.Quote(m.Credential) }},
	{"client_id", func(m Mailbox) string { return strconv.Quote(m.Client) }},
	{"tenant_id", func(m Mailbox) string { return strconv.Quote(m.Tenant) }},
	{"certificate", func(m Mailbox) string { return strconv.Quote(m.Certificate) }},
	{"store", func(m Mailbox) string { return strconv.Quote(m.Store) }},
}

func add(text []byte, m Mailbox) []byte {
	if len(bytes.TrimSpace(text)) == 0 {
		text = []byte(heading)
	}
	var b bytes.Buffer
	b.Write(text)
	if !bytes.HasSuffix(text, []byte("\n")) {
		b.WriteByte('\n')
	}
	b.WriteString("\n[[mailbox]]\n")
	for _, k := range keys {
		if k.value(m) == `""` {
			continue // what is not set is not written
		}
		fmt.Fprintf(&b, "%s = %s\n", k.name, k.value(m))
	}
	return b.Bytes()
}

// change writes the values that differ into the i-th mailbox.
func change(text []byte, i int, from, to Mailbox) ([]byte, error) {
	tables, err := outline(text)
	if err != nil || i >= len(tables) {
		return nil, errForm
	}
	table := tables[i]
	type piece struct {
		from, to int
		text     string
	}
	var pieces []piece
	added := ""
	for _, k := range keys {
		if k.value(from) == k.value(to) {
			continue
		}
		if at, ok := table.values[k.name]; ok {
			pieces = append(pieces, piece{at[0], at[1], k.value(to)})
		} else {
			added += k.name + " = " + k.value(to) + "\n"
		}
	}
	if added != "" {
		if at := table.lastLine; at > 0 && text[at-1] != '\n' {
			added = "\n" + added
		}
		pieces = append(pieces, piece{table.lastLine, table.lastLine, added})
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return b.from - a.from })
	for _, p := range pieces {
		text = slices.Concat(text[:p.from], []byte(p.text), text[p.to:])
	}
	return text, nil
}

// table is one [[mailbox]] in a text, by byte offsets.
type table struct {
	from, to int               // from the beginning of its header's line to the next header's
	values   map[string][2]int // where the values of its own keys stand
	lastLine int               // behind the line of its last own key
}

// outline finds the [[mailbox]] tables.
func outline(text []byte) ([]table, error) {
	var tables []table
	var parser unstable.Parser
	parser.Reset(text)
	open, own := false, false // in a mailbox; and not in a table within it
	for parser.NextExpression() {
		e := parser.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			path, at := key(e)
			start := lineStart(text, at)
			own = e.Kind == unstable.ArrayTable && len(path) == 1 && path[0] == "mailbox"
			if !own && path[0] == "mailbox" {
				continue
			}
			if open {
				tables[len(tables)-1].to = start
			}
			if open = own; own {
				tables = append(tables, table{start, len(text), map[string][2]int{}, lineEnd(text, at)})
			}
		case unstable.KeyValue:
			if !own {
				continue
			}
			t := &tables[len(tables)-1]
			t.lastLine = lineEnd(text, int(e.Raw.Offset+e.Raw.Length))
			if path, _ := key(e); len(path) == 1 {
				v := e.Value().Raw
				t.values[path[0]] = [2]int{int(v.Offset), int(v.Offset + v.Length)}
			}
		}
	}
	return tables, parser.Error()
}

// key is the path of a header or a key, and where it begins.
func key(e *unstable.Node) (path []string, at int) {
	for parts := e.Key(); parts.Next(); {
		if path == nil {
			at = int(parts.Node().Raw.Offset)
		}
		path = append(path, string(parts.Node().Data))
	}
	return path, at
}

func lineStart(text []byte, at int) int { return bytes.LastIndexByte(text[:at], '\n') + 1 }

func lineEnd(text []byte, at int) int {
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

// notesAbove goes up over the notes that stand right above a header, which
// belong to it, but not to those at the top of the file.
func notesAbove(text []byte, at int) int {
	top := at
	for top > 0 {
		line := lineStart(text, top-1)
		if !bytes.HasPrefix(bytes.TrimSpace(text[line:top]), []byte("#")) {
			return top
		}
		top = line
	}
	return at
}
