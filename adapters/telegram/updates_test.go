package telegram

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	privately = `'chat':{'id':7,'type':'private','first_name':'A'},'from':{'id':7,'first_name':'A','language_code':'de'}`
	inGroup   = `'chat':{'id':-5,'type':'supergroup','title':'G'},'from':{'id':7,'first_name':'A','language_code':'de'}`
	anonymous = `'chat':{'id':-5,'type':'supergroup'},'from':{'id':1087968824,'is_bot':true,'username':'GroupAnonymousBot'},'sender_chat':{'id':-5,'type':'supergroup'}`
	asChannel = `'chat':{'id':-5,'type':'supergroup'},'from':{'id':136817688,'is_bot':true,'username':'Channel_Bot'},'sender_chat':{'id':-6,'type':'channel'}`
	linked    = `'chat':{'id':-5,'type':'supergroup'},'from':{'id':777000,'first_name':'Telegram'},'sender_chat':{'id':-6,'type':'channel'},'is_automatic_forward':true`
	byBot     = `'chat':{'id':-5,'type':'supergroup'},'from':{'id':98,'is_bot':true,'username':'other_bot'}`
	byItself  = `'chat':{'id':7,'type':'private'},'from':{'id':99,'is_bot':true,'username':'candor_bot'}`
	via       = `,'via_bot':{'id':98,'is_bot':true,'username':'other_bot'}`
	inChannel = `'chat':{'id':-6,'type':'channel','title':'C'},'sender_chat':{'id':-6,'type':'channel'}`
)

var (
	askedInPrivate = event{task: taskAsk, chat: 7, message: 3, user: 7, own: true, asker: 7, text: "how long", locale: "de"}
	askedInGroup   = event{task: taskAsk, chat: -5, group: true, message: 3, user: 7, own: true, asker: 7, text: "/ask how long", locale: "de"}
)

// with changes a copy of an event.
func with(e event, change func(*event)) event { change(&e); return e }

