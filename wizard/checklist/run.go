package checklist

// Run is one person's way through the steps.
type Run struct{}
