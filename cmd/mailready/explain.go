package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/explain"
	"mailready/wizard/plain"
)

// mostExplained is how much of a text is read, in bytes.
const mostExplained = 10 << 20

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
	c.RunE = func(cmd *cobra.Command, args []string) error {
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
		text, err := a.textToExplain(cmd.Context(), args)
		if err != nil {
			return err
		}
		if strings.TrimSpace(text) == "" {
			return &exit{causes.ExitUsage, "there is no text to explain. Give it in quotes, or pipe it in\nSee mailready help explain."}
		}
		v := explain.Text(text, state.Facts(time.Now()))
		if c, ok := explain.CallCode(text); ok {
			if !asJSON {
				return a.follow(text)
			}
			v = explain.OfCall(c, state.Facts(time.Now()))
		}
		if asJSON {
			return a.printJSON(explain.Of(v, state.Names()))
		}
		a.showExplained(explain.Of(v, state.Names()))
		return nil
	}
	return c
}

// textToExplain is the arguments, or standard input.
func (a *app) textToExplain(ctx context.Context, args []string) (string, error) {
	if len(args) > 0 && !(len(args) == 1 && args[0] == "-") {
		return strings.Join(args, " "), nil
	}
	if isTerminal(a.in) {
		if len(args) == 0 {
			return "", &exit{causes.ExitUsage, "say what to explain: a cause code or the text of an error\nSee mailready help explain."}
		}
		a.tell("Paste the text, then press Enter and Ctrl-D.")
	}
	text, err := io.ReadAll(io.LimitReader(a.typed(ctx), mostExplained))
	if err != nil {
		return "", inputFailed("standard input", err)
	}
	return string(text), nil
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
func (a *app) showExplained(r explain.Result) {
	d := &plain.Driver{Out: a.out, Width: a.width()}
	fmt.Fprintf(a.out, "%s: %s\n", r.Cause, r.Title)
	for _, p := range r.Parts() {
		d.Body(checklist.Screen{Body: p.Say})
		d.Actions(p.Actions)
	}
}

// listCauses prints the catalogue.
func (a *app) listCauses(asJSON bool) error {
	catalogue := checklist.Catalogue()
	if asJSON {
		all := []explain.Result{}
		for i := range catalogue {
			all = append(all, explain.Of(causes.Verdict{Cause: &catalogue[i]}, causes.Names{}))
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
