package discordtest

import (
	"cmp"
	"maps"
	"slices"
)

// placeOf returns where a command is used, and makes it known.
func (s *Server) placeOf(c Command) *channel {
	user := cmp.Or(c.User, Ann)
	if c.Guild == "" && c.Channel == "" {
		return s.dm(user)
	}
	if !c.OwnInstall {
		s.ensure(c.Guild)
	}
	kind := TextChannel
	if c.Guild == "" {
		kind = DMChannel
	}
	if c.GroupDM {
		kind = GroupDM
	}
	return s.place(c.Guild, cmp.Or(c.Channel, general(c.Guild)), kind)
}

func (c Command) build(s *Server) (*interaction, *wireInteraction) {
	ch := s.placeOf(c)
	in := &interaction{
		kind: commandType, menu: c.Target != "", user: cmp.Or(c.User, Ann), guild: ch.guild, channel: ch.id,
		ownInstall: c.OwnInstall || c.GroupDM,
	}
	if c.Age > 0 {
		in.id = s.aged(c.Age)
	}
	if c.Focused != "" {
		in.kind = completeType
	}
	s.beginInteraction(in)
	w := s.frame(in, c)
	registered := s.registered(c)
	d := wireCommand{ID: registered.ID, Name: c.Name, Type: 1, Guild: registered.Guild}
	if c.Target != "" {
		d.Type, d.Target = 3, c.Target
		d.Resolved = &wireResolved{Messages: map[string]*wireMessage{}}
		if m := s.message(c.Target); m != nil {
			d.Target = m.ID
			d.Resolved.Messages[m.ID] = s.wire(m, true)
		}
	} else {
		d.Options = wireOptions(c.Options, c.Focused, registered.Options)
	}
	w.Data = d
	return in, w
}

// wireOptions writes options in the order of their names.
func wireOptions(options map[string]any, focused string, known []CommandOption) []wireOption {
	var out []wireOption
	for _, name := range slices.Sorted(maps.Keys(options)) {
		o := wireOption{Name: name, Value: options[name], Focused: name == focused}
		var inner []CommandOption
		for _, k := range known {
			if k.Name == name {
				o.Type, inner = k.Type, k.Options
			}
		}
		switch v := options[name].(type) {
		case map[string]any:
			o.Type, o.Value = cmp.Or(o.Type, 1), nil
			o.Options = wireOptions(v, focused, inner)
		case bool:
			o.Type = cmp.Or(o.Type, 5)
		case int, int64:
			o.Type = cmp.Or(o.Type, 4)
		case float64:
			o.Type = cmp.Or(o.Type, 10)
		default:
			o.Type = cmp.Or(o.Type, 3)
		}
		out = append(out, o)
	}
	return out
}

func (c Click) build(s *Server) (*interaction, *wireInteraction) {
	m := s.message(c.Message)
	if m == nil { // of another life of the bot
		ch := s.placeOf(Command{Guild: c.Guild, Channel: c.Channel, User: c.User})
		m = &message{Message: Message{ID: cmp.Or(c.Message, s.next()), Channel: ch.id, Guild: ch.guild}, author: BotID}
		s.keep(m)
	}
	in := &interaction{kind: componentType, user: cmp.Or(c.User, Ann), guild: m.Guild, channel: m.Channel, target: m.ID}
	if m.Interaction != "" && s.interactions[m.Interaction] != nil {
		in.ownInstall = s.interactions[m.Interaction].ownInstall
	}
	s.beginInteraction(in)
	w := s.frame(in, Command{Locale: c.Locale, Roles: c.Roles, Permissions: c.Permissions})
	w.Message = s.wire(m, true)
	d := wireClick{CustomID: c.CustomID, Type: buttonKind, Values: c.Values}
	if c.Values != nil {
		d.Type = selectKind
	}
	walk(w.Message.Components, "", func(k *Component, _ string) {
		if k.CustomID == c.CustomID {
			d.ID = k.ID
		}
	})
	w.Data = d
	return in, w
}

func (c Submission) build(s *Server) (*interaction, *wireInteraction) {
	from := s.interactions[c.Interaction]
	if from == nil {
		from = s.beginInteraction(&interaction{user: cmp.Or(c.User, Ann), channel: s.dm(cmp.Or(c.User, Ann)).id})
	}
	in := &interaction{
		kind: modalType, user: cmp.Or(c.User, from.user), guild: from.guild, channel: from.channel,
		target: from.target, ownInstall: from.ownInstall,
	}
	s.beginInteraction(in)
	w := s.frame(in, Command{})
	d := wireSubmission{CustomID: c.CustomID}
	if from.answer != nil && from.answer.Modal != nil {
		d.CustomID = cmp.Or(c.CustomID, from.answer.Modal.CustomID)
	}
	for i, id := range slices.Sorted(maps.Keys(c.Values)) {
		input := Component{Type: inputKind, ID: 2*i + 2, CustomID: id, Value: c.Values[id]}
		d.Components = append(d.Components, Component{Type: rowKind, ID: 2*i + 1, Components: []Component{input}})
	}
	if m := s.messages[in.target]; m != nil {
		w.Message = s.wire(m, true)
	}
	w.Data = d
	return in, w
}

func (Ping) build(s *Server) (*interaction, *wireInteraction) {
	in := s.beginInteraction(&interaction{kind: pingType, user: Ann})
	return in, &wireInteraction{
		ID: in.id, Application: AppID, Type: pingType, Token: in.token, Version: 1,
		Entitlements: []struct{}{}, Owners: map[string]string{},
	}
}
