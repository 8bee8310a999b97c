package checklist

import "testing"

func TestParseRegistration(t *testing.T) {
	const c, d, o = "1b2c3d4e-1111-4222-8333-444455556666", "9f8e7d6c-1111-4222-8333-444455556666", "00000000-1111-4222-8333-444455556666"
	for _, typed := range []string{
		"Application (client) ID: " + c + " Directory (tenant) ID: " + d,
		"tenant=" + d + " client=" + c,
		"Display name Mail sending Application (client) ID " + c + " Object ID " + o + " Directory (tenant) ID " + d + " Supported account types My organization only",
		"{\"appId\":\"" + c + "\",\"tenantId\":\"" + d + "\"}",
		"client id " + c + ", and " + d,
		"the tenant is " + d + "\nthe other one: " + c,
		"CLIENT_ID=1B2C3D4E-1111-4222-8333-444455556666;TENANT_ID=" + d,
	} {
		client, tenant, p := ParseRegistration(typed)
		if p != nil || client != c || tenant != d {
			t.Errorf("%q: %q %q %v", typed, client, tenant, p)
		}
	}
	for typed, half := range map[string][2]string{"": {}, c + " " + d: {}, "client " + c + " tenant " + c: {}, "Object ID " + o: {}, "1b2c3d4e": {},
		"client " + c: {c, ""}, "tenant " + d: {"", d}, "client " + c + " Object ID " + o: {c, ""}} {
		if client, tenant, p := ParseRegistration(typed); p == nil || p.Text == "" || client != half[0] || tenant != half[1] {
			t.Errorf("%q: taken as %q %q", typed, client, tenant)
		}
	}
}

// An answer of several lines, pasted where one line is one answer.
func TestRegistrationLineByLine(t *testing.T) {
	var s State
	set := signInFields()[0].Set
	for _, line := range []string{"Hello,", "Application (client) ID", "1b2c3d4e-1111-4222-8333-444455556666", "Directory (tenant) ID"} {
		if set(&s, line) == nil {
			t.Fatalf("%q was enough", line)
		}
	}
	if p := set(&s, "9f8e7d6c-1111-4222-8333-444455556666"); p != nil || s.Client[:8] != "1b2c3d4e" || s.Tenant[:8] != "9f8e7d6c" || s.answered != "" {
		t.Errorf("%+v %v", s, p)
	}
}
