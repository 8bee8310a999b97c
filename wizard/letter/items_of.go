package letter

import (
	"strings"

	"mailready/wizard/checklist"
)

// itemsOf are the points that a cause names. The other causes bring their own
// list of actions.
var itemsOf = map[string][]checklist.AdminItem{
	"AUTH-TENANT-OFF":  {checklist.AdminSMTPAuth},
	"AUTH-MAILBOX-OFF": {checklist.AdminSMTPAuth},
	"AUTH-POLICY":      {checklist.AdminConditional},
	"AUTH-DEFAULTS":    {checklist.AdminDefaults},
	"AUTH-BASIC-OFF":   {checklist.AdminAuthPolicy},
	"AUTH-BASIC-GONE":  {checklist.AdminBasicAuth},
	"AUTH-ORG":         {checklist.AdminDefaults, checklist.AdminAuthPolicy},
	"AUTH-ISSUE":       {checklist.AdminMailbox},
	"SEND-AS":          {checklist.AdminSendAs},
}

// itemsFor are the points that a cause names, for what this letter asks for.
func (q *request) itemsFor(code string) []checklist.AdminItem {
	if !q.AppOnly {
		return itemsOf[code]
	}
	switch code {
	case "AUTH-TOKEN", "SEND-SETTLING", "SEND-AS":
		return []checklist.AdminItem{checklist.AdminAppRole}
	case "AUTH-TENANT-OFF", "AUTH-MAILBOX-OFF":
		return itemsOf[code]
	}
	return nil // what concerns a person's sign-in, or a password
}

// appless are the refusals that can mean that there is no app, or not as it
// must be.
var appless = []string{"OAUTH-CONSENT", "OAUTH-APP", "OAUTH-REDIRECT", "OAUTH-TENANT"}

// signsIn tells of causes that only a program can meet which signs in.
func signsIn(code string) bool {
	return strings.HasPrefix(code, "OAUTH-") || code == "AUTH-TOKEN"
}

// afterLogin tells of causes that the server gives only to those who are
// logged in.
func afterLogin(code string) bool {
	return strings.HasPrefix(code, "SEND-") && code != "SEND-ROUTE"
}
