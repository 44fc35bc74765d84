package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"candor/adapters/terminal"
	"candor/bot"
	"candor/faq"
)

// moderation are the moderators' commands, to a candor serve that runs on this machine.
type moderation struct {
	Reload    reloadCmd    `cmd:"" group:"moderators" help:"Read the answers again, see what changes, and put it in use."`
	Confirm   confirmCmd   `cmd:"" group:"moderators" help:"Put in use what a reload showed."`
	Cancel    cancelCmd    `cmd:"" group:"moderators" help:"Leave what a reload showed."`
	Rollback  rollbackCmd  `cmd:"" group:"moderators" help:"Go back to the answers before, or to a version."`
	Versions  versionsCmd  `cmd:"" group:"moderators" help:"Show which answers were in use, since when, by whom; or an entry as it was."`
	Test      testCmd      `cmd:"" group:"moderators" help:"Show what a question finds in the answers in use, and why."`
	Off       offCmd       `cmd:"" group:"moderators" help:"Give an answer no more, at once; without one, list those."`
	On        onCmd        `cmd:"" group:"moderators" help:"Give an answer again."`
	Pause     pauseCmd     `cmd:"" group:"moderators" help:"Answer no questions; help cards stay."`
	Resume    resumeCmd    `cmd:"" group:"moderators" help:"Answer questions again."`
	Stats     statsCmd     `cmd:"" group:"moderators" help:"Show how often what was answered, in numbers."`
	Settings  settingsCmd  `cmd:"" group:"moderators" help:"Show or change the settings of a server or group."`
	Questions questionsCmd `cmd:"" group:"moderators" help:"List the questions that people sent; accept or drop one."`
}

type (
	reloadCmd struct {
		Yes bool `help:"Put it in use without asking."`
	}
	confirmCmd struct {
		Code string `arg:"" help:"That the reload showed."`
	}
	cancelCmd struct {
		Code string `arg:"" help:"That the reload showed."`
	}
	rollbackCmd struct {
		Version string `arg:"" optional:"" help:"Or its first letters."`
	}
	versionsCmd struct {
		Show    string `arg:"" optional:"" enum:"show," default:"" help:"The word show: print an entry's file as it was in a version."`
		Version string `arg:"" optional:"" help:"Or its first letters."`
		ID      string `arg:"" optional:"" help:"The entry's."`
	}
	testCmd struct {
		Question []string `arg:"" help:"The question."`
	}
	offCmd struct {
		ID string `arg:"" optional:"" help:"The entry's."`
	}
	onCmd struct {
		ID string `arg:"" help:"The entry's."`
	}
	pauseCmd  struct{}
	resumeCmd struct{}
	statsCmd  struct {
		Days string `arg:"" optional:"" help:"How many days to sum up; 7 if not given."`
	}
	settingsCmd struct {
		Place  string   `arg:"" help:"discord/ID of a server or telegram/ID of a group."`
		Change []string `arg:"" optional:"" help:"What to change, as in: territory NZ."`
	}
	questionsCmd struct {
		Do []string `arg:"" optional:"" help:"What to do with one, as in: accept 3 as duration."`
	}
)

// Run shows what changes, and puts it in use if the person agrees.
func (c *reloadCmd) Run(con *console, data *dataDir) error {
	out, err := con.order(data, "/reload")
	if err != nil {
		return err
	}
	for _, choice := range out.Choices {
		code, ok := strings.CutPrefix(choice.ID, "/confirm ")
		switch {
		case !ok:
			continue
		case c.Yes || con.agreed(choice.Label+"?"):
			_, err := con.order(data, "/confirm "+code)
			return err
		}
		fmt.Fprintf(con.out, "\nNot put in use. Within ten minutes: candor confirm %s\n", code)
	}
	return nil
}

// agreed asks the person, if there is one.
func (con *console) agreed(question string) bool {
	if !terminal.IsTerminal(con.in) {
		return false
	}
	fmt.Fprintf(con.out, "\n%s [y/N] ", question)
	line, _ := bufio.NewReader(con.in).ReadString('\n')
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes"
}

// Run gives the command.
func (c *confirmCmd) Run(con *console, data *dataDir) error {
	return con.ordered(data, "confirm", c.Code)
}

// Run gives the command.
func (c *cancelCmd) Run(con *console, data *dataDir) error {
	return con.ordered(data, "cancel", c.Code)
}

// Run gives the command.
func (c *rollbackCmd) Run(con *console, data *dataDir) error {
	return con.ordered(data, "rollback", c.Version)
}

// Run gives the command. An entry as it was comes from the store: the very bytes, also when
// no service runs.
func (c *versionsCmd) Run(con *console, data *dataDir) error {
	if c.Show == "" {
		return con.ordered(data, "versions")
	}
	if c.Version == "" || c.ID == "" {
		return usageError{errors.New("show needs a version and an entry's ID")}
	}
	s, err := data.reopen()
	if err != nil {
		return err
	}
	defer s.Close()
	files, err := s.Files(con.ctx, c.Version)
	if errors.Is(err, bot.ErrNotStored) {
		return fmt.Errorf("version %s: there is none, or several begin like that: see candor versions", c.Version)
	}
	if err != nil {
		return err
	}
	text, ok := files[faq.ID(strings.TrimSuffix(c.ID, ".md")).File()]
	if !ok {
		return fmt.Errorf("version %s has no entry %s", c.Version, c.ID)
	}
	_, err = con.out.Write(text)
	return err
}

// Run gives the command.
func (c *testCmd) Run(con *console, data *dataDir) error {
	return con.ordered(data, "test", c.Question...)
}

// Run gives the command.
func (c *offCmd) Run(con *console, data *dataDir) error { return con.ordered(data, "off", c.ID) }

// Run gives the command.
func (c *onCmd) Run(con *console, data *dataDir) error { return con.ordered(data, "on", c.ID) }

// Run gives the command.
func (c *pauseCmd) Run(con *console, data *dataDir) error { return con.ordered(data, "pause") }

// Run gives the command.
func (c *resumeCmd) Run(con *console, data *dataDir) error { return con.ordered(data, "resume") }

// Run gives the command.
func (c *statsCmd) Run(con *console, data *dataDir) error { return con.ordered(data, "stats", c.Days) }

// Run gives the command.
func (c *settingsCmd) Run(con *console, data *dataDir) error {
	return con.ordered(data, "settings", append([]string{c.Place}, c.Change...)...)
}

// Run gives the command.
func (c *questionsCmd) Run(con *console, data *dataDir) error {
	return con.ordered(data, "questions", c.Do...)
}
