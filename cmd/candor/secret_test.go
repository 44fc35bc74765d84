package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const testVariable = "CANDOR_TEST_SECRET"

func TestReadSecret(t *testing.T) {
	dir := t.TempDir()
	path := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(path("linked", "hush"), link); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ env, file, want, fault string }{
		"from the environment":        {"hush", "", "hush", ""},
		"with spaces around":          {" hush\n", "", "hush", ""},
		"from a file":                 {"", path("plain", "hush"), "hush", ""},
		"with a new line at the end":  {"", path("line", "hush\r\n"), "hush", ""},
		"as long as can be":           {"", path("long", strings.Repeat("x", maxSecret)), strings.Repeat("x", maxSecret), ""},
		"through a link":              {"", link, "hush", ""},
		"none":                        {"", "", "", ""},
		"only spaces":                 {"  ", "", "", ""},
		"both":                        {"hush", path("other", "hush"), "", "both CANDOR_TEST_SECRET and CANDOR_TEST_SECRET_FILE are set"},
		"both the same":               {"hush", path("same", "hush"), "", "both CANDOR_TEST_SECRET and"},
		"an empty file":               {"", path("empty", ""), "", "empty file"},
		"a file of spaces":            {"", path("spaces", " \n\n"), "", "empty file"},
		"too long":                    {"", path("longer", strings.Repeat("x", maxSecret+1)), "", "no file of a secret"},
		"a folder":                    {"", dir, "", "no file of a secret"},
		"a device":                    {"", os.DevNull, "", "no file of a secret"},
		"a missing file":              {"", filepath.Join(dir, "hush"), "", "cannot be read: no such file"},
		"the secret in its place":     {"", "123456:hush", "", "cannot be read: no such file"},
		"the secret, as if in a file": {"", path("plain", "hush") + "/123456:hush", "", "cannot be read: not a directory"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(testVariable, test.env)
			got, err := readSecret(testVariable, test.file)
			if string(got) != test.want || (err != nil) != (test.fault != "") {
				t.Fatalf("readSecret = %q, %v, want %q, %q", string(got), err, test.want, test.fault)
			}
			if err == nil {
				return
			}
			if !strings.Contains(err.Error(), test.fault) || !strings.Contains(err.Error(), testVariable) || strings.Contains(err.Error(), "\n") {
				t.Errorf("the error is %q, want one line with the variable and %q", err, test.fault)
			}
			if text := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(text, "hush") {
				t.Errorf("the error shows what may be secret: %s", text)
			}
		})
	}
}

// TestSecretIsNeverPrinted, by itself and in what holds it.
func TestSecretIsNeverPrinted(t *testing.T) {
	s := secret("123456:hush")
	for _, v := range []any{s, &s, []secret{s}, map[string]secret{"a": s}, map[secret]int{s: 1}, struct{ Token secret }{s}, &struct{ Token secret }{s}, fmt.Errorf("with %v", s)} {
		for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			if text := fmt.Sprintf(format, v); strings.Contains(text, "hush") || strings.Contains(text, fmt.Sprintf("%x", "hush")) {
				t.Errorf("%s of %T is %s", format, v, text)
			}
		}
	}
	if got := fmt.Sprint(s); got != "[redacted]" {
		t.Errorf("a secret prints as %q, want [redacted]", got)
	}
}

// TestSettingsShowNoSecret puts tokens into each setting: whatever is said about that shows
// none, and says of which setting it is.
func TestSettingsShowNoSecret(t *testing.T) {
	tokens := []string{
		"987654321:SentinelSentinelSentinelSentinel_aa",
		"SentinelSentinelSentinel.GaBcDe.SentinelSentinelSentinelSentinel-a",
		"Sentinel of a webhook",
	}
	settings := map[string]string{"CANDOR_TELEGRAM_TOKEN": "", "CANDOR_DISCORD_TOKEN": ""} // by variable, their flags
	for s := range flagsOf(newParser(&cli{}).Model) {
		if s.Env != "" {
			settings[s.Env], _, _ = strings.Cut(strings.TrimPrefix(s.Name, "serve "), " ")
		}
	}
	for variable, flag := range settings {
		for i, token := range tokens {
			t.Run(fmt.Sprint(variable, i), func(t *testing.T) {
				t.Setenv("CANDOR_TELEGRAM_TOKEN", "x")
				t.Setenv("CANDOR_DISCORD_TOKEN", "x")
				t.Setenv("CANDOR_TELEGRAM_WEBHOOK_URL", "https://example.org")
				t.Setenv("CANDOR_DISCORD_PUBLIC_KEY", "x")
				t.Setenv(variable, token)
				if variable == "CANDOR_TELEGRAM_TOKEN_FILE" || variable == "CANDOR_DISCORD_TOKEN_FILE" {
					t.Setenv(strings.TrimSuffix(variable, "_FILE"), "")
				}
				var said bytes.Buffer
				if code := run([]string{"serve"}, nil, &said, &said); code == 0 || said.Len() == 0 {
					t.Fatalf("code %d, said %q", code, &said)
				}
				if strings.Contains(strings.ToLower(said.String()), "sentinel") {
					t.Errorf("said %s", &said)
				}
				if strings.Contains(said.String(), hiddenMark) && !strings.Contains(said.String(), flag) {
					t.Errorf("said %s, without %s", &said, flag)
				}
			})
		}
	}
}

