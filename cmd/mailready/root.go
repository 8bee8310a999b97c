package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/settings"
)

// app is one call of the program: where it talks to, and the flags that every
// command has.
type app struct {
	streams
	plainFlag, noColor, verbose bool
	config, connect, storeName  string
	timeout                     time.Duration

	saving sync.Mutex
	known  map[string]settings.Progress // by sender, as it was read or saved last

	// resumed keeps what servers give out to shorten the next handshake with them.
	resumed tls.ClientSessionCache

	opening    sync.Mutex
	opened     map[string]keystore.Store // by name
	asksItself bool                      // the wizard asks for passphrases, on its own screen
}

// commands are all commands in the order of the help. A command is one file
// and one word here.
var commands = []func(*app) *cobra.Command{
	setupCommand,
	rotateCommand,
	checkCommand,
	explainCommand,
	adminRequestCommand,
	followCommand,
	guideCommand,
	deskCommand,
	reportCommand,
	certificateCommand,
	statusCommand,
	passwordCommand,
	tokenCommand,
	exportCommand,
	gitCredentialCommand,
	forgetCommand,
	practiceCommand,
	manCommand,
	versionCommand,
	exitCodesTopic,
	environmentTopic,
}

// exit is an error that ends the program with a code. An empty text prints
// nothing more.
type exit struct {
	code int
	text string
}

func (e *exit) Error() string { return e.text }

// quietly ends with a code after everything has been said; nil for 0.
func quietly(code int) error {
	if code == causes.ExitOK {
		return nil
	}
	return &exit{code: code}
}

// run is the whole program, apart from the process.
func run(ctx context.Context, args []string, s streams) int {
	a := &app{streams: s, resumed: tls.NewLRUClientSessionCache(0)}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	if lost := s.out.Lost(); lost != nil {
		err = cannotWrite(lost)
	}
	if err == nil {
		return causes.ExitOK
	}
	var e *exit
	if !errors.As(err, &e) {
		e = &exit{causes.ExitUsage, err.Error() + "\nSee mailready help."}
	}
	if e.text != "" {
		s.tell("mailready: " + shown(e.text))
	}
	return e.code
}

// shown is text that may hold what was typed, safe for a terminal; its line
// breaks stay.
func shown(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = string(smtpcheck.SafeText([]byte(line)))
	}
	return strings.Join(lines, "\n")
}

func (a *app) root() *cobra.Command {
	setup := setupCommand(a)
	root := &cobra.Command{
		Use:   "mailready [ADDRESS]",
		Short: "Make a Microsoft 365 mailbox ready for a program to send mail",
		Long: `Mailready takes a Microsoft 365 mailbox from nothing to "this program can send
mail through it". Without a command it starts the wizard, or goes on where you
left it.`,
		Args: cobra.MaximumNArgs(1), RunE: setup.RunE,
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: a.commonFlags,
	}
	root.PersistentFlags().BoolVar(&a.plainFlag, "plain", false, "line by line, for screen readers and simple terminals")
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", false, "no colours")
	root.PersistentFlags().StringVar(&a.config, "config", "", "keep settings and progress in this `FOLDER`")
	root.PersistentFlags().StringVar(&a.storeName, "store", "", a.storeHelp())
	root.PersistentFlags().StringVar(&a.connect, "connect", "", "dial `HOST:PORT` instead, such as a tunnel; the certificate must still be the server's")
	root.PersistentFlags().DurationVar(&a.timeout, "timeout", 0, "give up a check after this `TIME`, such as 30s (default 90s)")
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "show the conversation with the server")
	for _, command := range commands {
		c := command(a)
		if strings.Contains(c.Use, "ADDRESS") && c.ValidArgs == nil && c.ValidArgsFunction == nil {
			c.ValidArgsFunction = a.addresses
		}
		inWords(c)
		root.AddCommand(c)
	}
	inWords(root)
	root.SetHelpCommand(helpCommand())
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// inWords lets a command that got too many words, or too few, say how it is
// written.
func inWords(c *cobra.Command) {
	fits := c.Args
	if fits == nil {
		return
	}
	c.Args = func(cmd *cobra.Command, args []string) error {
		err := fits(cmd, args)
		if _, said := errors.AsType[*exit](err); err == nil || said {
			return err
		}
		use, more := cmd.UseLine(), " "+cmd.Name()
		if cmd == cmd.Root() {
			more = ""
		}
		given := "nothing"
		if len(args) > 0 {
			given = fmt.Sprintf("%.60q", strings.Join(args, " "))
		}
		return &exit{causes.ExitUsage, "this command is written: " + use + "\nIt was given: " + given + ". See mailready help" + more + "."}
	}
}

// helpCommand is help for a command or a topic.
func helpCommand() *cobra.Command {
	return &cobra.Command{Use: "help [COMMAND]", Short: "Help about a command or a topic",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var names []cobra.Completion
			for _, c := range cmd.Root().Commands() {
				if len(args) == 0 && (c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand()) {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 || len(args) > 0 && c == cmd.Root() {
				return &exit{causes.ExitUsage, fmt.Sprintf("there is no help about %.60q. See mailready help.", strings.Join(args, " "))}
			}
			c.InitDefaultHelpFlag()
			return c.Help()
		}}
}

// wrong ends with a typed value that could not be taken.
func wrong(p *checklist.Problem) error {
	return &exit{causes.ExitInput, p.Error()}
}
