package checklist

func (r *Run) answered(f *Field) {
	r.notices = nil
	r.state.Asked = r.state.Asked.With(r.key(f))
	r.trail = append(r.trail, place{r.at, r.key(f)})
	r.advance()
}

func (r *Run) key(f *Field) string { return r.steps[r.at].ID + "/" + f.Key }

// field is the first question or piece of work of the current step that is
// still open; nil where there is none.
func (r *Run) field() *Field {
	step := &r.steps[r.at]
	for i := range step.Fields {
		f := &step.Fields[i]
		if (f.When == nil || f.When(r.state)) && !r.state.Asked.Has(step.ID+"/"+f.Key) {
			return f
		}
	}
	return nil
}

// advance moves on to the next open question, over finished steps.
func (r *Run) advance() {
	for r.at < len(r.steps) {
		step := r.steps[r.at]
		skip := step.Skip != nil && step.Skip(r.state)
		if !skip && r.field() != nil && (!step.Done(r.state) || r.touched()) {
			return
		}
		if !skip && step.Known != nil {
			behind := r.item(r.at, step)
			behind.Known = step.Known(r.state)
			r.news = append(r.news, Note{Mark: r.mark(step), Text: r.of(r.at) + ", " + behind.Line()})
		}
		switch step.ID {
		case stepMailbox:
			r.lookAtRoad()
		case stepSettings:
			r.preconnect()
		}
		r.at++
		r.saveProgress()
	}
}

// mark is the word in front of a finished step: what the server refuted is
// not in order, and what is left open was passed over.
func (r *Run) mark(step Step) Mark {
	switch {
	case r.state.Items.Get(step.ID) == Refuted:
		return WARN
	case step.ID == stepSMTPAuth && r.state.SMTPAuth == Unsure && r.state.Items.SMTPAuth != Proved:
		return SKIP
	}
	return OK
}

// touched tells whether a question of the current step was answered in this
// visit: then its other questions are asked as well.
func (r *Run) touched() bool {
	for _, f := range r.steps[r.at].Fields {
		if r.state.Asked.Has(r.key(&f)) {
			return true
		}
	}
	return false
}

// Goto shows a step again from its first question.
func (r *Run) Goto(id string) {
	for i, step := range r.steps {
		if step.ID == id {
			r.panel, r.trouble, r.problem = nil, nil, nil
			r.job++
			r.at = i
			r.reopen(i)
			return
		}
	}
}

// reopen forgets the answers of a step and of those behind it, so that they
// are asked again; what was stored and shown stays.
func (r *Run) reopen(from int) {
	for _, step := range r.steps[from:] {
		for _, f := range step.Fields {
			r.state.Asked = r.state.Asked.Without(step.ID + "/" + f.Key)
		}
	}
}

// Back goes to the question before. From a failure, a menu or running work it
// goes to the question that led there; the driver has cancelled the work.
func (r *Run) Back() {
	r.problem = nil
	r.job++
	if r.panel != nil {
		if !r.panel.first {
			r.panel = r.panel.behind
		}
		return
	}
	r.trouble = nil
	for len(r.trail) > 0 {
		last := r.trail[len(r.trail)-1]
		r.trail = r.trail[:len(r.trail)-1]
		r.at = last.at
		r.state.Asked = r.state.Asked.Without(last.key)
		r.reopenWork(last.key)
		if f := r.field(); f != nil && f.Do == nil {
			return
		}
		// That question does not arise any more: go to the one before.
	}
	r.advance()
}

// reopenWork makes the work behind a question due again after Back. What was
// done before the question was asked stays done.
func (r *Run) reopenWork(key string) {
	behind := false
	for _, f := range r.steps[r.at].Fields {
		if behind && f.Do != nil {
			r.state.Asked = r.state.Asked.Without(r.key(&f))
		}
		behind = behind || r.key(&f) == key
	}
}
