package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor/bot"

	"github.com/rs/zerolog"
)

// Who acts in these tests, and where.
const (
	listed   = 11 // a moderator by the list
	owner    = 12 // of the moderators' group
	helper   = 13 // administrator of it
	plain    = 14 // member of it
	elsehead = 15 // administrator of another group
	ours     = -100
	theirs   = -200
)

// registry is a Bot API that knows who is what in which group, and takes everything.
type registry struct {
	mu     sync.Mutex
	status map[membership]string // in the words of Telegram, an error with "!" before it
	asked  int                   // for a member
	fail   error                 // instead of an answer
	hang   bool
	sent   []url.Values
}

func newRegistry() *registry {
	return &registry{status: map[membership]string{
		{ours, owner}: "creator", {ours, helper}: "administrator", {ours, plain}: "member", {ours, 16}: "restricted",
		{ours, 17}: "left", {ours, 18}: "kicked", {theirs, elsehead}: "administrator", {theirs, 19}: "creator",
		{theirs, listed}: "member", {theirs, owner}: "member", {ours, elsehead}: "member",
		// What Telegram never says must not help either.
		{ours, anonymousAdministrator}: "administrator", {ours, anonymousChannel}: "administrator", {ours, telegramItself}: "creator",
		{listed, owner}: "creator", {-listed, listed}: "member",
	}}
}

// RoundTrip implements [http.RoundTripper].
func (g *registry) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	p, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	g.mu.Lock()
	text, fail, hang := g.answer(r.URL.Path, p), g.fail, g.hang
	g.mu.Unlock()
	if hang {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	if fail != nil && strings.HasSuffix(r.URL.Path, "/getChatMember") {
		return nil, fail
	}
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(strings.NewReader(text))}, nil
}

func (g *registry) answer(path string, p url.Values) string {
	if !strings.HasSuffix(path, "/getChatMember") {
		g.sent = append(g.sent, p)
		return `{"ok":true,"result":{"message_id":1}}`
	}
	g.asked++
	var who membership
	_, _ = fmt.Sscan(p.Get("chat_id")+" "+p.Get("user_id"), &who.chat, &who.user)
	status, ok := g.status[who]
	switch text, failed := strings.CutPrefix(status, "!"); {
	case !ok:
		return `{"ok":false,"error_code":400,"description":"Bad Request: user not found"}`
	case failed:
		return text
	}
	return fmt.Sprintf(`{"ok":true,"result":{"status":%q,"user":{"id":%d,"is_bot":false,"first_name":"A"}}}`, status, who.user)
}

// recorder notes what the core is asked.
type recorder struct {
	mu   sync.Mutex
	came []bot.Message
}

func (r *recorder) Handle(_ context.Context, m bot.Message) (bot.Reply, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.came = append(r.came, m)
	return bot.Reply{}, nil
}

