package settings

// At is f with a listener for the moments within a change.
func (f Folder) At(listen func(moment string)) Folder {
	f.at = listen
	return f
}

// HoldWriting takes the lock for writing, as a change does.
func (f Folder) HoldWriting() (release func(), err error) { return f.lockWriting() }
