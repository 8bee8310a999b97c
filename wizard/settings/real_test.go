//go:build linux

package settings_test

import (
	"os"
	"testing"
)

// missing skips a test whose real part is not here, with the reason. Where
// MAILREADY_REQUIRE_REAL=1 says that all must be here, it fails instead.
func missing(t *testing.T, why string, err error) {
	t.Helper()
	if os.Getenv("MAILREADY_REQUIRE_REAL") == "1" {
		t.Fatalf("required: %s: %v", why, err)
	}
	t.Skipf("%s: %v", why, err)
}