func TestReadMessages(t *testing.T) {
	for name, test := range map[string]struct {
		fields string // of the message
		want   event
	}{
		"asked in private":             {privately + `,'text':'how long'`, askedInPrivate},
		"asked in a group":             {inGroup + `,'text':'/ask how long'`, askedInGroup},
		"asked in an old group":        {strings.Replace(inGroup, "supergroup", "group", 1) + `,'text':'/ask how long'`, askedInGroup},
		"forwarded in private":         {privately + `,'text':'how long','forward_date':5`, with(askedInPrivate, func(e *event) { e.own = false })},
		"caption":                      {privately + `,'caption':'how long','photo':[{'file_id':'x','width':1,'height':1}]`, askedInPrivate},
		"caption in a group":           {inGroup + `,'caption':'/ask how long','photo':[]`, askedInGroup},
		"media without text":           {privately + `,'voice':{'file_id':'x','duration':3}`, with(askedInPrivate, func(e *event) { e.text = "" })},
		"sticker":                      {privately + `,'sticker':{'file_id':'x','width':1,'height':1}`, with(askedInPrivate, func(e *event) { e.text = "" })},
		"media in a group":             {inGroup + `,'voice':{'file_id':'x','duration':3}`, event{}},
		"media as a reply in a group":  {inGroup + `,'sticker':{'file_id':'x'}` + strings.ReplaceAll(toBot, `"`, "'"), event{}},
		"without a language":           {strings.Replace(privately, `,'language_code':'de'`, "", 1) + `,'text':'how long'`, with(askedInPrivate, func(e *event) { e.locale = "" })},
		"in a topic":                   {inGroup + `,'text':'/ask how long','message_thread_id':12,'is_topic_message':true`, with(askedInGroup, func(e *event) { e.thread = 12 })},
		"in a thread that is no topic": {inGroup + `,'text':'/ask how long','message_thread_id':12`, askedInGroup},
		"anonymous administrator":      {anonymous + `,'text':'/ask how long'`, with(askedInGroup, func(e *event) { e.user, e.own, e.asker, e.locale = -5, false, 0, "" })},
		"as a channel":                 {asChannel + `,'text':'/ask how long'`, with(askedInGroup, func(e *event) { e.user, e.own, e.asker, e.locale = -6, false, 0, "" })},
		"forwarded from the channel":   {linked + `,'text':'/ask how long'`, event{}},
		"in a channel":                 {inChannel + `,'text':'/ask how long'`, event{}},
		"in a channel, signed":         {strings.Replace(inGroup, "supergroup", "channel", 1) + `,'text':'/ask how long'`, event{}},
		"another bot":                  {byBot + `,'text':'/ask how long'`, event{}},
		"another bot by mention":       {byBot + `,'text':'@candor_bot how long'`, event{}},
		"its own":                      {byItself + `,'text':'how long'`, event{}},
		"through another bot":          {privately + `,'text':'how long'` + via, event{}},
		"through a bot in a group":     {inGroup + `,'text':'/ask how long'` + via, event{}},
		"from nobody":                  {`'chat':{'id':7,'type':'private'},'text':'how long'`, event{}},
		"nowhere":                      {`'from':{'id':7},'text':'how long'`, event{}},
		"somebody joined":              {inGroup + `,'new_chat_members':[{'id':8,'first_name':'B'}]`, event{}},
		"the bot joined":               {inGroup + `,'new_chat_members':[{'id':99,'is_bot':true}]`, event{}},
		"something was pinned":         {privately + `,'pinned_message':{'message_id':1,'text':'how long','chat':{'id':7}}`, event{}},
		"a new photo of the group":     {inGroup + `,'new_chat_photo':[{'file_id':'x'}]`, event{}},
		"moved":                        {inGroup + `,'migrate_to_chat_id':-1001234567890123`, event{task: taskMoved, chat: -5, moved: -1001234567890123}},
		"moved, seen from the new":     {inGroup + `,'migrate_from_chat_id':-4`, event{task: taskMoved, chat: -4, moved: -5}},
	} {
		t.Run(name, func(t *testing.T) {
			for kind, as := range map[string]task{"message": taskAsk, "edited_message": taskEdit} {
				want := test.want
				if want.task == taskAsk {
					want.task, want.own = as, want.own && as == taskAsk
				}
				got, err := candor.read(jsonOf(`{'update_id':1,'%s':{'message_id':3,'date':1,%s}}`, kind, test.fields))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(event{})); diff != "" {
					t.Errorf("%s (-want +got):\n%s", kind, diff)
				}
			}
		})
	}
}

