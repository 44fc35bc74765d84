package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
)

// version and commit are set where the Go tool cannot tell them, as in an image:
// go build -ldflags "-X main.version=1.2.3 -X main.commit=c0ffee".
var version, commit string

type versionCmd struct{}

// Run prints what was built from what.
func (*versionCmd) Run(con *console, dir *knowledgeDir) error {
	base, err := dir.load()
	if err != nil {
		return err
	}
	b := readBuild()
	_, err = fmt.Fprintf(con.out, "candor %s\ncommit %s\n%s %s/%s\nknowledge %s (%s, %s)\n",
		b.version, b.commit, runtime.Version(), runtime.GOOS, runtime.GOARCH,
		base.Version, dir, plural(len(base.Entries), "entry"))
	return err
}

// build is what the program was built from.
type build struct{ version, commit string }

// readBuild returns what the linker was told, else what the Go tool recorded.
func readBuild() build {
	b := recorded()
	return build{cmp.Or(version, b.version), cmp.Or(commit, b.commit)}
}

func recorded() build {
	b := build{version: "devel", commit: "unknown"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.version = v
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			b.commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			b.commit += " with changes"
		}
	}
	return b
}