// moderated returns an adapter with moderators, and who tells it apart.
func moderated(t testing.TB, g *registry) (*Adapter, *recorder) {
	t.Helper()
	core := &recorder{}
	a, err := New(Config{Token: testToken, Moderators: []string{number(listed)}, Home: number(ours), Transport: g,
		Limits: Limits{Off: true}}, core, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	a.me = candor
	return a, core
}

// roleOf hands an update over, and returns the role that the core is told, and whether it
// is asked at all.
func roleOf(t testing.TB, a *Adapter, core *recorder, update string, args ...any) (bot.Role, bool) {
	t.Helper()
	before := len(core.came)
	j, err := a.accept(t.Context(), jsonOf(update, args...))
	if err != nil {
		t.Fatal(err)
	}
	<-j.done
	if len(core.came) == before {
		return 0, false
	}
	return core.came[len(core.came)-1].Role, true
}

// place is a chat as Telegram writes it.
func place(chat int64) string {
	if chat > 0 {
		return fmt.Sprintf(`'chat':{'id':%d,'type':'private','first_name':'A'}`, chat)
	}
	return fmt.Sprintf(`'chat':{'id':%d,'type':'supergroup','title':'G'}`, chat)
}

func author(user int64) string {
	return fmt.Sprintf(`,'from':{'id':%d,'is_bot':false,'first_name':'Ada','username':'ada'}`, user)
}

const order = `,'text':'/reload@candor_bot'`

// update is one with a message of that kind.
func updateOf(kind, fields string) string {
	return `{'update_id':1,'` + kind + `':{'message_id':3,'date':1,` + fields + `}}`
}

// unowned are the ways in which a message is not, or not now, of who it seems to be of.
var unowned = map[string]string{
	"forwarded from a person":       `,'forward_origin':{'type':'user','date':1,'sender_user':{'id':11}}`,
	"forwarded from somebody":       `,'forward_origin':{'type':'hidden_user','date':1,'sender_user_name':'Ada'}`,
	"forwarded from a chat":         `,'forward_origin':{'type':'chat','date':1,'sender_chat':{'id':-100}}`,
	"forwarded from a channel":      `,'forward_origin':{'type':'channel','date':1,'chat':{'id':-6},'message_id':1}`,
	"forwarded, as it was: date":    `,'forward_date':5`,
	"forwarded, as it was: person":  `,'forward_from':{'id':11}`,
	"forwarded, as it was: chat":    `,'forward_from_chat':{'id':-6,'type':'channel'}`,
	"forwarded, as it was: message": `,'forward_from_message_id':5`,
	"forwarded, as it was: name":    `,'forward_sender_name':'Ada'`,
	"forwarded, as it was: signed":  `,'forward_signature':'Ada'`,
	"forwarded by itself":           `,'is_automatic_forward':true`,
	"through a bot":                 `,'via_bot':{'id':98,'is_bot':true}`,
	"through this bot":              `,'via_bot':{'id':99,'is_bot':true}`,
	"as the group":                  `,'sender_chat':{'id':-100,'type':'supergroup'}`,
	"as a channel":                  `,'sender_chat':{'id':-6,'type':'channel'}`,
	"as a person's chat":            `,'sender_chat':{'id':11,'type':'private'}`,
	"for a business":                `,'business_connection_id':'b'`,
	"by a business's bot":           `,'sender_business_bot':{'id':98,'is_bot':true}`,
	"as a guest":                    `,'guest_query_id':'g'`,
	"by a guest bot for a person":   `,'guest_bot_caller_user':{'id':11}`,
	"by a guest bot for a chat":     `,'guest_bot_caller_chat':{'id':-100}`,
	"written before, sent later":    `,'is_from_offline':true`,
	"edited":                        `,'edit_date':2`,
}

// escalations are updates in which nobody may do anything for all.
func escalations() map[string]string {
	all := map[string]string{}
	honest := map[string]string{
		"listed, in private": place(listed) + author(listed), "listed, at home": place(ours) + author(listed),
		"owner, in private": place(owner) + author(owner), "helper, at home": place(ours) + author(helper),
	}
	for who, fields := range honest {
		for how, more := range unowned {
			all[who+", "+how] = updateOf("message", fields+order+more)
		}
		for _, kind := range []string{"edited_message", "channel_post", "edited_channel_post", "business_message", "edited_business_message", "guest_message"} {
			all[who+", "+kind] = updateOf(kind, fields+order)
		}
		all[who+", a bot"] = updateOf("message", strings.Replace(fields, "'is_bot':false", "'is_bot':true", 1)+order)
		all[who+", in a channel"] = updateOf("message", strings.NewReplacer("private", "channel", "supergroup", "channel").Replace(fields)+order)
		all[who+", in a chat of no kind"] = updateOf("message", strings.NewReplacer("private", "", "supergroup", "").Replace(fields)+order)
		all[who+", by nobody"] = updateOf("message", fields[:strings.Index(fields, ",'from'")]+order)
		all[who+", who is no number"] = updateOf("message", strings.Replace(fields, ",'from':{'id':", ",'from':{'id':0,'x':", 1)+order)
	}
	for _, user := range []int64{plain, 16, 17, 18, 19, 20, elsehead, -listed, ours, 1, listed * 10, listed + 1<<32, anonymousAdministrator, anonymousChannel, telegramItself} {
		all[fmt.Sprint(user, " in private")] = updateOf("message", place(user)+author(user)+order)
		all[fmt.Sprint(user, " at home")] = updateOf("message", place(ours)+author(user)+order)
		all[fmt.Sprint(user, " in a moderator's chat")] = updateOf("message", place(listed)+author(user)+order)
	}
	for _, user := range []int64{listed, owner, helper, elsehead, 19, plain} {
		all[fmt.Sprint(user, " in another group")] = updateOf("message", place(theirs)+author(user)+order)
		all[fmt.Sprint(user, " in a group of a person's number")] = updateOf("message", place(-listed)+author(user)+order)
		all[fmt.Sprint(user, " asks inline")] = fmt.Sprintf(`{'update_id':1,'inline_query':{'id':'q','from':{'id':%d},'query':'/reload','offset':'','chat_type':'sender'}}`, user)
	}
	all["listed, in another's chat"] = updateOf("message", place(plain)+author(listed)+order)
	all["a group that is called private"] = updateOf("message", `'chat':{'id':-11,'type':'private'}`+author(listed)+order)
	all["a person that is called a group"] = updateOf("message", `'chat':{'id':11,'type':'supergroup'}`+author(owner)+order)
	return all
}

// TestNobodyBecomesModerator: H08, by what is written.
func TestNobodyBecomesModerator(t *testing.T) {
	cases := escalations()
	if len(cases) < 200 {
		t.Fatalf("%d cases, want 200 at least", len(cases))
	}
	for name, raw := range cases {
		a, core := moderated(t, newRegistry())
		role, asked := roleOf(t, a, core, "%s", raw)
		want := bot.RoleMember
		if name == "15 in another group" || name == "19 in another group" {
			want = bot.RoleManager
		}
		if asked && role != want {
			t.Errorf("%s has the role %d, want %d", name, role, want)
		}
	}
}

// TestModeratorsAreKnown: and by what is the same without the reason to doubt it.
func TestModeratorsAreKnown(t *testing.T) {
	for name, fields := range map[string]string{
		"listed, in private":       place(listed) + author(listed),
		"listed, at home":          place(ours) + author(listed),
		"owner, in private":        place(owner) + author(owner),
		"owner, at home":           place(ours) + author(owner),
		"helper, in private":       place(helper) + author(helper),
		"helper, at home":          place(ours) + author(helper),
		"helper, in a topic":       place(ours) + author(helper) + `,'message_thread_id':5,'is_topic_message':true`,
		"helper, as a reply":       place(ours) + author(helper) + `,'reply_to_message':{'from':{'id':99}}`,
		"helper, in a small group": strings.Replace(place(ours), "supergroup", "group", 1) + author(helper),
	} {
		for _, text := range []string{"/reload@candor_bot", "/reload", "/RELOAD", "/confirm@candor_bot 1a2b", "/off x"} {
			a, core := moderated(t, newRegistry())
			if role, asked := roleOf(t, a, core, "%s", updateOf("message", fields+`,'text':'`+text+`'`)); !asked || role != bot.RoleModerator {
				t.Errorf("%s, %q: role %d, asked %v, want a moderator", name, text, role, asked)
			}
		}
	}
}

// TestRoleIsFoundOutOnlyIfItMatters: questions cost no request.
func TestRoleIsFoundOutOnlyIfItMatters(t *testing.T) {
	g := newRegistry()
	a, core := moderated(t, g)
	for i, text := range []string{"how long", "/help", "/ask@candor_bot /reload", "@candor_bot reload"} {
		for _, chat := range []int64{ours, theirs, helper} {
			role, _ := roleOf(t, a, core, `{'update_id':%d,'message':{'message_id':3,'date':1,%s%s,'text':'%s'}}`, i*1000+int(chat), place(chat), author(helper), text)
			if role != bot.RoleMember {
				t.Errorf("%q has the role %d", text, role)
			}
		}
	}
	if g.asked != 0 {
		t.Errorf("Telegram was asked %d times, want never", g.asked)
	}
}

// pressed is an update in which a button is pressed.
func pressed(id int, chat, user int64, data, more string) string {
	return fmt.Sprintf(`{'update_id':%d,'callback_query':{'id':'q%d'%s,'data':'%s','message':{'message_id':3,'date':1,%s,'from':{'id':99,'is_bot':true}%s}}}`,
		id, id, author(user), data, place(chat), more)
}

// TestButtonsOfModerators: what a button confirms is its moderator's, there, and they have
// to be one when they press it.
func TestButtonsOfModerators(t *testing.T) {
	const choice = "/confirm 1a2b3c4d"
	g := newRegistry()
	a, core := moderated(t, g)
	data := func(chat, asker int64) string { return a.signer.data(chat, asker, choice) }
	for i, test := range []struct {
		name  string
		raw   func(id int) string
		want  bot.Role
		asked bool
	}{
		{"listed", func(id int) string { return pressed(id, listed, listed, data(listed, listed), "") }, bot.RoleModerator, true},
		{"helper at home", func(id int) string { return pressed(id, ours, helper, data(ours, helper), "") }, bot.RoleModerator, true},
		{"head of another group", func(id int) string { return pressed(id, theirs, elsehead, data(theirs, elsehead), "") }, bot.RoleManager, true},
		{"plain", func(id int) string { return pressed(id, ours, plain, data(ours, plain), "") }, bot.RoleMember, true},
		{"for a business", func(id int) string {
			return pressed(id, listed, listed, data(listed, listed), `,'business_connection_id':'b'`)
		}, bot.RoleMember, true},
		{"by another moderator", func(id int) string { return pressed(id, ours, listed, data(ours, helper), "") }, 0, false},
		{"by a member", func(id int) string { return pressed(id, ours, plain, data(ours, helper), "") }, 0, false},
		{"for anybody, by a moderator", func(id int) string { return pressed(id, ours, helper, data(ours, 0), "") }, 0, false},
		{"for anybody, by a member", func(id int) string { return pressed(id, ours, plain, data(ours, 0), "") }, 0, false},
		{"of another chat", func(id int) string { return pressed(id, ours, listed, data(listed, listed), "") }, 0, false},
		{"without a code", func(id int) string { return pressed(id, ours, listed, choice, "") }, 0, false},
		{"with another's code", func(id int) string {
			return pressed(id, ours, helper, strings.Replace(data(ours, helper), "3c4d", "3c4e", 1), "")
		}, 0, false},
		{"of a bot", func(id int) string {
			return strings.Replace(pressed(id, ours, helper, data(ours, helper), ""), "'is_bot':false", "'is_bot':true", 1)
		}, bot.RoleMember, true},
		{"of nobody", func(id int) string {
			return strings.Replace(pressed(id, ours, helper, data(ours, helper), ""), author(helper), "", 1)
		}, 0, false},
		{"by who has no name", func(id int) string {
			return pressed(id, ours, anonymousAdministrator, data(ours, anonymousAdministrator), "")
		}, bot.RoleMember, true},
	} {
		before := a.Refused()
		role, asked := roleOf(t, a, core, "%s", test.raw(i+1))
		if role != test.want || asked != test.asked {
			t.Errorf("%s: role %d, asked %v, want %d, %v", test.name, role, asked, test.want, test.asked)
		}
		if refused := a.Refused() > before; refused == test.asked {
			t.Errorf("%s: counted as refused: %v", test.name, refused)
		}
	}
}

// TestDemotionHoldsAfterAMinute: and promotion, since Telegram is asked no more often.
func TestDemotionHoldsAfterAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newRegistry()
		a, core := moderated(t, g)
		id := 0
		role := func() bot.Role {
			id++
			r, _ := roleOf(t, a, core, `{'update_id':%d,'message':{'message_id':3,'date':1,%s,'text':'/reload'}}`, id, place(helper)+author(helper))
			return r
		}
		if role() != bot.RoleModerator {
			t.Fatal("who administers the group is no moderator")
		}
		for _, status := range []string{"member", "restricted", "left", "kicked"} {
			g.status[membership{ours, helper}] = status
			time.Sleep(59 * time.Second)
			if asked := g.asked; role() != bot.RoleModerator || g.asked != asked {
				t.Error("Telegram was asked again within a minute")
			}
			time.Sleep(time.Second)
			if role() != bot.RoleMember {
				t.Errorf("a minute after becoming %q they are a moderator still", status)
			}
			g.status[membership{ours, helper}] = "administrator"
			time.Sleep(time.Minute)
			if role() != bot.RoleModerator {
				t.Error("who administers the group again is no moderator after a minute")
			}
		}
	})
}

