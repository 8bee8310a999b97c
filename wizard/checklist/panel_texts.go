package checklist

import "context"

// Paper is a text for somebody else: the admin, or the helpdesk.
type Paper struct {
	Body   []string // as it is shown
	Text   string   // as it is copied or written to a file
	File   string   // the name of such a file
	Mailto string   // a link that opens it in the mail program; may be empty
}

// paperPanel shows a paper, and offers what can be done with it.
func paperPanel(key, heading, label string, paper func(*Run) Paper) *panel {
	p := &panel{key: key, title: heading, label: label}
	p.body = func(r *Run) []string { return paper(r).Body }
	p.copies = func(r *Run) string { return paper(r).Text }
	p.options = func(r *Run) []Option {
		o := []Option{{"back", "Back"}}
		if r.env.Open != nil && paper(r).Mailto != "" {
			o = append(o, Option{"mail", "Open it in your mail program"})
		}
		if r.env.Write != nil && paper(r).Text != "" {
			o = append(o, Option{"save", "Save it as a file"})
		}
		return o
	}
	p.choose = func(r *Run, value string) {
		switch value {
		case "mail":
			r.pending = append(r.pending, r.openPage(paper(r).Mailto))
		case "save":
			r.pending = append(r.pending, r.write(paper(r)))
		default:
			r.panel = p.behind
		}
	}
	return p
}

func (r *Run) write(p Paper) Job {
	write := r.env.Write
	return Job{Name: "Saving the file", Do: func(context.Context, func(Note)) Update {
		path, err := write(p.File, p.Text)
		note := Note{Mark: OK, Text: "Saved as " + path}
		if err != nil {
			note = Note{Mark: FAIL, Text: "The file could not be saved here. Nothing was changed."}
		}
		return Update{apply: func(r *Run) { r.notices = []Note{note} }}
	}}
}

func letterPanel() *panel {
	return paperPanel("admin", "The message for your admin", "Send the message above to your admin. Ready?", func(r *Run) Paper {
		if r.env.Letter == nil {
			return Paper{Body: []string{"The message could not be made here."}}
		}
		return r.env.Letter(r.state)
	})
}

func reportPanel() *panel {
	return paperPanel("report", "The report for the helpdesk", "Read it before you pass it on. It is sent nowhere by itself.",
		func(r *Run) Paper { return r.env.Report(r.state, r.state.last) })
}

// spellPanel says the call code of the screen below in words.
func spellPanel(r *Run) *panel {
	code := r.env.Code(r.state, r.screen())
	return textPanel("spell", "The call code", func(State) []string {
		return []string{"Read this to your helper: " + code, r.env.Spell(code) + ".", "It tells where you are, and nothing about you or your password."}
	})
}

// waysPanel tells the other ways to send, for a cause that no password cures.
func waysPanel(code string) *panel {
	p := textPanel("ways", "Other ways to send", nil)
	p.body = func(r *Run) []string { return r.env.OtherWays(code) }
	return p
}