// TestFoldersShowNoToken: a token in the place of a folder becomes none, and is not shown.
func TestFoldersShowNoToken(t *testing.T) {
	const token = "987654321:SentinelSentinelSentinelSentinel_aa"
	if path, err := dataDir(token).path(); err == nil || strings.Contains(err.Error(), "Sentinel") || !strings.Contains(err.Error(), "--data") {
		t.Errorf("data: %q, %v", path, err)
	}
	if _, err := knowledgeDir(token).files(); err == nil || strings.Contains(err.Error(), "Sentinel") || !strings.Contains(err.Error(), "--knowledge") {
		t.Errorf("knowledge: %v", err)
	}
}

// TestFilesShowNoSecret: a file that holds a secret, put or linked where the answers or the
// questions are read, is refused by name and line, and nothing of it is shown. A token alone
// may well be read as a key.
func TestFilesShowNoSecret(t *testing.T) {
	for name, text := range map[string]string{
		"a token of Telegram's":     "987654321:SentinelSentinelSentinelSentinel_aa\n",
		"a token of Discord's":      "SentinelSentinelSentinel.GaBcDe.SentinelSentinelSentinelSentinel-a",
		"a password":                "sentinel\n",
		"a password with a colon":   "sentinel:\n",
		"a password and more":       "sentinel: sentinel: sentinel",
		"a password in lower case":  "title: Bread\nsentinel: yes\n",
		"a password as a name":      "source:\n  sentinel: yes\n",
		"variables":                 "CANDOR_TELEGRAM_TOKEN=987654321:Sentinel\nSENTINEL_B=sentinel\n",
		"settings":                  "token: sentinel\nsentinel: {sentinel: sentinel}\n",
		"an object":                 `{"sentinel": "sentinel", "question": "a"}` + "\n",
		"an object over lines":      "{\n  \"sentinel\": \"sentinel\"\n}\n",
		"a key in PEM":              "-----BEGIN PRIVATE KEY-----\nSentinel+/Sentinel==\n-----END PRIVATE KEY-----\n",
		"a netrc":                   "machine a\n  login sentinel\n  password sentinel\n",
		"an anchor":                 "&sentinel sentinel: *sentinel\n",
		"a tag":                     "!sentinel sentinel\n",
		"a directive":               "%sentinel sentinel\n",
		"an alias":                  "*sentinel\n",
		"an escape":                 "\"sentinel\\sentinel\"\n",
		"the front matter's secret": "---\nsentinel: a\nquestion: Why?\n---\nSo.\n",
	} {
		for _, file := range []string{"base.yaml", "synonyms.yaml", "golden.jsonl", "entries/rising.md"} {
			t.Run(name+" in "+file, func(t *testing.T) {
				dir := t.TempDir()
				if err := os.CopyFS(dir, os.DirFS("testdata/base")); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(dir, file)
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				for _, args := range [][]string{{"check", dir}, {"version", "--knowledge", dir}, {"eval", path}, {"eval", "--safety", path}} {
					var said bytes.Buffer
					if code := run(args, nil, &said, &said); code == 0 || !strings.Contains(said.String(), file) {
						t.Errorf("%s exits %d, says %s, want a fault of %s", args[0], code, &said, file)
					}
					if strings.Contains(strings.ToLower(said.String()), "sentinel") {
						t.Errorf("%s says %s", args, &said)
					}
				}
			})
		}
	}
}
