package main

import (
	"os"
	"sync"
)

// output is standard output. It remembers that it could not be written, so
// that a command whose words went nowhere does not end as if all were well.
type output struct {
	file  *os.File
	mu    sync.Mutex
	first error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.file.Write(p)
	if err != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.first == nil {
			o.first = err
		}
	}
	return n, err
}

// Lost is the first error of a write, nil where all was written.
func (o *output) Lost() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.first
}