// TestUnknownRightsAreNone: what Telegram does not say is not remembered either.
func TestUnknownRightsAreNone(t *testing.T) {
	for name, test := range map[string]struct {
		status string
		fail   error
		hang   bool
	}{
		"no connection":         {fail: errors.New("connection refused")},
		"no answer":             {hang: true},
		"refused":               {status: `!{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the supergroup chat"}`},
		"an answer of no form":  {status: `!{"ok":true,"result":7}`},
		"no person":             {status: `!{"ok":true,"result":{"status":"creator"}}`},
		"another person":        {status: `!{"ok":true,"result":{"status":"creator","user":{"id":12}}}`},
		"a status of no kind":   {status: `!{"ok":true,"result":{"status":"Administrator","user":{"id":13}}}`},
		"a server that is down": {status: `!{"ok":false,"error_code":500,"description":"Internal Server Error"}`},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := newRegistry()
				g.fail, g.hang = test.fail, test.hang
				if test.status != "" {
					g.status[membership{ours, helper}] = test.status
				}
				a, _ := moderated(t, g)
				e, began := event{chat: helper, user: helper, own: true}, time.Now()
				if role := a.role(t.Context(), e); role != bot.RoleMember {
					t.Errorf("role %d, want a member", role)
				}
				if took := time.Since(began); took > 3*time.Second {
					t.Errorf("Telegram was waited for %v, want 3 s at most", took)
				}
				g.fail, g.hang, g.status[membership{ours, helper}] = nil, false, "administrator"
				if name == "a status of no kind" { // that was an answer
					time.Sleep(time.Minute)
				}
				if role := a.role(t.Context(), e); role != bot.RoleModerator {
					t.Errorf("role %d as soon as Telegram knows, want a moderator", role)
				}
			})
		})
	}
}

