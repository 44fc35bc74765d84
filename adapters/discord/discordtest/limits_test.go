package discordtest_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/adapters/discord/discordtest"
)

// repeat makes n parts of a list, in which %d is the number of each.
func repeat(n int, format string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strings.ReplaceAll(format, "%d", fmt.Sprint(i))
	}
	return strings.Join(parts, ",")
}

func x(n int) string { return strings.Repeat("x", n) }

const row = `{"type":1,"components":[%s]}`

func inRow(parts string) string { return `"components":[` + fmt.Sprintf(row, parts) + `]` }

func TestMessageLimits(t *testing.T) {
	button := `{"type":2,"style":1,"label":"L","custom_id":"b%d"}`
	option := `{"label":"L","value":"v%d"}`
	menu := func(options string) string { return `{"type":3,"custom_id":"m","options":[` + options + `]}` }
	good := map[string]string{
		"longest content":      `"content":"` + x(2000) + `"`,
		"longest in emoji":     `"content":"` + strings.Repeat("🍞", 1000) + `"`,
		"longest embed":        `"embeds":[{"title":"` + x(256) + `","description":"` + x(4096) + `"},{"title":"t","footer":{"text":"` + x(1647) + `"}}]`,
		"most buttons":         `"content":"x","components":[` + repeat(5, fmt.Sprintf(row, strings.ReplaceAll(repeat(5, button), `"b`, `"r%d-`))) + `]`,
		"most options":         `"content":"x",` + inRow(menu(repeat(25, option))),
		"longest label and id": inRow(`{"type":2,"style":1,"label":"` + x(80) + `","custom_id":"` + x(100) + `"}`),
		"link":                 inRow(`{"type":2,"style":5,"label":"L","url":"https://example.org"}`),
		"components V2":        `"flags":32768,"components":[{"type":17,"components":[{"type":10,"content":"x"},` + fmt.Sprintf(row, `{"type":2,"style":1,"label":"L","custom_id":"b"}`) + `]}]`,
	}
	bad := map[string]struct{ body, where string }{
		"content too long":   {`"content":"` + x(2001) + `"`, "content"},
		"emoji too long":     {`"content":"` + strings.Repeat("🍞", 1001) + `"`, "content"},
		"title too long":     {`"embeds":[{"title":"` + x(257) + `"}]`, "embeds.0.title"},
		"emoji title":        {`"embeds":[{"title":"` + strings.Repeat("🍞", 129) + `"}]`, "embeds.0.title"},
		"description":        {`"embeds":[{"description":"` + x(4097) + `"}]`, "embeds.0.description"},
		"footer":             {`"embeds":[{"title":"t","footer":{"text":"` + x(2049) + `"}}]`, "embeds.0.footer.text"},
		"embeds together":    {`"embeds":[{"description":"` + x(4000) + `"},{"description":"` + x(2001) + `"}]`, "embeds"},
		"eleven embeds":      {`"embeds":[` + repeat(11, `{"title":"%d"}`) + `]`, "embeds"},
		"empty embed":        {`"embeds":[{"color":1}]`, "embeds.0"},
		"26 fields":          {`"embeds":[{"fields":[` + repeat(26, `{"name":"n","value":"v"}`) + `]}]`, "embeds.0.fields"},
		"empty field":        {`"embeds":[{"fields":[{"name":"n","value":""}]}]`, "embeds.0.fields.0.value"},
		"same custom id":     {`"content":"x",` + inRow(`{"type":2,"style":1,"label":"L","custom_id":"b"},{"type":2,"style":1,"label":"L","custom_id":"b"}`), "components.0.components.1.custom_id"},
		"custom id too long": {inRow(`{"type":2,"style":1,"label":"L","custom_id":"` + x(101) + `"}`), "components.0.components.0.custom_id"},
		"no custom id":       {inRow(`{"type":2,"style":1,"label":"L"}`), "components.0.components.0.custom_id"},
		"no label":           {inRow(`{"type":2,"style":1,"custom_id":"b"}`), "components.0.components.0"},
		"label too long":     {inRow(`{"type":2,"style":1,"label":"` + x(81) + `","custom_id":"b"}`), "components.0.components.0.label"},
		"link with an id":    {inRow(`{"type":2,"style":5,"label":"L","custom_id":"b","url":"https://example.org"}`), "components.0.components.0.custom_id"},
		"button with a link": {inRow(`{"type":2,"style":1,"label":"L","custom_id":"b","url":"https://example.org"}`), "components.0.components.0.url"},
		"six buttons":        {inRow(repeat(6, button)), "components.0.components"},
		"six rows":           {`"components":[` + repeat(6, fmt.Sprintf(row, button)) + `]`, "components"},
		"menu and button":    {inRow(menu(repeat(2, option)) + "," + button), "components.0.components"},
		"26 options":         {inRow(menu(repeat(26, option))), "components.0.components.0.options"},
		"same option":        {inRow(menu(`{"label":"L","value":"v"},{"label":"L","value":"v"}`)), "components.0.components.0.options.1.value"},
		"option too long":    {inRow(menu(`{"label":"` + x(101) + `","value":"v"}`)), "components.0.components.0.options.0.label"},
		"more than there is": {inRow(`{"type":3,"custom_id":"m","max_values":2,"options":[{"label":"L","value":"v"}]}`), "components.0.components.0.max_values"},
		"V2 with content":    {`"content":"x","flags":32768,"components":[{"type":10,"content":"x"}]`, "flags"},
		"V2 with 41 parts":   {`"flags":32768,"components":[` + repeat(40, `{"type":10,"content":"x"}`) + `,{"type":10,"content":"x"}]`, "components"},
		"V2 without flag":    {`"content":"x","components":[{"type":10,"content":"x"}]`, "components.0"},
		"ephemeral":          {`"content":"x","flags":64`, "flags"},
		"wrong type":         {`"content":7`, "content"},
		"option of no type":  {inRow(menu(`{"label":7,"value":"v"}`)), "components.0.components.0.options.0.label"},
		"wrong style":        {inRow(`{"type":2,"style":9,"label":"L","custom_id":"b"}`), "components.0.components.0.style"},
		"color too large":    {`"embeds":[{"title":"t","color":16777216}]`, "embeds.0.color"},
	}
	s := discordtest.New(t, discordtest.Lenient())
	b := newBot(t, s)
	path := "/channels/" + discordtest.ChannelID(0) + "/messages"
	for name, body := range good {
		t.Run(name, func(t *testing.T) {
			b.tb = t
			b.must("POST", path, `{`+body+`,`+noPings+`}`)
		})
	}
	for name, c := range bad {
		t.Run(name, func(t *testing.T) {
			b.tb = t
			before := len(s.Violations())
			b.fails(400, 50035, "POST", path, `{`+c.body+`,`+noPings+`}`)
			v := s.Violations()[before:]
			if len(v) == 0 || v[0].Where != c.where {
				t.Errorf("violations %v, want one at %s", v, c.where)
			}
		})
	}
}

