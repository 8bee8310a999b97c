package letter

import "mailready/wizard/checklist"

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
