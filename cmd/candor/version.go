package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

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

// build is what the Go tool recorded.
type build struct{ version, commit string }

func readBuild() build {
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
