package main

import "github.com/spf13/cobra"

// addresses completes the mailboxes that are known.
func (a *app) addresses(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	states, err := a.allSaved()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var list []cobra.Completion
	for _, s := range states {
		list = append(list, s.Sender)
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}
