package main

import (
	"strings"
	"testing"

	"mailready/wizard/checklist"
)

// The app in a file that was changed by hand is refused where it is no app,
// with the name of the field.
func TestAppsInFiles(t *testing.T) {
	const id = "1b2c3d4e-1111-4222-8333-444455556666"
	for _, c := range []struct{ client, tenant, field string }{
		{"", "", ""}, {id, id, ""}, {strings.ToUpper(id), "contoso.onmicrosoft.com", ""}, {id, "organizations", ""}, {id, "consumers", ""},
		{"x", id, "client_id"}, {id + "&prompt=none", id, "client_id"}, {"{" + id + "}", id, "client_id"}, {id, "../../evil?x=#", "tenant_id"}, {id, "contoso", "tenant_id"}, {id, id + "/x", "tenant_id"},
	} {
		s := checklist.Begin("ann@contoso.example")
		s.Credential, s.Client, s.Tenant = checklist.SignIn, c.client, c.tenant
		err := checkFields(s)
		if (err == nil) != (c.field == "") || err != nil && !strings.Contains(err.Error(), "the "+c.field+" ") {
			t.Errorf("%q %q: %v", c.client, c.tenant, err)
		}
	}
}
