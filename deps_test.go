// Package candor_test holds the rules between packages that no compiler checks.
package candor_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// pkg is what "go list" says of a package.
type pkg struct {
	ImportPath string
	Doc        string
	Imports    []string
	Deps       []string
}

// packages lists the module's packages.
func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Doc,Imports,Deps", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if p.ImportPath != "candor" { // this folder holds tests only
			all = append(all, p)
		}
	}
	if len(all) < 4 {
		t.Fatalf("go list found %d packages, want all", len(all))
	}
	return all
}

// allowed says which of the module's packages a package may import: the first
// row whose prefix fits. A prefix that ends with a slash stands for what is below.
var allowed = []struct {
	prefix string
	may    []string
}{
	{"candor/faq/text", nil},
	{"candor/faq", []string{"candor/faq/text"}},
	{"candor/bot/safety", []string{"candor/faq/text"}},
	{"candor/bot/bottest", []string{"candor/bot"}},
	{"candor/bot", []string{"candor/faq", "candor/faq/text", "candor/bot/safety"}},
	{"candor/knowledge", nil},
	{"candor/adapters/internal/", []string{"candor/bot"}},
	{"candor/adapters/adaptertest", []string{"candor/bot", "candor/faq"}},
	{"candor/adapters/telegram/telegramtest", nil},
	{"candor/adapters/", []string{"candor/bot", "candor/adapters/internal/"}},
	{"candor/cmd/", []string{"candor/adapters/", "candor/bot", "candor/bot/safety", "candor/faq", "candor/knowledge"}},
}

// TestArrows holds the direction of dependencies: towards the core.
func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		i := slices.IndexFunc(allowed, func(row struct {
			prefix string
			may    []string
		}) bool {
			return within(p.ImportPath, row.prefix)
		})
		if i < 0 {
			t.Errorf("%s has no row in the table of arrows", p.ImportPath)
			continue
		}
		for _, dep := range p.Imports {
			if strings.HasPrefix(dep, "candor/") &&
				!slices.ContainsFunc(allowed[i].may, func(prefix string) bool { return within(dep, prefix) }) {
				t.Errorf("%s imports %s, against the arrows", p.ImportPath, dep)
			}
		}
	}
}

// within reports whether path is prefix, or below it if prefix ends with a slash.
func within(path, prefix string) bool {
	return path == prefix || strings.HasSuffix(prefix, "/") && strings.HasPrefix(path, prefix)
}

// TestCoreIsPure keeps platforms, storage, network and logging out of the core,
// however deep.
func TestCoreIsPure(t *testing.T) {
	core := []string{"candor/faq", "candor/faq/text", "candor/bot", "candor/bot/safety", "candor/knowledge"}
	banned := []string{"net/http", "database/sql", "log", "log/slog", "github.com/rs/zerolog"}
	for _, p := range packages(t) {
		if !slices.Contains(core, p.ImportPath) {
			continue
		}
		for _, dep := range p.Deps {
			if slices.Contains(banned, dep) || strings.HasPrefix(dep, "candor/adapters/") {
				t.Errorf("%s depends on %s: the core logs nothing, stores nothing and knows no platform", p.ImportPath, dep)
			}
		}
	}
}

// TestStorageStaysHome keeps SQL in the one package that stores something, so that another
// way to store takes another package and nothing else.
func TestStorageStaysHome(t *testing.T) {
	storage := []string{"database/sql", "modernc.org/", "github.com/pressly/goose/"}
	const home = "candor/adapters/store"
	for _, p := range packages(t) {
		for _, dep := range p.Imports {
			sql := slices.ContainsFunc(storage, func(s string) bool { return strings.HasPrefix(dep, s) })
			if sql && p.ImportPath != home {
				t.Errorf("%s imports %s, which is for %s", p.ImportPath, dep, home)
			}
		}
	}
}

// TestPackageComments: the comment is where a reader begins.
func TestPackageComments(t *testing.T) {
	for _, p := range packages(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}
