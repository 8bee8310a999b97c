package causes

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words is a text reduced to what identifies a sentence: lower-case words
// with single spaces between them, accents and punctuation gone. A sentence
// is so found again however a program, a mail client or a person quoted it.
type words struct {
	raw  string
	text string // begins with a space
	at   []int  // for each byte of text, its place in raw

	squeezed string // text without spaces, for texts broken inside words
	from     []int  // for each byte of squeezed, its place in raw

	begins map[string]bool // the first three bytes of every word
}

func readWords(raw string) *words {
	w := &words{raw: raw}
	var text, squeezed strings.Builder
	text.Grow(len(raw) + 1)
	text.WriteByte(' ')
	w.at = append(make([]int, 0, len(raw)+1), 0)
	space := true
	for i, r := range raw {
		if strings.ContainsRune("'`’‘´ʼ", r) || r == '\u200b' || r == '\u00ad' || r == '\ufeff' || r == '\u2060' || r == '\u200c' || r == '\u200d' {
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if unicode.Is(unicode.Mn, r) {
				continue
			}
			if !space {
				text.WriteByte(' ')
				w.at = append(w.at, i)
				space = true
			}
			continue
		}
		space = false
		folded := fold(r)
		text.WriteString(folded)
		squeezed.WriteString(folded)
		for range len(folded) {
			w.at = append(w.at, i)
			w.from = append(w.from, i)
		}
	}
	w.text, w.squeezed = text.String(), squeezed.String()
	w.begins = make(map[string]bool)
	for i := range len(w.text) - beginning {
		if w.text[i] == ' ' {
			w.begins[w.text[i+1:i+1+beginning]] = true
		}
	}
	return w
}

// fold gives the lower-case letter without its accent, for the languages in
// which Microsoft's and Windows' messages are met.
func fold(r rune) string {
	r = unicode.ToLower(r)
	switch {
	case r < utf8.RuneSelf:
		return string(r)
	case strings.ContainsRune("àáâãäåāăą", r):
		return "a"
	case strings.ContainsRune("çćč", r):
		return "c"
	case strings.ContainsRune("èéêëēęě", r):
		return "e"
	case strings.ContainsRune("ìíîïīı", r):
		return "i"
	case strings.ContainsRune("ñńň", r):
		return "n"
	case strings.ContainsRune("òóôõöøōő", r):
		return "o"
	case strings.ContainsRune("ùúûüūůű", r):
		return "u"
	case strings.ContainsRune("ýÿ", r):
		return "y"
	case strings.ContainsRune("śšş", r):
		return "s"
	case strings.ContainsRune("źżž", r):
		return "z"
	case r == 'ł':
		return "l"
	case r == 'ß':
		return "ss"
	case r == 'æ':
		return "ae"
	}
	return string(r)
}

// beginning is how many bytes of a phrase are looked up before the whole
// phrase is searched for, since most phrases do not occur.
const beginning = 3

// phrase is a pattern of a [Match], made ready once.
type phrase struct {
	parts    []part
	squeezed string // empty where the pattern is too short to be found without its spaces
}

// part is one piece of a phrase: any of its wordings, each of which begins
// with a space, and how far behind the piece before it may stand.
type part struct {
	any []string
	far int
}

// nearby and beside are how far apart, in bytes, the parts of a phrase may
// stand: after "*" and after "~".
const (
	nearby = 90
	beside = 40
)

// distinct is how long a phrase must be to be trusted without its spaces.
const distinct = 12

func readPhrase(pattern string) phrase {
	var p phrase
	far := 0
	for pattern != "" {
		end := strings.IndexAny(pattern, "*~")
		piece, mark := pattern, byte(0)
		if pattern = ""; end >= 0 {
			piece, mark, pattern = piece[:end], piece[end], piece[end+1:]
		}
		var any []string
		for one := range strings.SplitSeq(piece, "|") {
			if t := strings.TrimRight(readWords(one).text, " "); t != "" {
				any = append(any, t)
			}
		}
		if len(any) > 0 {
			p.parts = append(p.parts, part{any, far})
		}
		if far = nearby; mark == '~' {
			far = beside
		}
	}
	if len(p.parts) == 1 && len(p.parts[0].any) == 1 {
		if s := strings.ReplaceAll(p.parts[0].any[0], " ", ""); len(s) >= distinct {
			p.squeezed = s
		}
	}
	return p
}

// find gives the bounds in raw of the first place where the phrase stands.
func (w *words) find(p phrase) (from, to int, ok bool) {
	if len(p.parts) == 0 {
		return 0, 0, false
	}
	for _, first := range p.parts[0].any {
		if from, to, ok = w.findFrom(first, p.parts[1:]); ok {
			return from, to, ok
		}
	}
	return 0, 0, false
}

func (w *words) findFrom(first string, others []part) (from, to int, ok bool) {
	if len(first) > beginning && !w.begins[first[1:1+beginning]] {
		return 0, 0, false
	}
	for start := 0; ; {
		begin, end := w.next(first, start)
		if begin < 0 {
			return 0, 0, false
		}
		last := end
		for _, p := range others {
			if last = w.nextWithin(p, last); last < 0 {
				break
			}
		}
		if last >= 0 {
			return w.at[begin+1], w.after(w.at[last-1]), true
		}
		start = end
	}
}

// findBroken finds a phrase whose words were broken apart or run together.
func (w *words) findBroken(p phrase) (from, to int, ok bool) {
	if p.squeezed == "" {
		return 0, 0, false
	}
	i := strings.Index(w.squeezed, p.squeezed)
	if i < 0 {
		return 0, 0, false
	}
	return w.from[i], w.after(w.from[i+len(p.squeezed)-1]), true
}

// nextWithin finds the nearest wording of a part. A short gap is one sentence:
// "SMTP AUTH failed: account disabled" does not say that SMTP AUTH is off.
func (w *words) nextWithin(p part, start int) (end int) {
	end = -1
	for _, one := range p.any {
		window := min(len(w.text), start+p.far+len(one))
		i := strings.Index(w.text[start:window], one)
		if i < 0 || p.far == beside && strings.Contains(w.text[start:start+i], " fail") {
			continue
		}
		if at := start + i + len(one); end < 0 || at < end {
			end = at
		}
	}
	return end
}

// next finds part from start on. It may end inside a word ("recipient" in
// "recipients") but not inside a number.
func (w *words) next(part string, start int) (begin, end int) {
	for {
		i := strings.Index(w.text[start:], part)
		if i < 0 {
			return -1, -1
		}
		begin, end = start+i, start+i+len(part)
		if end == len(w.text) || !digit(w.text[end]) || !digit(w.text[end-1]) {
			return begin, end
		}
		start = end
	}
}

func (w *words) after(i int) int {
	_, n := utf8.DecodeRuneInString(w.raw[i:])
	return i + n
}

func digit(b byte) bool { return '0' <= b && b <= '9' }
