package wizard

// scrollback are the lines that go above the frame, once and in order, at the
// next paint.
type scrollback struct {
	queue []string
	blank bool // the last line that was queued is empty
}

// print queues lines. Two empty ones never follow each other.
func (s *scrollback) print(lines []string) {
	for _, l := range lines {
		if l != "" || !s.blank {
			s.queue, s.blank = append(s.queue, l), l == ""
		}
	}
}