func TestReadOthers(t *testing.T) {
	button := `'inline_keyboard':[[{'text':'b','callback_data':'d'}]]`
	for name, test := range map[string]struct {
		fields string // of the update
		want   event
	}{
		"button": {`'callback_query':{'id':'q','from':{'id':8,'language_code':'fr'},'data':'d','message':{'message_id':3,'date':1,` + privately + `}}`,
			event{task: taskPress, chat: 7, message: 3, user: 8, asker: 8, locale: "fr", query: "q", data: "d"}},
		"button in a topic": {`'callback_query':{'id':'q','from':{'id':8},'data':'d','message':{'message_id':3,'message_thread_id':4,'is_topic_message':true,` + inGroup + `}}`,
			event{task: taskPress, chat: -5, group: true, thread: 4, message: 3, user: 8, own: true, asker: 8, query: "q", data: "d"}},
		"button under a message that is too old": {`'callback_query':{'id':'q','from':{'id':8},'data':'d','message':{'message_id':3,'date':0,'chat':{'id':7,'type':'private'}}}`,
			event{task: taskPress, chat: 7, message: 3, user: 8, asker: 8, query: "q", data: "d"}},
		"button under an inline message": {`'callback_query':{'id':'q','from':{'id':8},'data':'d','inline_message_id':'i'}`, event{task: taskPress, query: "q"}},
		"button without a chat":          {`'callback_query':{'id':'q','from':{'id':8},'data':'d','message':{'message_id':3}}`, event{task: taskPress, query: "q"}},
		"button of nobody":               {`'callback_query':{'id':'q','data':'d','message':{'message_id':3,` + privately + `}}`, event{task: taskPress, query: "q"}},
		"button of a game":               {`'callback_query':{'id':'q','from':{'id':8},'game_short_name':'g','message':{'message_id':3,` + privately + `}}`, event{task: taskPress, chat: 7, message: 3, user: 8, asker: 8, query: "q"}},
		"inline":                         {`'inline_query':{'id':'q','from':{'id':8,'language_code':'fr'},'query':'how lo','offset':''}`, event{task: taskSearch, user: 8, locale: "fr", query: "q", text: "how lo"}},
		"inline, nothing typed":          {`'inline_query':{'id':'q','from':{'id':8},'query':'','offset':''}`, event{task: taskSearch, user: 8, query: "q"}},
		"inline of nobody":               {`'inline_query':{'id':'q','query':'x'}`, event{}},
		"blocked":                        {`'my_chat_member':{'chat':{'id':7,'type':'private'},'from':{'id':7},'date':1,'old_chat_member':{'status':'member','user':{'id':99}},'new_chat_member':{'status':'kicked','user':{'id':99},'until_date':0}}`, event{task: taskLeft, chat: 7}},
		"put out":                        {`'my_chat_member':{'chat':{'id':-5,'type':'group'},'from':{'id':7},'date':1,'old_chat_member':{'status':'member','user':{'id':99}},'new_chat_member':{'status':'left','user':{'id':99}}}`, event{task: taskLeft, chat: -5}},
		"let in":                         {`'my_chat_member':{'chat':{'id':-5,'type':'group'},'from':{'id':7},'date':1,'old_chat_member':{'status':'left','user':{'id':99}},'new_chat_member':{'status':'member','user':{'id':99}}}`, event{}},
		"channel post":                   {`'channel_post':{'message_id':3,'date':1,'text':'/ask how long',` + inChannel + `}`, event{}},
		"edited channel post":            {`'edited_channel_post':{'message_id':3,'date':1,'text':'/ask how long',` + inChannel + `}`, event{}},
		"business message":               {`'business_message':{'message_id':3,'date':1,'text':'/ask how long',` + privately + `}`, event{}},
		"somebody else came or went":     {`'chat_member':{'chat':{'id':-5,'type':'group'},'from':{'id':7},'date':1,'new_chat_member':{'status':'kicked','user':{'id':8}}}`, event{}},
		"something new":                  {`'telepathy':{'from':{'id':8},'text':'how long'}`, event{}},
		"nothing":                        {`'message':null`, event{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := candor.read(jsonOf(`{'update_id':1,%s}`, test.fields))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(event{})); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
		})
	}
	e, _ := candor.read(jsonOf(`{'update_id':1,'callback_query':{'id':'q','from':{'id':8},'data':'d','message':{'message_id':3,%s,'reply_markup':{%s}}}}`, privately, button))
	if e.markup == nil || mark(e.markup, "d", "x") == nil {
		t.Error("the keyboard under the message is lost")
	}
}

// TestReadKeepsLargeNumbers: beyond 2^53 a number that went through a float is another one.
func TestReadKeepsLargeNumbers(t *testing.T) {
	const large = 1<<53 + 1
	raw := jsonOf(`{'update_id':%d,'message':{'message_id':%d,'chat':{'id':%d,'type':'private'},'from':{'id':%d},'text':'x'}}`, large, large+2, math.MinInt64, math.MaxInt64)
	id, err := updateID(raw)
	if err != nil || id != large {
		t.Errorf("updateID = %d, %v, want %d", id, err, large)
	}
	e, err := candor.read(raw)
	if err != nil || e.message != large+2 || e.chat != math.MinInt64 || e.user != math.MaxInt64 {
		t.Errorf("read = %+v, %v, want the numbers as they came", e, err)
	}
	m := newTest(t, silent).message(t.Context(), id, e, "")
	if m.ID != "9007199254740993" || m.Chat != "-9223372036854775808" || m.User != "9223372036854775807" {
		t.Errorf("said = %+v, want the numbers as they came", m)
	}
}

