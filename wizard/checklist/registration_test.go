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
	for _, typed := range []string{"", "client " + c, "tenant " + d, c + " " + d, "client " + c + " tenant " + c, "Object ID " + o, "1b2c3d4e", "client " + c + " Object ID " + o} {
		if client, tenant, p := ParseRegistration(typed); p == nil || p.Text == "" || client != "" || tenant != "" {
			t.Errorf("%q: taken as %q %q", typed, client, tenant)
		}
	}
}
