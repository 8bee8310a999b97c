package export

import (
	"encoding/json"
	"net/url"
	"strings"
	"text/template"
	"unicode"
)

// quotes are how the languages write a text, whatever is in it. Addresses, names
// of servers and of folders pass through one of these before they stand in an
// export.
var quotes = template.FuncMap{
	"shell": shell, "quoted": quoted, "mutt": mutt, "backticks": backticks, "neomutt": neomutt, "address": address, "ascii": ascii, "host": host, "mainCf": mainCf, "percent": percent,
	"php": single, "ruby": single, "python": python, "js": jsonText, "yaml": jsonText, "toml": jsonText, "json": jsonText, "cs": jsonText,
	"powershell": powershell, "properties": properties, "dotenv": dotenv, "unit": unit,
	"phpComment": phpComment, "noVariable": noVariable,
	"list": list, "plus": func(a, b string) string { return a + b },
}

// noVariable doubles the sign with which Compose and Kubernetes begin a variable:
// $HOME, ${HOME}, $(HOME) then stay as they are (Compose file reference,
// "Interpolation"; Kubernetes, "Define dependent environment variables").
func noVariable(text string) string { return strings.ReplaceAll(text, "$", "$$") }

// shell is a word as a shell reads it, unchanged where nothing in it is
// special.
func shell(word string) string {
	special := func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-", r)
	}
	if word != "" && strings.IndexFunc(word, special) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// quoted is what stands between double quotes for git, curl and their like:
// a backslash before a backslash and a quote.
func quoted(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text)
}

// mutt is what stands between double quotes in a muttrc.
func mutt(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(text)
}

// backticks is a command between backticks in a muttrc. A backtick in it would
// end it; one with a backslash does not, and the shell takes it where it is
// outside of quotes.
func backticks(command string) string { return strings.ReplaceAll(command, "`", "'\\`'") }

// neomutt is a command between backticks in a neomuttrc. Unlike mutt it reads
// the command once more before the shell does, for variables and backslashes.
func neomutt(command string) string {
	return strings.NewReplacer(`\`, `\\`, "$", `\$`, "`", "\\`").Replace(command)
}

// percent is a login as a part of an address (RFC 3986). Some programs read
// variables there, and a colon would begin a password.
func percent(login string) string {
	return strings.NewReplacer("@", "%40", "$", "%24", ":", "%3A", "&", "%26").Replace(url.PathEscape(login))
}

// address is a sender where the file has no quotes for it, or where the program
// takes it apart: its name is a dot-atom (RFC 5322, section 3.2.3; RFC 6532).
func address(sender string) (string, error) {
	name, _, _ := strings.Cut(sender, "@")
	if name == "" || strings.Count(sender, "@") != 1 || strings.ContainsAny(sender, "()<>[]:;,\\\" ") || strings.HasPrefix(name, "{") {
		return "", ErrName
	}
	return sender, nil
}

// ascii is a sender for a program that takes no other letters in it.
func ascii(sender string) (string, error) {
	if strings.IndexFunc(sender, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
		return "", ErrName
	}
	return sender, nil
}

// host is a server where the file has no quotes for it.
func host(name string) (string, error) {
	if strings.IndexFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-_:[]", r)
	}) >= 0 {
		return "", ErrName
	}
	return name, nil
}

// mainCf is a value in Postfix's main.cf, which reads variables.
func mainCf(text string) string { return strings.ReplaceAll(text, "$", "$$") }

// single is a text between single quotes for PHP and Ruby: only the backslash
// and the quote mean something there.
func single(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}

// python is a text for Python. Single quotes are as in PHP, and JSON's form is a
// part of Python's as well.
func python(text string) string { return jsonText(text) }

// jsonText is a text between double quotes as JSON writes it (RFC 8259), which
// JavaScript, YAML, TOML, C# and Python read as well.
func jsonText(text string) string {
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.Encode(text) // a text always encodes
	return strings.TrimSuffix(b.String(), "\n")
}

// powershell is a text between single quotes: a quote stands twice. PowerShell
// takes typographic quotes for quotes too.
func powershell(text string) string {
	return "'" + strings.NewReplacer("'", "''", "\u2018", "\u2018\u2018", "\u2019", "\u2019\u2019", "\u201a", "\u201a\u201a", "\u201b", "\u201b\u201b").Replace(text) + "'"
}

// properties is a value of a Java properties file. A dollar sign would begin a
// place holder of Spring's.
func properties(text string) string {
	return strings.NewReplacer(`\`, `\\`, "${", `\\${`).Replace(text)
}

// dotenv is a value of a .env file: between single quotes nothing means
// anything, and a quote inside needs double ones.
func dotenv(text string) string {
	if !strings.ContainsAny(text, `'`) {
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`).Replace(text) + `"`
}

// unit is a value of a systemd unit between double quotes: a percent sign stands
// twice (systemd.unit(5), "Specifiers").
func unit(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%").Replace(text)
}

// phpComment is a shell command in a comment of PHP, which the end mark of PHP
// would end too. It can stand between quotes only, where two more quotes part it.
func phpComment(command string) string { return strings.ReplaceAll(command, "?>", "?''>") }

// list joins words that a language's quotes were put around.
func list(quote string, words []string) string {
	by := map[string]func(string) string{"json": jsonText, "ruby": single, "php": single, "shell": shell, "powershell": powershell}[quote]
	var all []string
	for _, word := range words {
		all = append(all, by(word))
	}
	if quote == "shell" || quote == "powershell" {
		return strings.Join(all, " ")
	}
	return strings.Join(all, ", ")
}