func TestSaid(t *testing.T) {
	a := newTest(t, silent)
	a.cfg.Territory = "NZ"
	m := a.message(t.Context(), 5, askedInGroup, "")
	if m.Platform != "telegram" || m.Private || m.Role != 0 || m.Territory != "NZ" || m.Community != "-5" || m.Locale != "de" || m.Text != "/ask how long" || m.Time.IsZero() {
		t.Errorf("said = %+v", m)
	}
	if m := a.message(t.Context(), 5, askedInPrivate, ""); !m.Private || m.Community != "" {
		t.Error("a private message is not private, or of a group")
	}
}

// TestReadFaults: what cannot be read is an error that says nothing of what it held.
func TestReadFaults(t *testing.T) {
	for name, raw := range map[string]string{
		"no JSON":               `{"update_id":1,"message":`,
		"a text for a number":   `{"update_id":1,"message":{"message_id":"qzxv"}}`,
		"a number for a text":   `{"update_id":1,"message":{"text":31337424242}}`,
		"a list":                `["qzxv"]`,
		"a text":                `"qzxv"`,
		"a number too large":    `{"update_id":1,"message":{"chat":{"id":31337424242313374242423133742424}}}`,
		"a fraction":            `{"update_id":1,"message":{"message_id":1.5}}`,
		"a list for an object":  `{"update_id":1,"callback_query":[]}`,
		"a bad list of buttons": `{"update_id":1,"callback_query":{"message":{"reply_markup":{"inline_keyboard":"qzxv"}}}}`,
	} {
		e, err := candor.read(json.RawMessage(raw))
		if err == nil {
			t.Errorf("%s: read = %+v, want an error", name, e)
		} else if strings.Contains(err.Error(), "qzxv") || strings.Contains(err.Error(), "31337") {
			t.Errorf("%s: the error quotes the update: %v", name, err)
		}
	}
}

func TestUpdateID(t *testing.T) {
	for raw, want := range map[string]int{
		`{"update_id":7}`:                      7,
		`{"update_id":0}`:                      0,
		`{"message":{"text":5},"update_id":9}`: 9, // unreadable but for the number
	} {
		if id, err := updateID(json.RawMessage(raw)); err != nil || id != want {
			t.Errorf("updateID(%s) = %d, %v, want %d", raw, id, err, want)
		}
	}
	for _, raw := range []string{``, `null`, `{}`, `[]`, `7`, `{"update_id":null}`, `{"update_id":"7"}`, `{"update_id":1.5}`, `{"update_id":1`, `{"update_id":99999999999999999999}`} {
		if id, err := updateID(json.RawMessage(raw)); err == nil {
			t.Errorf("updateID(%q) = %d, want an error", raw, id)
		}
	}
}

// FuzzRead: no bytes make it panic, and what it reads can be answered.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`null`))
	f.Add([]byte(`{"update_id":1,"message":{"chat":{},"from":{},"text":"/@"}}`))
	f.Add([]byte(`{"update_id":1,"message":{"chat":{"id":1},"from":null,"sender_chat":{},"reply_to_message":{"from":null}}}`))
	for _, fields := range []string{privately, inGroup + toBot, anonymous, asChannel, linked, byBot, inChannel} {
		f.Add([]byte(jsonOf(`{'update_id':1,'message':{'message_id':3,'text':'@candor_bot x',%s}}`, fields)))
		f.Add([]byte(jsonOf(`{'update_id':1,'callback_query':{'id':'q','from':{'id':8},'data':'d','message':{'message_id':3,%s}}}`, fields)))
	}
	f.Add([]byte(jsonOf(`{'update_id':1,'inline_query':{'id':'q','from':{'id':8},'query':'x'},'my_chat_member':{'new_chat_member':{'status':'left'}}}`)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, _ = updateID(raw)
		e, err := candor.read(raw)
		if err != nil {
			if e.task != taskNone || errors.Unwrap(err) != nil {
				t.Errorf("read(%q) = %+v, %v, want nothing and an error that stands for itself", raw, e, err)
			}
			return
		}
		if e.task == taskAsk && e.asker != 0 && e.asker != e.user {
			t.Errorf("read(%q) lets %d press what %d asked", raw, e.asker, e.user)
		}
		if e.task == taskPress && e.data != "" && e.user == 0 && e.asker != 0 {
			t.Errorf("read(%q): a button of nobody", raw)
		}
	})
}
