package main

import "github.com/spf13/cobra"

func exitCodesTopic(*app) *cobra.Command {
	return &cobra.Command{Use: "exit-codes", Short: "What the exit codes mean", Long: `Exit codes say what a script can do about it:

  0    done
  64   wrong use of the command
  65   an input is not right: address, server, port, password
  69   the network: server not found, not reached, or blocked
  70   an error inside mailready
  74   a file could not be read or written
  75   try again later
  76   the server's protocol or its encryption is in trouble
  77   login or sending was refused
  78   keychain or settings
  130  stopped by you`}
}

func environmentTopic(*app) *cobra.Command {
	return &cobra.Command{Use: "environment", Short: "The environment variables that count", Long: `Environment variables:

  MAILREADY_PLAIN, ACCESSIBLE  line by line, as with --plain
  TERM=dumb                    the same
  NO_COLOR, CLICOLOR=0         no colours
  SSL_CERT_FILE, SSL_CERT_DIR  trust these certificate authorities instead of
                               the system's (not on Windows and macOS)
  XDG_CONFIG_HOME              where settings are kept (mailready/settings.toml)
  XDG_STATE_HOME               where progress is kept (mailready/state.json)
  DBUS_SESSION_BUS_ADDRESS,
  XDG_RUNTIME_DIR              where Linux finds the keychain
  SSH_CONNECTION, SSH_TTY      no browser is opened over SSH
  CREDENTIALS_DIRECTORY        where a service of systemd finds its secrets; read
                               first with the store systemd
  GPG_TTY                      not handed on by the wizard: gpg would ask over it
  PASSWORD_STORE_GPG_OPTS,
  GOPASS_GPG_OPTS              options for gpg; where nobody is asked, the one that
                               lets it ask nobody is added
  LC_ALL, LC_CTYPE, LANG       whether the terminal shows more than ASCII

No password is ever taken from the environment or from a flag.`}
}
