package checklist

import (
	"context"
	"strconv"

	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
	"mailready/smtpcheck/road"
)

// lookAtRoad starts the look at the way to the server, beside the questions:
// a blocked port is found before anybody spends time on a password.
func (r *Run) lookAtRoad() {
	s := r.state
	way := s.way()
	if s.Road != nil && s.RoadFor == way || r.looking == way {
		return
	}
	r.looking = way
	env := r.env
	r.pending = append(r.pending, Job{Name: "Looking at the way to the server", Do: func(ctx context.Context, _ func(Note)) Update {
		answer := look(ctx, env, s)
		return Update{apply: func(r *Run) {
			if r.looking != way || ctx.Err() != nil {
				return
			}
			r.looking = ""
			r.state.Road, r.state.RoadFor = &answer, way
			r.notices = roadNotes(r.state, env)
		}}
	}})
}

// way names what a look is about, to tell an old one from a new one.
func (s State) way() string { return s.Sender + " " + s.Host + ":" + strconv.Itoa(s.Port) }

func look(ctx context.Context, env *Env, s State) road.Answer {
	q := road.Question{Address: s.Sender, Host: s.Host, Port: s.Port, Connect: env.Connect, Dial: env.Dial, TLS: env.TLS, Now: env.Now}
	if env.Resolver != nil {
		q.Resolver = env.Resolver
	}
	if env.Practice || env.Connect != "" {
		q.Control = road.NoControl
	}
	return road.Look(ctx, q)
}

// roadNotes says in a line or two what the look found.
func roadNotes(s State, env *Env) []Note {
	a := s.Road
	var notes []Note
	domain := road.Domain(s.Sender)
	switch a.Mail.Home {
	case road.HomeMicrosoft:
		notes = append(notes, Note{Mark: OK, Text: "Mail for " + domain + " is at Microsoft 365."})
	case road.HomeConsumer:
		notes = append(notes, Note{Mark: WARN, Text: "Mail for " + domain + " is at Outlook.com, for personal accounts. App passwords do not work there for sending."})
	case road.HomeElsewhere:
		notes = append(notes, Note{Mark: WARN, Text: "Mail for " + domain + " goes to " + orAnother(a.Mail.Provider) + ", not to Microsoft 365. If the mailbox is there too, this login will be refused."})
	case road.HomeUnknown:
		if !a.Mail.Gateway {
			break
		}
		notes = append(notes, Note{Text: "Mail for " + domain + " goes through a filter first. Where the mailbox is cannot be told from outside. Just go on."})
	}
	if a.Verdict == road.Open {
		text := "The way to " + s.Host + " is open"
		if a.Server.Network != "" {
			text += ", over " + a.Server.Network
		}
		if t := a.Server.TLS; t != nil {
			text += ", encrypted with TLS " + t.Version
		}
		return append(notes, Note{Mark: OK, Text: text + "."})
	}
	if v, ok := s.roadVerdict(env); ok {
		notes = append(notes, Note{Mark: FAIL, Text: v.Cause.Code + ": " + s.Names().Fill(v.Cause.Happened)})
	}
	return notes
}

func orAnother(provider string) string {
	if provider == "" {
		return "another provider"
	}
	return provider
}

// roadVerdict is the diagnosis of a way that is not open.
func (s State) roadVerdict(env *Env) (causes.Verdict, bool) {
	if s.Road == nil || s.Road.Err == nil || s.RoadFor != s.way() {
		return causes.Verdict{}, false
	}
	return roadWords(causes.Diagnose(s.Road.Err, s.Facts(env.Now())), s.Road, env.Now()), true
}

// roadFields stop where the look has found the way closed. They stand at the
// end of a step, so that no other question is pushed away when the look comes
// back; the user may always go on.
func roadFields(step string) []Field {
	return []Field{
		{
			Key: "look", Doing: "Looking at the way to the server",
			When: func(s State) bool { return s.Insisted.Has("look") },
			Do: func(ctx context.Context, env *Env, s State, note func(Note)) (func(*State), error) {
				answer := look(ctx, env, s)
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				s.Road, s.RoadFor = &answer, s.way()
				for _, n := range roadNotes(s, env) {
					note(n)
				}
				return func(to *State) {
					to.Road, to.RoadFor = s.Road, s.RoadFor
					to.Insisted = to.Insisted.Without("look")
					to.askAgain(step, "road")
				}, nil
			},
		},
		{
			Key: "road", Kind: Choice, Label: "How do you want to go on?",
			When: func(s State) bool {
				return s.Road != nil && s.Road.Err != nil && s.RoadFor == s.way() && !s.Insisted.Has(s.way())
			},
			Body: func(State) []string { return nil },
			Trouble: func(env *Env, s State) *Trouble {
				v, ok := s.roadVerdict(env)
				if !ok {
					return nil
				}
				t := NewTrouble(v, s, smtpcheck.NotSent)
				return &t
			},
			Options: func(State) []Option {
				return []Option{{"again", "Look again"}, {"on", "Go on with the other steps meanwhile"}}
			},
			Set: func(s *State, value string) *Problem {
				if value == "on" {
					s.Insisted = s.Insisted.With(s.way())
					return nil
				}
				s.Insisted = s.Insisted.With("look")
				s.askAgain(step, "look")
				return nil
			},
		},
	}
}
