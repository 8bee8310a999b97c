package checklist

import (
	"mailready/keystore"
	"mailready/smtpcheck"
	"mailready/smtpcheck/causes"
)

// ScreenAt is the screen that a person sees who stands at a question, made from the
// same steps and the same words as the real one. Whoever helps on the phone
// sees it so. Env needs its clock, its texts and a keychain to name. The key is that of [Screen.Key]; cause is what has failed where
// the key is "trouble", and what is waited for where it is "waiting". It tells
// false where the step has no such question.
func ScreenAt(s State, env *Env, id, key string, cause causes.Cause) (Screen, bool) {
	s.Practice = env.Practice
	r := &Run{env: env, steps: Steps(), state: s, saver: &saver{}}
	if r.at = r.stepIndex(id); r.at < 0 {
		return Screen{}, false
	}
	switch key {
	case "menu":
		r.Menu()
	case "steps":
		r.panel = stepsPanel()
	case "set-up":
		r.state.Saved = r.state.settingsLine()
		r.panel = setUpPanel()
	case "admin":
		r.panel = letterPanel()
	case "report":
		r.panel = reportPanel()
	case "ways":
		r.panel = waysPanel(cause.Code)
	case "old":
		r.panel = oldGuidePanel(id)
	case "pick":
		r.panel = pickPanel()
	case "trouble", "wait":
		r.trouble = &trouble{field: r.lastWork(), verdict: causes.Verdict{Cause: &cause}, sent: s.Sent}
		if r.trouble.field == nil {
			return Screen{}, false
		}
		if key == "wait" {
			r.startWaiting()
		}
	case "resume", "waiting":
		r.state.Waiting.Cause = ""
		if key == "waiting" {
			r.state.Waiting.Cause = cause.Code
		}
		r.welcome()
	case "finish":
		r.at = len(r.steps)
	default:
		for i := range r.steps[r.at].Fields {
			if f := &r.steps[r.at].Fields[i]; f.Key == key {
				shown := r.stepScreen(f)
				if f.Trouble != nil && cause.Code != "" {
					v := causes.Verdict{Cause: &cause}
					t := NewTrouble(roadWords(v, lookWorded(cause.Worded, cause.Code, "<issuer>"), env.Now()), s, smtpcheck.NotSent)
					shown.Trouble = &t
				}
				shown.Items = r.items()
				return r.namePractice(shown), true
			}
		}
		return Screen{}, false
	}
	return r.Screen(), true
}

// Stored tells whether the keychain holds the password for these settings.
func (s State) Stored() bool { return s.Held != "" && s.Held == s.entry() }

// Typed puts a stand-in where a password is that was typed and not stored, for
// [At].
func (s *State) Typed() { s.Password = keystore.NewSecret([]byte("stand-in")) }

// Somewhere is a keychain for [At]: it holds nothing, and says this of where
// its entries are.
func Somewhere(place string) keystore.Store { return somewhere{keystore.Memory(), place} }

type somewhere struct {
	keystore.Store
	place string
}

func (s somewhere) Where(keystore.Item) string { return s.place }

// lastWork is the last piece of work of the current step, or the last with ways
// of its own: the one that failed, as far as can be told without having been
// there.
func (r *Run) lastWork() *Field {
	var last *Field
	for i := range r.steps[r.at].Fields {
		if f := &r.steps[r.at].Fields[i]; f.Do != nil && (last == nil || last.Ways == nil || f.Ways != nil) {
			last = f
		}
	}
	return last
}

// Answers are answers in the branch of [NoAppPassword] that lead to a finding,
// in the form of [State.Reasons]; empty where none do.
func (qs Questions) Answers(finding string) Asked {
	var search func(key string, so Asked) Asked
	search = func(key string, so Asked) Asked {
		q := qs.question(key)
		for _, a := range q.Answers {
			now := so.With(q.Key + "=" + a.Value)
			if a.Finding == finding {
				return now
			}
			if a.Next != "" {
				if found := search(a.Next, now); found != "" {
					return found
				}
			}
		}
		return ""
	}
	return search(qs.First, "")
}