func TestEmptyMessages(t *testing.T) {
	s := discordtest.New(t, discordtest.Lenient())
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	path := "/channels/" + discordtest.ChannelID(0) + "/messages"
	b.fails(400, 50006, "POST", path, `{`+noPings+`}`)
	b.fails(400, 50006, "POST", path, `{"content":"","embeds":[],`+noPings+`}`)
	s.Ask(discordtest.Command{Name: "ask"})
	i := g.event("INTERACTION_CREATE")
	b.fails(400, 50006, "POST", i.callback(), `{"type":4,"data":{`+noPings+`}}`)
	b.fails(400, 50035, "POST", i.callback(), `{"type":4,"data":{"content":"x"}}`)
	b.fails(400, 50035, "POST", i.callback(), `{"type":5,"data":{"flags":4}}`)
	b.fails(400, 50035, "POST", i.callback(), `{"type":3}`)
	b.respond(i, show("x", 0))
	b.fails(400, 50006, "PATCH", i.original(), `{"content":"",`+noPings+`}`)
	b.fails(400, 50035, "PATCH", i.original(), `{"content":"y"}`)
	b.must("PATCH", i.original(), `{"components":[]}`) // shows nothing new
	if n := len(s.Violations()); n != 9 {
		t.Errorf("%d violations: %v", n, s.Violations())
	}
	if m, _ := s.Message(i.ID); m.Content != "x" {
		t.Errorf("message: %+v", m)
	}
}

func TestCompletionLimits(t *testing.T) {
	s := discordtest.New(t, discordtest.Lenient())
	b := newBot(t, s)
	g, _ := connect(t, s, 0)
	s.Type(discordtest.Command{Name: "ask", Options: map[string]any{"q": "h"}})
	i := g.event("INTERACTION_CREATE")
	for name, choices := range map[string]string{
		"26":             repeat(26, `{"name":"n","value":"v%d"}`),
		"empty name":     `{"name":"","value":"v"}`,
		"long name":      `{"name":"` + x(101) + `","value":"v"}`,
		"long in UTF-16": `{"name":"` + strings.Repeat("🍞", 51) + `","value":"v"}`,
		"long value":     `{"name":"n","value":"` + x(101) + `"}`,
		"no value":       `{"name":"n"}`,
	} {
		t.Run(name, func(t *testing.T) {
			b.tb = t
			b.fails(400, 50035, "POST", i.callback(), `{"type":8,"data":{"choices":[`+choices+`]}}`)
		})
	}
	b.tb = t
	b.respond(i, `{"type":8,"data":{"choices":[`+repeat(25, `{"name":"n","value":"v%d"}`)+`]}}`)
}

// recorder is a test that a server can fail.
type recorder struct {
	testing.TB
	errors  []string
	cleanup []func()
}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}
func (r *recorder) Cleanup(f func()) { r.cleanup = append(r.cleanup, f) }

func TestViolationsFailTheTest(t *testing.T) {
	r := &recorder{TB: t}
	s := discordtest.New(r)
	b := newBot(t, s)
	b.fails(400, 50035, "POST", "/channels/"+discordtest.ChannelID(0)+"/messages", `{"content":"@everyone"}`)
	b.fails(404, 0, "GET", "/guilds/1/bans", "")
	for _, f := range r.cleanup {
		f()
	}
	want := "Discord does not allow this request: POST /channels/{channel_id}/messages: allowed_mentions: is missing, so that the text can alert people"
	if len(r.errors) != 2 || r.errors[0] != want {
		t.Errorf("errors: %q", r.errors)
	}
}

func TestWithoutDocument(t *testing.T) {
	if err := discordtest.DocumentError(); err != nil {
		t.Logf("the document is not here: %v", err)
	}
	s := discordtest.New(t, discordtest.Lenient())
	discordtest.ForgetDocument(s)
	b := newBot(t, s)
	path := "/channels/" + discordtest.ChannelID(0) + "/messages"
	b.must("POST", path, `{"content":"x",`+noPings+`}`)
	b.fails(400, 50035, "POST", path, `{"content":"`+x(2001)+`",`+noPings+`}`)
	b.fails(400, 50035, "POST", path, `{"content":7}`)
}