// TestLookingUpHoldsUpNobody: while Telegram does not say who somebody is, only few wait
// for it, and those on the list do not.
func TestLookingUpHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newRegistry()
		g.hang = true
		a, _ := moderated(t, g)
		var all sync.WaitGroup
		for user := range int64(100) {
			all.Go(func() { a.role(t.Context(), event{chat: 1000 + user, user: 1000 + user, own: true}) })
		}
		synctest.Wait()
		if g.asked != mostLooks {
			t.Errorf("Telegram is asked for %d at once, want %d", g.asked, mostLooks)
		}
		if a.role(t.Context(), event{chat: listed, user: listed, own: true}) != bot.RoleModerator {
			t.Error("a moderator on the list waits with them")
		}
		all.Wait()
	})
}

// TestTooManyLookups: Telegram is not asked again before it wants to be.
func TestTooManyLookups(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newRegistry()
		who := membership{ours, helper}
		g.status[who] = `!{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 30","parameters":{"retry_after":30}}`
		a, _ := moderated(t, g)
		e := event{chat: helper, user: helper, own: true}
		a.role(t.Context(), e)
		g.status[who] = "administrator"
		time.Sleep(29 * time.Second)
		if role := a.role(t.Context(), e); role != bot.RoleMember || g.asked != 1 {
			t.Errorf("role %d after %d questions, want a member after one", role, g.asked)
		}
		time.Sleep(time.Second)
		if role := a.role(t.Context(), e); role != bot.RoleModerator {
			t.Errorf("role %d after the time that Telegram wanted, want a moderator", role)
		}
	})
}

