package discord

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"candor/bot"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
)

// Who and where in these tests.
const (
	homeServer  = "300000000000000001"
	otherServer = "300000000000000002"
	moderator   = "400000000000000001" // on the list
	somebody    = "400000000000000002"
	botAccount  = "900000000000000002"
)

// recorder is a core that keeps what it is asked.
type recorder struct {
	mu  sync.Mutex
	got []bot.Message
}

func (r *recorder) Handle(_ context.Context, m bot.Message) (bot.Reply, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, m)
	return bot.Reply{}, nil
}

// roles are the roles of what was asked.
func (r *recorder) roles() []bot.Role {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []bot.Role
	for _, m := range r.got {
		out = append(out, m.Role)
	}
	return out
}

// transport makes Discord of a function.
type transport func(r *http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func content(r *http.Request, status int, body string) (*http.Response, error) {
	return &http.Response{StatusCode: status, Request: r, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// guarded is an adapter with a moderator and, unless that is "", a home, beside a Discord
// that takes everything.
func guarded(t testing.TB, home string) (*Adapter, *recorder) {
	t.Helper()
	core := &recorder{}
	a, err := New(Config{
		Token: token, Moderators: []string{moderator}, Home: home,
		Transport: transport(func(r *http.Request) (*http.Response, error) { return content(r, http.StatusOK, "{}") }),
	}, core, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	a.me.is(botAccount, "900000000000000001")
	return a, core
}

// event is one of Discord's, as a template that a case changes.
type event struct{ kind, data string }

var (
	inHome = event{"INTERACTION_CREATE", `{"id":"1","application_id":"9","type":2,"guild_id":"` + homeServer + `","channel_id":"5","channel":{"id":"5","type":0},` +
		`"token":"tok","context":0,"authorizing_integration_owners":{"0":"` + homeServer + `"},"member":{"user":{"id":"` + moderator + `"},"permissions":"0"},` +
		`"data":{"type":1,"name":"reload"}}`}
	alone = event{"INTERACTION_CREATE", `{"id":"1","application_id":"9","type":2,"channel_id":"7","channel":{"id":"7","type":1},` +
		`"token":"tok","context":1,"authorizing_integration_owners":{"0":"0"},"user":{"id":"` + moderator + `"},"data":{"type":1,"name":"reload"}}`}
	written = event{"MESSAGE_CREATE", `{"id":"1","channel_id":"7","content":"/reload","type":0,"author":{"id":"` + moderator + `"},"edited_timestamp":null}`}
)

// with changes a template: each pair is an old text, which must be there, and a new one.
func (e event) with(pairs ...string) event {
	for i := 0; i+1 < len(pairs); i += 2 {
		if !strings.Contains(e.data, pairs[i]) {
			panic("the template does not hold " + pairs[i])
		}
		e.data = strings.Replace(e.data, pairs[i], pairs[i+1], 1)
	}
	return e
}

// by makes another person act, and may gives them permissions.
func (e event) by(id string) event  { return e.with(`"id":"`+moderator+`"`, `"id":"`+id+`"`) }
func (e event) may(p string) event  { return e.with(`"permissions":"0"`, `"permissions":`+p) }
func (e event) says(c string) event { return e.with(`"name":"reload"`, `"name":`+c) }

// elsewhere moves it to a server that is not the home.
func (e event) elsewhere() event {
	return e.with(`"guild_id":"`+homeServer, `"guild_id":"`+otherServer, `{"0":"`+homeServer, `{"0":"`+otherServer)
}

// play hands an event to the adapter and returns when all of it is done.
func (a *Adapter) play(e event) {
	a.dispatch(context.Background(), e.kind, []byte(e.data))
	a.shows.Wait()
	a.lanes.Wait()
}

// roleCase is an event and the role with which the core is to hear of it.
type roleCase struct {
	name string
	e    event
	home string
	want bot.Role
}

// TestRoles (H08): nobody gets a role by what they say, are called or were; who has one gets it.
func TestRoles(t *testing.T) {
	cases := slices.Concat(positive(), byPermission(), byNumber(), byPlace(), byMessage(), byCommand())
	refused := 0
	for i, c := range cases {
		a, core := guarded(t, c.home)
		a.play(c.e)
		for _, got := range core.roles() {
			if got != c.want {
				t.Errorf("%d, %s: the role is %d, want %d; event %s", i, c.name, got, c.want, c.e.data)
			}
		}
		if len(core.roles()) == 0 && c.want != bot.RoleMember {
			t.Errorf("%d, %s: the core was not asked", i, c.name)
		}
		if c.want != bot.RoleModerator {
			refused++
		}
	}
	if refused < 100 {
		t.Errorf("%d cases in which there is no moderator, want 100 at least", refused)
	}
}

// positive are the cases with a role.
func positive() []roleCase {
	return []roleCase{
		{"on the list, at home", inHome, homeServer, bot.RoleModerator},
		{"on the list, alone", alone, homeServer, bot.RoleModerator},
		{"on the list, alone, without a home", alone, "", bot.RoleModerator},
		{"on the list, in a private message", written, homeServer, bot.RoleModerator},
		{"on the list, in a private message, without a home", written, "", bot.RoleModerator},
		{"on the list, in a reply", written.with(`"type":0`, `"type":19,"message_reference":{"type":0,"message_id":"3"}`), "", bot.RoleModerator},
		{"on the list, of a private channel by its kind", written.with(`"type":0`, `"type":0,"channel_type":1`), "", bot.RoleModerator},
		{"on the list, by /ask", inHome.says(`"ask","options":[{"name":"question","value":"/reload"}]`), homeServer, bot.RoleModerator},
		{"manager at home", inHome.by(somebody).may(`"32"`), homeServer, bot.RoleModerator},
		{"administrator at home", inHome.by(somebody).may(`"8"`), homeServer, bot.RoleModerator},
		{"all permissions at home", inHome.by(somebody).may(`"562949953421311"`), homeServer, bot.RoleModerator},
		{"manager elsewhere", inHome.elsewhere().by(somebody).may(`"32"`), homeServer, bot.RoleManager},
		{"administrator elsewhere", inHome.elsewhere().by(somebody).may(`"8"`), homeServer, bot.RoleManager},
		{"manager where there is no home", inHome.by(somebody).may(`"32"`), "", bot.RoleManager},
		{"on the list, manager elsewhere", inHome.elsewhere().may(`"32"`), homeServer, bot.RoleManager},
		{"settings by a manager elsewhere", inHome.elsewhere().by(somebody).may(`"32"`).says(`"settings"`), homeServer, bot.RoleManager},
	}
}

// byPermission are permissions that give nothing, among them all that are no number in a string.
func byPermission() (out []roleCase) {
	for _, p := range []string{
		`"0"`, `"1"`, `"2"`, `"4"`, `"16"`, `"64"`, `"128"`, `"8192"`, `"268435456"`, `"18446744073709551575"`, // all but the two
		`""`, `" 32"`, `"32 "`, `"+32"`, `"-32"`, `"-1"`, `"0x20"`, `"0b100000"`, `"0o40"`, `"32.0"`, `"3_2"`, `"3e1"`, `"1e3"`, `"32,8"`, `"8;32"`,
		`"three"`, `"admin"`, `"ADMINISTRATOR"`, `"true"`, `"null"`, `"٣٢"`, `"３２"`, `"32\u0000"`, `"\u0000032"`, `"NaN"`, `"Infinity"`,
		`"18446744073709551616"`, `"36893488147419103264"`, `"` + strings.Repeat("9", 400) + `"`,
		`32`, `8`, `-1`, `1e3`, `true`, `null`, `[]`, `["32"]`, `{}`, `{"32":true}`, `[32,8]`,
	} {
		out = append(out,
			roleCase{"at home, permissions " + p, inHome.by(somebody).may(p), homeServer, bot.RoleMember},
			roleCase{"elsewhere, permissions " + p, inHome.elsewhere().by(somebody).may(p), homeServer, bot.RoleMember})
	}
	return append(out,
		roleCase{"no permissions", inHome.by(somebody).with(`,"permissions":"0"`, ``), homeServer, bot.RoleMember},
		roleCase{"permissions of the account", inHome.by(somebody).with(`"user":{`, `"user":{"permissions":"32",`), homeServer, bot.RoleMember},
		roleCase{"permissions of the interaction", inHome.by(somebody).with(`"token"`, `"permissions":"32","token"`), homeServer, bot.RoleMember},
		roleCase{"permissions of the bot", inHome.by(somebody).with(`"token"`, `"app_permissions":"40","token"`), homeServer, bot.RoleMember},
		roleCase{"permissions of the channel", inHome.by(somebody).with(`"type":0`, `"type":0,"permissions":"40"`), homeServer, bot.RoleMember},
		roleCase{"a role that is called so", inHome.by(somebody).with(`"permissions"`, `"roles":["administrator","`+moderator+`"],"permissions"`), homeServer, bot.RoleMember},
	)
}

// byNumber are accounts that are not the moderator's, however alike.
func byNumber() (out []roleCase) {
	for _, id := range []string{
		somebody, moderator + "0", "0" + moderator, moderator[1:], moderator[:17], " " + moderator, moderator + " ", "+" + moderator, "-" + moderator,
		moderator + ".0", moderator + `\u0000`, moderator + `\n`, "４００００００００００００００００１", "4e17", "<@" + moderator + ">", "@moderator", "0", homeServer, botAccount, token,
		"discord:" + moderator, "telegram:" + moderator, moderator + "," + somebody,
	} {
		out = append(out,
			roleCase{"at home, account " + id, inHome.by(id), homeServer, bot.RoleMember},
			roleCase{"alone, account " + id, alone.by(id), homeServer, bot.RoleMember},
			roleCase{"in a message, account " + id, written.by(id), homeServer, bot.RoleMember})
	}
	return append(out,
		roleCase{"the moderator's name", inHome.by(somebody).with(`"user":{`, `"user":{"username":"`+moderator+`","global_name":"`+moderator+`",`), homeServer, bot.RoleMember},
		roleCase{"the moderator's nick", inHome.by(somebody).with(`"permissions"`, `"nick":"`+moderator+`","permissions"`), homeServer, bot.RoleMember},
		roleCase{"the moderator's number as the channel", alone.by(somebody).with(`"channel_id":"7"`, `"channel_id":"`+moderator+`"`), homeServer, bot.RoleMember},
		roleCase{"a bot on the list", inHome.with(`"id":"`+moderator+`"`, `"id":"`+moderator+`","bot":true`), homeServer, bot.RoleMember},
		roleCase{"a bot on the list, alone", alone.with(`"id":"`+moderator+`"`, `"id":"`+moderator+`","bot":true`), homeServer, bot.RoleMember},
		roleCase{"a bot that manages", inHome.with(`"id":"`+moderator+`"`, `"id":"`+somebody+`","bot":true`).may(`"8"`), homeServer, bot.RoleMember},
	)
}

// byPlace are places where somebody is no moderator who is one at home.
func byPlace() []roleCase {
	noServer := inHome.with(`"guild_id":"`+homeServer+`",`, ``)
	return []roleCase{
		{"on the list, elsewhere", inHome.elsewhere(), homeServer, bot.RoleMember},
		{"on the list, without a home", inHome, "", bot.RoleMember},
		{"on the list, taking the bot along", inHome.with(`{"0":"`+homeServer+`"}`, `{"1":"`+moderator+`"}`), homeServer, bot.RoleMember},
		{"manager taking the bot along", inHome.by(somebody).may(`"32"`).with(`{"0":"`+homeServer+`"}`, `{"1":"`+somebody+`"}`), homeServer, bot.RoleMember},
		{"manager elsewhere taking the bot along", inHome.elsewhere().by(somebody).may(`"32"`).with(`{"0":"`+otherServer+`"}`, `{"1":"`+somebody+`"}`), homeServer, bot.RoleMember},
		{"manager, installed in another server", inHome.by(somebody).may(`"32"`).with(`{"0":"`+homeServer, `{"0":"`+otherServer), homeServer, bot.RoleMember},
		{"manager, nothing said of owners", inHome.by(somebody).may(`"32"`).with(`"authorizing_integration_owners":{"0":"`+homeServer+`"},`, ``), homeServer, bot.RoleMember},
		{"manager, owners of another form", inHome.by(somebody).may(`"32"`).with(`{"0":"`+homeServer+`"}`, `["`+homeServer+`"]`), homeServer, bot.RoleMember},
		{"manager, owner a number", inHome.by(somebody).may(`"32"`).with(`{"0":"`+homeServer+`"}`, `{"0":`+homeServer+`}`), homeServer, bot.RoleMember},
		{"manager, no server", noServer.by(somebody).may(`"32"`), homeServer, bot.RoleMember},
		{"manager, no server, without a home", noServer.by(somebody).may(`"32"`).with(`{"0":"`+homeServer+`"}`, `{"0":""}`), "", bot.RoleMember},
		{"on the list, no server but a member", noServer, homeServer, bot.RoleMember},
		{"member and user, of whom one is on the list", inHome.by(somebody).with(`"token"`, `"user":{"id":"`+moderator+`"},"token"`), homeServer, bot.RoleMember},
		{"member on the list beside another user", inHome.with(`"token"`, `"user":{"id":"`+somebody+`"},"token"`), homeServer, bot.RoleMember},
		{"server, but no member", inHome.with(`"member":{"user":{"id":"`+moderator+`"},"permissions":"0"}`, `"user":{"id":"`+moderator+`"}`), homeServer, bot.RoleMember},
		{"server in the context of a private chat", inHome.by(somebody).may(`"32"`).with(`"context":0`, `"context":1`), homeServer, bot.RoleMember},
		{"server in the context of a group", inHome.may(`"32"`).with(`"context":0`, `"context":2`), homeServer, bot.RoleMember},
		{"server of another spelling", inHome.with(`"guild_id":"`, `"guild_id":"0`), homeServer, bot.RoleMember},
		{"home in the data alone", inHome.elsewhere().with(`"type":1`, `"type":1,"guild_id":"`+homeServer+`"`), homeServer, bot.RoleMember},
		{"home as the channel", inHome.elsewhere().with(`"channel_id":"5"`, `"channel_id":"`+homeServer+`"`), homeServer, bot.RoleMember},
		{"in a group of people", alone.with(`"context":1`, `"context":2`, `"type":1}`, `"type":3}`, `{"0":"0"}`, `{"1":"`+moderator+`"}`), homeServer, bot.RoleMember},
		{"in a chat of two people", alone.with(`"context":1`, `"context":2`, `{"0":"0"}`, `{"1":"`+moderator+`"}`), "", bot.RoleMember},
		{"alone, by an installation of somebody else", alone.with(`{"0":"0"}`, `{"1":"`+somebody+`"}`), homeServer, bot.RoleMember},
		{"alone, but nothing says so", alone.with(`"context":1,`, ``), homeServer, bot.RoleMember},
		{"alone, with permissions", alone.by(somebody).with(`"token"`, `"member":{"permissions":"8"},"token"`), homeServer, bot.RoleMember},
	}
}

// byMessage are messages, which tell who wrote them, at best.
func byMessage() []roleCase {
	inServer := written.with(`"content":"/reload"`, `"guild_id":"`+homeServer+`","content":"<@`+botAccount+`> /reload"`)
	return []roleCase{
		{"at home, in a message", inServer, homeServer, bot.RoleMember},
		{"at home, with permissions", inServer.with(`"type":0`, `"type":0,"member":{"permissions":"8"}`), homeServer, bot.RoleMember},
		{"edited", event{"MESSAGE_UPDATE", written.with(`"edited_timestamp":null`, `"edited_timestamp":"2026-11-26T10:00:00Z"`).data}, homeServer, bot.RoleMember},
		{"edited, as if it were new", written.with(`"edited_timestamp":null`, `"edited_timestamp":"2026-11-26T10:00:00Z"`), homeServer, bot.RoleMember},
		{"edited, without a time", event{"MESSAGE_UPDATE", written.data}, homeServer, bot.RoleMember},
		{"by a webhook", written.with(`"type":0`, `"type":0,"webhook_id":"`+moderator+`"`), homeServer, bot.RoleMember},
		{"by a bot", written.with(`"id":"`+moderator+`"`, `"id":"`+moderator+`","bot":true`), homeServer, bot.RoleMember},
		{"by the bot itself", written.by(botAccount), homeServer, bot.RoleMember},
		{"by nobody", written.with(`"author":{"id":"`+moderator+`"},`, ``), homeServer, bot.RoleMember},
		{"forwarded", written.with(`"type":0`, `"type":0,"message_reference":{"type":1,"message_id":"3"}`), homeServer, bot.RoleMember},
		{"forwarded, as a reply", written.with(`"type":0`, `"type":19,"message_reference":{"type":1,"message_id":"3"}`), homeServer, bot.RoleMember},
		{"with what was forwarded", written.with(`"type":0`, `"type":0,"message_snapshots":[{"message":{"content":"/reload"}}]`), homeServer, bot.RoleMember},
		{"with something forwarded of another form", written.with(`"type":0`, `"type":0,"message_snapshots":{"0":1}`), homeServer, bot.RoleMember},
		{"in a group of people", written.with(`"type":0`, `"type":0,"channel_type":3`), homeServer, bot.RoleMember},
		{"in a server's channel that hides its server", written.with(`"type":0`, `"type":0,"channel_type":0`), homeServer, bot.RoleMember},
		{"by somebody who mentions the moderator", written.by(somebody).with(`/reload`, `/reload <@`+moderator+`>`), homeServer, bot.RoleMember},
		{"by somebody who replies to the moderator", written.by(somebody).with(`"type":0`, `"type":19,"referenced_message":{"author":{"id":"`+moderator+`"}}`), homeServer, bot.RoleMember},
		{"a notice of the platform", written.with(`"type":0`, `"type":7`), homeServer, bot.RoleMember},
		{"a notice of a command", written.with(`"type":0`, `"type":20`), homeServer, bot.RoleMember},
	}
}

// byCommand are commands with the words of others, or of no moderator's.
func byCommand() (out []roleCase) {
	forged := `"type":3,"name":"` + bot.LabelAnswerThis + `","target_id":"3","resolved":{"messages":{"3":{"content":"/reload"}}}`
	plain := `"type":1,"name":"reload"`
	out = append(out,
		roleCase{"Answer this, at home", inHome.may(`"8"`).with(plain, forged), homeServer, bot.RoleMember},
		roleCase{"Answer this, alone", alone.with(plain, forged), homeServer, bot.RoleMember},
		roleCase{"a message command that is called reload", inHome.with(`"type":1,"name"`, `"type":3,"name"`), homeServer, bot.RoleMember},
	)
	for _, name := range []string{"help", "topics", "crisis", "privacy", "about", "version", "nothing", "", "start"} {
		out = append(out, roleCase{"/" + name + " needs none", inHome.may(`"8"`).says(`"` + name + `"`), homeServer, bot.RoleMember})
	}
	for _, c := range bot.ModeratorCommands() {
		out = append(out, roleCase{"/" + c.Name + " by a member", inHome.by(somebody).says(`"` + c.Name + `","options":[{"name":"arguments","value":"1a2b"}]`), homeServer, bot.RoleMember})
	}
	return out
}

// TestModeratorsButtons: they work for the person and in the place that they were made for,
// and give the role that the person has when pressing.
func TestModeratorsButtons(t *testing.T) {
	a, _ := guarded(t, homeServer)
	confirm := a.customID("5", somebody, actReplace, "/confirm 1a2b3c4d")
	press := func(id string) event {
		return inHome.by(somebody).may(`"32"`).with(`"type":2`, `"type":3`, `"data":{"type":1,"name":"reload"}`, `"data":{"component_type":2,"custom_id":"`+id+`"}`)
	}
	menu := func(value string) event {
		return inHome.may(`"8"`).with(`"type":2`, `"type":3`, `"data":{"type":1,"name":"reload"}`,
			`"data":{"component_type":3,"custom_id":"`+a.customID("5", anyone, actMenu, "")+`","values":["`+value+`"]}`)
	}
	for name, test := range map[string]struct {
		e    event
		want []bot.Role // nil if it is refused
	}{
		"theirs":                 {press(confirm), []bot.Role{bot.RoleModerator}},
		"after demotion":         {press(confirm).with(`"permissions":"32"`, `"permissions":"0"`), []bot.Role{bot.RoleMember}},
		"another moderator's":    {press(confirm).with(somebody, moderator), nil},
		"another channel":        {press(confirm).with(`"channel_id":"5"`, `"channel_id":"6"`), nil},
		"another code":           {press(strings.Replace(confirm, "1a2b", "1a2c", 1)), nil},
		"for anybody":            {press(a.customID("5", anyone, actReplace, "/confirm 1a2b3c4d")), nil},
		"for anybody, to open":   {press(a.customID("5", anyone, actOpen, "/cancel 1a2b3c4d")), nil},
		"another action":         {press(strings.Replace(confirm, "r/confirm", "s/confirm", 1)), nil},
		"unsigned":               {press("r/confirm 1a2b3c4d"), nil},
		"in a menu, /confirm":    {menu("/confirm 1a2b3c4d"), nil},
		"in a menu, /cancel":     {menu("/cancel 1a2b3c4d"), nil},
		"in a menu, /reload":     {menu("/reload"), nil},
		"in a menu, spelt else":  {menu("/ＣＯＮＦＩＲＭ 1a2b3c4d"), nil},
		"in a menu, after space": {menu(" /confirm 1a2b3c4d"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			a, core := guarded(t, homeServer)
			a.play(test.e)
			if diff := cmp.Diff(test.want, core.roles()); diff != "" {
				t.Errorf("roles (-want +got):\n%s", diff)
			}
			if got, want := a.Refused(), int64(1-len(test.want)); got != want {
				t.Errorf("%d presses were refused, want %d", got, want)
			}
		})
	}
}

// TestModeratorsChoicesAreTheirs: a reply's choices that depend on the role are buttons for
// the person alone, however many there are.
func TestModeratorsChoicesAreTheirs(t *testing.T) {
	for _, command := range []string{"/confirm 1a2b3c4d", "/cancel 1a2b3c4d", "/rollback 12345678", "/questions accept 1 as x"} {
		if !forModerators(command) {
			t.Errorf("%q is taken for everybody's", command)
		}
	}
	for _, choice := range []string{"duration", "/topics 2", "/crisis", "/start help-3", "+duration", "not-that 12 a 3", "", "/"} {
		if forModerators(choice) {
			t.Errorf("%q is taken for a moderator's", choice)
		}
	}
	a, _ := guarded(t, homeServer)
	row := a.choice(nil, bot.Reply{}, bot.Choice{ID: "/confirm 1a2b3c4d", Label: "Confirm"}, view{channel: "5", asker: somebody, own: true})
	id := idOf(t, row)
	if _, _, ok := a.pressedID("5", moderator, id); ok {
		t.Error("another person may press it")
	}
	if do, choice, ok := a.pressedID("5", somebody, id); !ok || do != actReplace || choice != "/confirm 1a2b3c4d" {
		t.Errorf("the person presses %q, %q, %v", do, choice, ok)
	}
	if _, buttons := a.menu([]bot.Choice{{ID: "duration"}, {ID: "/confirm 1a2b3c4d"}}, view{channel: "5"}); len(buttons) != 1 {
		t.Errorf("%d choices stay outside of a menu, want the moderator's", len(buttons))
	}
}

func TestModeratorsAreNumbers(t *testing.T) {
	for _, c := range []struct {
		moderators []string
		home       string
		fine       bool
	}{
		{nil, "", true}, {[]string{moderator, somebody}, homeServer, true}, {[]string{"53908232506183680"}, "", true},
		{[]string{""}, "", false}, {[]string{"@ann"}, "", false}, {[]string{"0" + moderator}, "", false}, {[]string{moderator + " "}, "", false},
		{[]string{"<@" + moderator + ">"}, "", false}, {[]string{"42"}, "", false}, {[]string{strings.Repeat("4", 30)}, "", false},
		{nil, "candor", false}, {nil, "-1", false}, {nil, "https://discord.gg/x", false},
	} {
		err := Config{Token: token, Moderators: c.moderators, Home: c.home}.Validate()
		if (err == nil) != c.fine {
			t.Errorf("moderators %q, home %q: %v, want that to be fine: %v", c.moderators, c.home, err, c.fine)
		}
	}
}

// TestFaultsOfModeratorsShowNothing: which is wrong is said, and not what stands there: it may
// be a token.
func TestFaultsOfModeratorsShowNothing(t *testing.T) {
	err := Config{Token: token, Moderators: []string{moderator, token, "@sentinel"}, Home: token}.Validate()
	said := fmt.Sprint(err)
	for _, want := range []string{"moderator 2 of the list", "moderator 3 of the list", "the moderators' server"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s: want %q", said, want)
		}
	}
	if strings.Contains(said, token) || strings.Contains(said, "sentinel") || strings.Contains(said, "moderator 1 ") {
		t.Errorf("it says %s", said)
	}
}

func idOf(t *testing.T, row []discordgo.MessageComponent) string {
	t.Helper()
	if len(row) != 1 {
		t.Fatalf("%d buttons, want one", len(row))
	}
	return row[0].(discordgo.Button).CustomID
}
