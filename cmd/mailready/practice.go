package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mailready/keystore"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/signin"
	"mailready/smtpcheck/simlogin"
	"mailready/smtpcheck/simserver"
	"mailready/wizard/checklist"
	"mailready/wizard/plain"
)

// practiceAddress is the sender of the journey that plays by itself.
const practiceAddress = "you@contoso.example"

func practiceCommand(a *app) *cobra.Command {
	var code string
	var list, serve bool
	c := &cobra.Command{Use: "practice", Example: "  mailready practice\n  mailready practice --cause AUTH-TENANT-OFF",
		Short: "Try the wizard against a simulated server; nothing is kept", Args: cobra.NoArgs,
		Long: `Practice is the same wizard against a simulated Microsoft 365 server on this
computer. Nothing is sent and nothing is kept. Any password will do. With
--cause the server refuses as Microsoft would, until the simulated admin has
acted. Without a terminal the journey plays by itself.`}
	c.Flags().StringVar(&code, "cause", "", "play this `CODE`, such as AUTH-TENANT-OFF")
	c.Flags().BoolVar(&list, "list", false, "list the causes that can be played")
	c.Flags().BoolVar(&serve, "serve", false, "only serve, on a loopback port, for other programs")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		if list {
			for _, cause := range causes.All() {
				if cause.Example != "" || cause.Fault != "" || cause.SignIn != "" {
					fmt.Fprintf(a.out, "%-20s %s\n", cause.Code, cause.Title)
				}
			}
			return nil
		}
		server, login, err := practiceServers(code)
		if err != nil {
			return err
		}
		defer server.Close()
		if serve {
			return a.serve(cmd.Context(), server)
		}
		return a.practice(cmd.Context(), server, login)
	}
	return c
}

// practiceServers are the simulated mail server and the simulated login
// service, whose tokens the mail server takes. One of them plays the cause.
func practiceServers(code string) (*simserver.Server, *simlogin.Server, error) {
	login := &simlogin.Server{Access: rand.Text() + rand.Text(), RefuseTimes: 2}
	if login.Refuse = simlogin.For(strings.ToUpper(code)); login.Refuse.Number != 0 {
		code = ""
	}
	server, err := practiceServer(code)
	if err != nil {
		return nil, nil, err
	}
	server.Token = login.Access
	if server.Then != nil {
		server.Then.Token = login.Access
	}
	return server, login, nil
}

// practiceServer plays a cause for the first two logins; then the simulated
// admin has acted.
func practiceServer(code string) (*simserver.Server, error) {
	if code == "" {
		return &simserver.Server{}, nil
	}
	cause, ok := causes.Find(strings.ToUpper(code))
	if !ok {
		return nil, &exit{causes.ExitUsage, "there is no cause " + code + "; see mailready practice --list"}
	}
	if cause.Example == "" && cause.Fault == "" {
		return nil, &exit{causes.ExitUsage, cause.Code + " is not an answer of a server; see mailready practice --list"}
	}
	server := simserver.For(cause)
	if cause.Example == "" {
		server = simserver.ForFault(cause.Fault)
	}
	server.Then, server.ThenAfter = &simserver.Server{}, 2
	return server, nil
}

func (a *app) practice(ctx context.Context, server *simserver.Server, login *simlogin.Server) error {
	env := a.environment()
	place, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return &exit{causes.ExitInternal, "practice needs a free port on this computer: " + err.Error()}
	}
	pages := &http.Server{Handler: login, ReadHeaderTimeout: 5 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	go pages.Serve(place)
	defer pages.Close()
	signingIn(env, signin.App{Login: "http://" + place.Addr().String()})
	env.Stores = nil
	env.Keys, env.Practice, env.Save, env.Write, env.Alone = keystore.Memory(), true, nil, nil, nil
	env.Dial, env.Resolver, env.TLS, env.Connect = server.Dial, practiceDNS{server}, server.TLS(), ""
	env.WaitEvery = 10 * time.Second
	r := checklist.Start(checklist.Steps(), checklist.State{}, env)
	if a.terminal() {
		return a.drive(ctx, r)
	}
	player := &practicePlayer{server: server, login: login, said: make(chan string, 1)}
	env.Open = player.browse
	d := &plain.Driver{Out: a.out, Ask: player.ask}
	player.out = d.Out
	if err := d.Run(ctx, r); err != nil {
		return err
	}
	return quietly(r.Exit())
}

// practiceDNS answers as a domain at Microsoft 365 does.
type practiceDNS struct{ *simserver.Server }

func (practiceDNS) LookupMX(context.Context, string) ([]*net.MX, error) {
	return []*net.MX{{Host: "contoso-example.mail.protection.outlook.com.", Pref: 0}}, nil
}

func (practiceDNS) LookupTXT(context.Context, string) ([]string, error) {
	return []string{"v=spf1 include:spf.protection.outlook.com -all"}, nil
}

// practicePassword is 16 random small letters.
func practicePassword() string {
	b := make([]byte, 16)
	rand.Read(b)
	for i := range b {
		b[i] = 'a' + b[i]%26
	}
	return string(b)
}

// serve runs the simulated server for other programs until it is stopped.
func (a *app) serve(ctx context.Context, server *simserver.Server) error {
	addr, err := server.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return &exit{causes.ExitNetwork, err.Error()}
	}
	folder, err := os.MkdirTemp("", "mailready-practice-")
	if err != nil {
		return &exit{causes.ExitFile, err.Error()}
	}
	defer os.RemoveAll(folder)
	ca := filepath.Join(folder, "ca.pem")
	if err := os.WriteFile(ca, server.CA(), 0o600); err != nil {
		return &exit{causes.ExitFile, err.Error()}
	}
	fmt.Fprintf(a.out, "address: %s\nname: %s\nca: %s\n", addr, simserver.DefaultHost, ca)
	a.tell("Serving. Any login is taken. Ctrl-C stops.")
	<-ctx.Done()
	return nil
}
