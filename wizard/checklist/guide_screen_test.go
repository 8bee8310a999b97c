package checklist_test

import (
	"slices"
	"testing"

	"mailready/smtpcheck/causes"
	"mailready/wizard/checklist"
	"mailready/wizard/guide"
	"time"
)

// What the guide says that the caller sees is what the caller sees: the text
// of each step stands above its first question.
func TestFirstQuestionShowsTheGuide(t *testing.T) {
	env := &checklist.Env{Now: time.Now, Keys: checklist.Somewhere("the keychain")}
	for _, step := range checklist.Steps() {
		first := slices.IndexFunc(step.Fields, func(f checklist.Field) bool {
			return f.Do == nil && (f.When == nil || f.When(checklist.Begin("office@contoso.example")))
		})
		if first < 0 {
			t.Fatalf("%s asks nothing", step.ID)
		}
		shown, ok := checklist.ScreenAt(checklist.Begin("office@contoso.example"), env, step.ID, step.Fields[first].Key, causes.Cause{})
		section, found := guide.Find(step.ID)
		if !ok || !found || len(section.Screen) == 0 {
			t.Fatalf("%s/%s is not known", step.ID, step.Fields[first].Key)
		}
		for _, paragraph := range section.Screen {
			if !slices.Contains(shown.Body, paragraph) {
				t.Errorf("%s/%s: the guide says that the caller sees %q; the screen has %q", step.ID, step.Fields[first].Key, paragraph, shown.Body)
			}
		}
	}
}
