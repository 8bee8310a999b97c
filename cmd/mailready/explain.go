package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/call"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

// mostExplained is how much of a text is read, in bytes.
const mostExplained = 10 << 20

// explainReaders know what a text can be. The first that recognises it
// decides.
var explainReaders = []func(text string, f causes.Facts) (causes.Verdict, bool){
	explainNumber,
	func(text string, f causes.Facts) (causes.Verdict, bool) {
		v := causes.Explain(text, f)
		return v, v.Cause.Code != causes.Unknown.Code
	},
	func(text string, _ causes.Facts) (causes.Verdict, bool) {
		c, ok := checklist.Named(text)
		return causes.Verdict{Cause: &c, Recognised: c.Code}, ok
	},
	func(text string, _ causes.Facts) (causes.Verdict, bool) {
		c, words, ok := checklist.Heard(text)
		return causes.Verdict{Cause: &c, Recognised: words}, ok
	},
	explainTypo,
}

// explainResult is what explain --json prints. Names, codes and enumerations
// are stable, texts are not.
type explainResult struct {
	Schema     int          `json:"schema"`
	Cause      string       `json:"cause"`
	Owner      causes.Owner `json:"owner"`
	Title      string       `json:"title"`
	Happened   string       `json:"happened"`
	Retry      causes.Retry `json:"retry"`
	Takes      string       `json:"takes"`
	Try        []string     `json:"try"`
	AdminTry   []string     `json:"admin_try"`
	Recognised string       `json:"recognised"`
	Reply      *replyResult `json:"reply"`
	Program    string       `json:"program"` // whose words the text is in; empty: not certain
	Facts      *factsResult `json:"facts"`   // what the text tells beside its error; null: nothing
}

// factsResult is what a text tells beside its error. What is empty or 0 was
// not told.
type factsResult struct {
	Host    string          `json:"host"`
	Port    int             `json:"port"`
	Account causes.Account  `json:"account"`
	Stage   smtpcheck.Stage `json:"stage"`
}

func explainCommand(a *app) *cobra.Command {
	var asJSON, list bool
	var from, host string
	c := &cobra.Command{Use: "explain [CODE|TEXT|-]", Short: "Say what an error means, whose turn it is, and what to do",
		Long: `Explain takes a cause code such as AUTH-TENANT-OFF, a call code, or any text with
an error in it: the answer of a mail server, the message of a program or device,
or a whole log. With "-", or without an argument, it reads standard input. It needs no
network, and sends and keeps nothing.`,
		Example: `  mailready explain AUTH-TENANT-OFF
  mailready explain "535 5.7.3 Authentication unsuccessful"
  mailready explain --json - < mail.log`}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().BoolVar(&list, "list", false, "list all causes")
	c.Flags().StringVar(&from, "from", "", "the `ADDRESS` that the error is about, for advice that fits")
	c.Flags().StringVar(&host, "host", "", "the `SERVER` that the program uses, if it is not Microsoft's")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if list {
			return a.listCauses(asJSON)
		}
		state := checklist.State{}
		if host != "" {
			name, _, problem := checklist.ParseHost(host)
			if problem != nil {
				return wrong(problem)
			}
			state.Host = name
		}
		if from != "" {
			address, _, problem := checklist.ParseAddress(from)
			if problem != nil {
				return wrong(problem)
			}
			state.Sender, state.Login = address, address
		}
		text, err := a.textToExplain(args)
		if err != nil {
			return err
		}
		if strings.TrimSpace(text) == "" {
			return &exit{causes.ExitUsage, "there is no text to explain. Give it in quotes, or pipe it in\nSee mailready help explain."}
		}
		v := explain(text, state.Facts(time.Now()))
		if c, ok := callCode(text); ok {
			if !asJSON {
				return a.follow(text)
			}
			v = explainCall(c, state.Facts(time.Now()))
		}
		if asJSON {
			return a.printJSON(explained(v, state.Names()))
		}
		a.showExplained(explained(v, state.Names()))
		return nil
	}
	return c
}

// textToExplain is the arguments, or standard input.
func (a *app) textToExplain(args []string) (string, error) {
	if len(args) > 0 && !(len(args) == 1 && args[0] == "-") {
		return strings.Join(args, " "), nil
	}
	if isTerminal(a.in) {
		if len(args) == 0 {
			return "", &exit{causes.ExitUsage, "say what to explain: a cause code or the text of an error\nSee mailready help explain."}
		}
		fmt.Fprintln(a.err, "Paste the text, then press Enter and Ctrl-D.")
	}
	text, err := io.ReadAll(io.LimitReader(a.in, mostExplained))
	if err != nil {
		return "", &exit{causes.ExitFile, "standard input: " + err.Error()}
	}
	return string(text), nil
}

