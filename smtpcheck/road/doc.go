// Package road looks at the way from this computer to the mail server before
// anybody has spent time on a password: what kind of account the address is,
// where the mail of its domain goes, and whether the server can be reached
// and proves who it is. Nothing is logged in and nothing is sent.
//
// [Account] and [KnownHost] know their answer at once; [Look] asks the network
// and takes at most [Longest].
package road
