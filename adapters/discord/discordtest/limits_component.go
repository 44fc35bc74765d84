package discordtest

// Limits on components. https://discord.com/developers/docs/components/reference
const (
	maxRows        = 5
	maxButtons     = 5
	maxParts       = 40
	maxV2Text      = 4000
	maxLabel       = 80
	maxPlaceholder = 150
	maxOptions     = 25
)

// components checks the components of a message. That an edited message is one of V2
// need not be said again.
func (c *checker) components(path string, b *messageBody, create bool) {
	c.customIDs(path, b.Components)
	v2 := b.flags()&flagV2 != 0
	if !v2 && len(b.Components) > maxRows {
		c.add(path, "has %d rows, more than %d", len(b.Components), maxRows)
	}
	parts, text := 0, 0
	walk(b.Components, path, func(k *Component, at string) {
		parts++
		text += units(k.Content)
		switch k.Type {
		case rowKind:
			c.row(at, k)
		case buttonKind:
			c.button(at, k)
		case selectKind:
			c.menu(at, k)
		case 5, 6, 7, 8: // menus that Discord fills
			c.between(at+".custom_id", k.CustomID, maxName)
			c.longest(at+".placeholder", k.Placeholder, maxPlaceholder)
		default:
			if !v2 && (create || b.sets("flags")) {
				c.add(at, "is a component of V2, without that flag")
			}
		}
	})
	if v2 && parts > maxParts {
		c.add(path, "has %d components, more than %d", parts, maxParts)
	}
	if text > maxV2Text {
		c.add(path, "has %d UTF-16 units of text, more than %d", text, maxV2Text)
	}
	for i, k := range b.Components {
		if k.Type == buttonKind || k.Type == selectKind {
			c.add(join(path, i), "is not in a row")
		}
	}
}

// customIDs wants each custom id only once.
func (c *checker) customIDs(path string, all []Component) {
	seen := map[string]bool{}
	walk(all, path, func(k *Component, at string) {
		if k.CustomID == "" {
			return
		}
		if seen[k.CustomID] {
			c.add(at+".custom_id", "is there twice")
		}
		seen[k.CustomID] = true
	})
}

func (c *checker) row(at string, row *Component) {
	buttons, menus := 0, 0
	for _, k := range row.Components {
		switch {
		case k.Type == buttonKind:
			buttons++
		case k.Type >= selectKind && k.Type <= 8 && k.Type != inputKind:
			menus++
		}
	}
	switch {
	case len(row.Components) == 0:
		c.add(at+".components", "is empty")
	case buttons > maxButtons:
		c.add(at+".components", "has %d buttons, more than %d", buttons, maxButtons)
	case menus > 1 || menus > 0 && buttons > 0:
		c.add(at+".components", "has more than a menu, which fills a row")
	}
}

func (c *checker) button(at string, b *Component) {
	c.longest(at+".label", b.Label, maxLabel)
	if b.Label == "" && b.Emoji == nil && b.Style != premiumStyle {
		c.add(at, "has neither label nor emoji")
	}
	switch b.Style {
	case linkStyle:
		c.between(at+".url", b.URL, 512)
		if b.CustomID != "" {
			c.add(at+".custom_id", "does not go with a link")
		}
	case premiumStyle:
	case 1, 2, 3, 4:
		c.between(at+".custom_id", b.CustomID, maxName)
		if b.URL != "" {
			c.add(at+".url", "goes with links only")
		}
	default:
		c.add(at+".style", "is none")
	}
}

func (c *checker) menu(at string, m *Component) {
	c.between(at+".custom_id", m.CustomID, maxName)
	c.longest(at+".placeholder", m.Placeholder, maxPlaceholder)
	if n := len(m.Options); n < 1 || n > maxOptions {
		c.add(at+".options", "has %d options, not one to %d", n, maxOptions)
	}
	if m.Max != nil && *m.Max > len(m.Options) {
		c.add(at+".max_values", "is more than there are options")
	}
	seen := map[string]bool{}
	for i, o := range m.Options {
		path := join(at+".options", i)
		c.between(path+".label", o.Label, maxName)
		c.between(path+".value", o.Value, maxName)
		c.longest(path+".description", o.Description, maxName)
		if seen[o.Value] {
			c.add(path+".value", "is there twice")
		}
		seen[o.Value] = true
	}
}