// TestStandingsAreBounded: strangers cannot fill the memory.
func TestStandingsAreBounded(t *testing.T) {
	m := newMembers(nil)
	at := time.Now()
	for i := range int64(3*mostStandings + 7) {
		m.note(membership{ours, i}, standing{at: at}, nil)
		if len(m.known) > mostStandings {
			t.Fatalf("%d are remembered, want at most %d", len(m.known), mostStandings)
		}
	}
}

// TestHomeMoves: the moderators' group stays theirs when it becomes a supergroup.
func TestHomeMoves(t *testing.T) {
	const large = -1_001_000_000_100
	g := newRegistry()
	g.status[membership{large, helper}] = "administrator"
	g.status[membership{ours, helper}] = `!{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1001000000100}}`
	for name, first := range map[string]string{
		"that is said there":      `{'update_id':1,'message':{'message_id':3,'date':1,` + place(ours) + author(owner) + `,'migrate_to_chat_id':-1001000000100}}`,
		"that is said afterwards": `{'update_id':1,'message':{'message_id':3,'date':1,` + place(large) + author(owner) + `,'migrate_from_chat_id':-100}}`,
		"that Telegram says":      updateOf("message", place(helper)+author(helper)+order),
	} {
		a, core := moderated(t, g)
		roleOf(t, a, core, "%s", first)
		for i, chat := range []int64{large, helper} {
			if role, _ := roleOf(t, a, core, `{'update_id':%d,'message':{'message_id':4,'date':1,%s%s}}`, i+2, place(chat)+author(helper), order); role != bot.RoleModerator {
				t.Errorf("%s: role %d in %d, want a moderator", name, role, chat)
			}
		}
	}
}