// callCode reads a call code, if the text is one. Other words of eight letters
// are none: a code is written in two groups, or has a digit in it.
func callCode(text string) (call.Call, bool) {
	text = strings.TrimSpace(text)
	c, err := call.Decode(text)
	return c, err == nil && (call.Spelled(text) || strings.ContainsAny(text, "-0123456789"))
}

// explainCall is the cause that a call code tells of, or that it tells of none.
func explainCall(c call.Call, f causes.Facts) causes.Verdict {
	code, variant, _ := strings.Cut(c.Cause, ":")
	fine := causes.Fine
	fine.Title, fine.Happened = "no failure", "The caller's screen shows no failure."
	fine.Try = []string{"See what the caller sees:\n  mailready follow " + call.Encode(c)}
	v := causes.Verdict{Cause: &fine, Recognised: call.Encode(c)}
	if cause, ok := checklist.Find(code); ok {
		f.Account = c.Account
		cause = cause.In(variant, f)
		v.Cause = &cause
	}
	return v
}

func explain(text string, f causes.Facts) causes.Verdict {
	for _, read := range explainReaders {
		if v, ok := read(text, f); ok {
			return v
		}
	}
	return causes.Verdict{Cause: &causes.Unknown}
}

// explained puts the names into the texts of a verdict.
func explained(v causes.Verdict, n causes.Names) explainResult {
	c := v.Cause
	r := explainResult{Schema: 1, Cause: c.Code, Owner: c.Owner, Title: c.Title, Happened: n.Fill(c.Happened), Retry: c.Retry, Takes: c.Takes,
		Try: []string{}, AdminTry: []string{}, Recognised: v.Recognised, Program: v.Program}
	if t := v.Told; t.Host != "" || t.Port != 0 || t.Account != "" || t.Stage != "" {
		r.Facts = &factsResult{string(smtpcheck.SafeText([]byte(t.Host))), t.Port, t.Account, t.Stage}
	}
	for _, action := range c.Try {
		r.Try = append(r.Try, n.Fill(action))
	}
	for _, action := range c.AdminTry {
		r.AdminTry = append(r.AdminTry, n.Fill(action))
	}
	if v.Reply.Code != 0 || v.Reply.Enhanced != "" {
		r.Reply = &replyResult{v.Reply.Code, v.Reply.Enhanced, v.Reply.Text()}
	}
	return r
}

func (a *app) printJSON(value any) error {
	out := json.NewEncoder(a.out)
	out.SetEscapeHTML(false)
	if err := out.Encode(value); err != nil {
		return &exit{causes.ExitFile, err.Error()}
	}
	return nil
}

// showExplained says it in the order in which it is read aloud.
func (a *app) showExplained(r explainResult) {
	d := &plain.Driver{Out: a.out, Width: a.width()}
	say := func(paragraphs ...string) { d.Body(checklist.Screen{Body: paragraphs}) }
	fmt.Fprintf(a.out, "%s: %s\n", r.Cause, r.Title)
	say(r.Happened)
	if r.Cause != causes.Fine.Code {
		say(checklist.Turns[r.Owner])
	}
	say("What to do:")
	d.Actions(r.Try)
	if len(r.AdminTry) > 0 {
		say("What the admin does:")
		d.Actions(r.AdminTry)
	}
	if _, ok := causes.Find(r.Cause); ok && r.Owner == causes.Admin {
		say("To write the message for your admin:", "  mailready admin-request --cause "+r.Cause)
	}
	if r.Takes != "" {
		say("How long it takes: " + r.Takes + ".")
	}
	if r.Program != "" {
		say("Program: " + r.Program)
	}
	if r.Recognised != "" {
		say("Recognised by: " + r.Recognised)
	}
	if r.Reply != nil && r.Reply.Code != 0 {
		say("Server said:", smtpcheck.Reply{Code: r.Reply.Code, Enhanced: r.Reply.Enhanced, Lines: []smtpcheck.Text{smtpcheck.Text(r.Reply.Text)}}.String())
	}
}

// listCauses prints the catalogue.
func (a *app) listCauses(asJSON bool) error {
	catalogue := checklist.Catalogue()
	if asJSON {
		all := []explainResult{}
		for i := range catalogue {
			all = append(all, explained(causes.Verdict{Cause: &catalogue[i]}, causes.Names{}))
		}
		return a.printJSON(all)
	}
	for _, c := range catalogue {
		if _, err := fmt.Fprintf(a.out, "%-20s %-10s %s\n", c.Code, c.Owner, c.Title); err != nil {
			return &exit{causes.ExitFile, err.Error()}
		}
	}
	return nil
}
