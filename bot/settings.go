package bot

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"candor/bot/safety"
)

// Settings are how a community wants its answers. The zero value is what holds where nobody
// set anything.
type Settings struct {
	Territory string   `json:"territory,omitempty"` // ISO 3166: whose helplines to show; "" leaves it to the operator and people's languages
	Public    bool     `json:"public,omitempty"`    // whether answers to commands are for all unless told otherwise
	Channels  []string `json:"channels,omitempty"`  // IDs of channels where answers may be public; nil is everywhere
}

// Settings returns those of a community on a platform. It is never slow.
func (d *Desk) Settings(platform, community string) Settings {
	return (*d.placed.Load())[place(platform, community)]
}

func place(platform, community string) string { return platform + "/" + community }

// Moved gives a community's settings to its new ID: a group becomes a supergroup.
func (d *Desk) Moved(platform, from, to string) {
	d.switching.Lock()
	defer d.switching.Unlock()
	if !d.restored.Load() {
		d.moved = append(d.moved, [2]string{place(platform, from), place(platform, to)})
		return
	}
	d.move(place(platform, from), place(platform, to))
}

// move gives settings to another place; the next Run stores it. Callers hold switching.
func (d *Desk) move(from, to string) {
	s, ok := (*d.placed.Load())[from]
	if !ok {
		return
	}
	notes := map[string]string{notePlace + from: "", notePlace + to: s.note()}
	if err := d.late.add(lateChange{d.line(Moderator{}, "settings", "moved"), Write{Notes: notes}}); err != nil {
		d.cfg.Failed("store the settings of a group that moved", err)
	}
	d.put(from, Settings{})
	d.put(to, s)
}

// put puts settings in use. Callers hold switching.
func (d *Desk) put(place string, s Settings) {
	m := maps.Clone(*d.placed.Load())
	if m[place] = s; s.empty() {
		delete(m, place)
	}
	d.placed.Store(&m)
}

func (s Settings) empty() bool { return s.Territory == "" && !s.Public && s.Channels == nil }

// note is the settings as a note, "" if nothing is set.
func (s Settings) note() string {
	if s.empty() {
		return ""
	}
	b, _ := json.Marshal(s) // strings and a truth value
	return string(b)
}

func parseSettings(note string) (s Settings, ok bool) {
	return s, json.Unmarshal([]byte(note), &s) == nil
}

// placeForm is what names a community from the command line: its platform and ID.
var placeForm = regexp.MustCompile(`^(discord|telegram)/-?[0-9]{1,20}$`)

// channelForm is the ID of a channel or a topic.
var channelForm = regexp.MustCompile(`^[0-9]{1,20}$`)

// mostChannels keeps settings small.
const mostChannels = 50

// settings shows or changes the settings of the community that the message comes from.
func (d *Desk) settings(r request) Reply {
	where := place(r.by.Platform, r.message.Community)
	words := strings.Fields(r.arg)
	if r.message.Community == "" {
		if r.message.Role < RoleModerator || len(words) == 0 || !placeForm.MatchString(words[0]) {
			return r.refuse(textSettingsTitle, textNoCommunity)
		}
		where, words = words[0], words[1:]
	}
	if len(words) == 0 {
		return r.info(textSettingsTitle, settingsText((*d.placed.Load())[where]))
	}
	return inTurn(func(d *Desk, r request) Reply { return d.set(r, where, words) })(d, r)
}

// set changes a setting of a place. Callers hold the gate.
func (d *Desk) set(r request, where string, words []string) Reply {
	if err := d.restore(r.ctx); err != nil { // or what was set before is lost
		return r.notReloaded(notStored{err})
	}
	changed, ok := (*d.placed.Load())[where].with(words[0], words[1:], r.message.Channel)
	if !ok {
		return r.refuse(textSettingsTitle, textSettingsUsage)
	}
	c := d.line(r.by, "settings", where+" "+strings.Join(words, " "))
	err := d.save(r.ctx, c, Write{Notes: map[string]string{notePlace + where: changed.note()}}, func() {
		d.switching.Lock()
		defer d.switching.Unlock()
		d.put(where, changed)
	})
	if err != nil {
		return r.notReloaded(notStored{err})
	}
	return r.info(textSettingsTitle, settingsText(changed))
}

// with is the settings with one of them changed as its words say.
func (s Settings) with(name string, values []string, here string) (Settings, bool) {
	if len(values) == 0 || len(values) > 1 && name != "channels" {
		return s, false
	}
	switch name {
	case "territory":
		s.Territory = safety.KnownTerritory(values[0])
		if s.Territory == "" && safety.IsCountry(values[0]) {
			s.Territory = strings.ToUpper(values[0]) // without helplines of its own: help for any country, whatever the languages
		}
		return s, s.Territory != "" || values[0] == "default"
	case "visibility":
		s.Public = values[0] == "public"
		return s, s.Public || values[0] == "private"
	case "channels":
		return s.withChannels(values, here)
	}
	return s, false
}

func (s Settings) withChannels(values []string, here string) (Settings, bool) {
	if s.Channels = nil; len(values) == 1 && values[0] == "all" {
		return s, true
	}
	for _, v := range values {
		if v = strings.Trim(v, "<#>,"); v == "here" {
			v = here
		}
		if !channelForm.MatchString(v) || len(s.Channels) == mostChannels {
			return s, false
		}
		if !slices.Contains(s.Channels, v) {
			s.Channels = append(s.Channels, v)
		}
	}
	return s, true
}
