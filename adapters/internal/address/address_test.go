package address_test

import (
	"testing"

	"candor/adapters/internal/address"
)

func TestHasPort(t *testing.T) {
	for given, want := range map[string]bool{
		"127.0.0.1:8080": true, ":0": true, "[::1]:65535": true, "host:80": true,
		"": false, "host": false, "host:": false, "host:http": false, "host:65536": false, "host:-1": false, "::1:80": false,
		"123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw": false, // a token where an address belongs
	} {
		if got := address.HasPort(given); got != want {
			t.Errorf("HasPort(%q) = %v, want %v", given, got, want)
		}
	}
}

func TestBase(t *testing.T) {
	for given, want := range map[string]string{"": "https://own.test", "http://other.test//": "http://other.test"} {
		if got := address.Base(given, "https://own.test"); got != want {
			t.Errorf("Base(%q) = %q, want %q", given, got, want)
		}
	}
}
