package checklist

import (
	"strings"
	"testing"
)

func TestParseRegistration(t *testing.T) {
	const c, d, o = "1b2c3d4e-1111-4222-8333-444455556666", "9f8e7d6c-1111-4222-8333-444455556666", "00000000-1111-4222-8333-444455556666"
	for _, typed := range []string{
		"Application (client) ID: " + c + " Directory (tenant) ID: " + d,
		"tenant=" + d + " client=" + c,
		"Display name Mail sending Application (client) ID " + c + " Object ID " + o + " Directory (tenant) ID " + d + " Supported account types My organization only",
		"{\"appId\":\"" + c + "\",\"tenantId\":\"" + d + "\"}",
		"client id " + c + ", and " + d,
		"the tenant is " + d + "\nthe other one: " + c,
		c + " (client)\n" + d + " (tenant)",
		c + " is the client ID, " + d + " is the tenant ID",
		"Here are the values of the application:\n{" + c + "} client\n{" + d + "} directory\n{" + o + "} object",
		"Application (client) ID: " + c + " Object ID: " + o + " Directory (tenant) ID: " + d + " Client credentials: Add a certificate or secret",
		strings.ReplaceAll("client "+c+" tenant "+d, "-", "\u2011"), strings.ReplaceAll("client "+c+" tenant "+d, "-", "\u2013"),
		"client " + c + " tenant " + d + " client " + c,
		"Application (client) ID" + c + "Object ID" + o + "Directory (tenant) ID" + d + "Supported",
		"CLIENT_ID=1B2C3D4E-1111-4222-8333-444455556666;TENANT_ID=" + d,
	} {
		client, tenant, p := ParseRegistration(typed)
		if p != nil || client != c || tenant != d {
			t.Errorf("%q: %q %q %v", typed, client, tenant, p)
		}
	}
	for _, typed := range []string{"", "client " + c, "tenant " + d, c + " " + d, "client " + c + " tenant " + c, "Object ID " + o, "1b2c3d4e", "client " + c + " Object ID " + o,
		"client " + c + " client " + o + " tenant " + d, "client " + c + " tenant " + d + "\ntenant " + o, c + " client, " + d, c + " " + d + " " + o, "client " + c + " " + d + " " + o} {
		if client, tenant, p := ParseRegistration(typed); p == nil || p.Text == "" || client != "" || tenant != "" {
			t.Errorf("%q: taken as %q %q", typed, client, tenant)
		}
	}
}
