// Package report makes what two people exchange about a mailbox: the call
// code for the phone, the support report for a ticket, and the message for
// the admin. Nothing here is sent anywhere, and none of it holds a secret.
package report
