package checklist

// OldGuide is a line of the older guides that callers hold in their hands,
// and what is right today.
type OldGuide struct {
	Step  string // id of the step at which it matters
	Says  string // the words of the old guide, as people look for them
	Today string // one line: what is right
}

// Line is the correction as it is shown and read aloud.
func (o OldGuide) Line() string { return "An older guide says \"" + o.Says + "\". " + o.Today }

// OldGuideIs says what is meant by an older guide.
const OldGuideIs = "An older guide means a how-to with the heading \"How to Create a Microsoft App Password\". Many companies pass it around."

// OldGuides are the places where older guides are wrong or out of date.
var OldGuides = []OldGuide{
	{"mailbox", "your full Gmail address", "It means the full Microsoft 365 address of the mailbox."},
	{"two-step", "You must have 2-Step Verification enabled", "That is not always enough: per-user MFA must be Enforced for the account."},
	{"two-step", "Select Authenticator App or Phone", "Take Authenticator: Microsoft ends text messages and calls on 1 February 2027."},
	{"two-step", "Method A, Method B", "Both are the same page."},
	{"two-step", "SMTP AUTH may be disabled", "That never hides the entry App password. SMTP AUTH is step 3."},
	{"two-step", "Your admin may have security defaults enabled", "That is right, and it is one reason of several. The questions here find yours."},
	{"two-step", "Additional security verification", "That page is gone. It is called Security info now."},
	{"two-step", "Security & privacy", "That menu is gone. The page is called Security info now."},
	{"smtp-auth", "SMTP must be enabled", "It is called Authenticated SMTP, and your admin switches it on for this one mailbox."},
	{"app-password", "Create a new app password", "Microsoft's page now shows a box for the name, and the button Next."},
	{"app-password", "jqrx dybl alpj hgsg", "Microsoft shows the 16 letters without spaces. Pasted spaces are left out."},
	{"app-password", "The initial app password is generated automatically", "That belongs to an older set-up. Today you create it by hand."},
	{"app-password", "App passwords do not expire", "They end when they are deleted, or when per-user MFA is switched off."},
	{"check", "A test email will be sent to the sender", "That proves the login and a mail to oneself. Mail to others has its own filters."},
}

// OldGuidesAt are the corrections that matter at a step, in order.
func OldGuidesAt(step string) []OldGuide {
	var at []OldGuide
	for _, o := range OldGuides {
		if o.Step == step {
			at = append(at, o)
		}
	}
	return at
}

// oldGuidePanel sets older guides right, for people who hold one in hand.
func oldGuidePanel(step string) *panel {
	return textPanel("old", "What an older guide says differently", func(State) []string {
		lines := []string{OldGuideIs}
		for _, o := range OldGuidesAt(step) {
			lines = append(lines, o.Line())
		}
		return lines
	})
}
