package discordtest

// Kinds of components.
// https://discord.com/developers/docs/components/reference
const (
	rowKind       = 1
	buttonKind    = 2
	selectKind    = 3
	inputKind     = 4
	sectionKind   = 9
	textKind      = 10
	containerKind = 17
	labelKind     = 18

	linkStyle    = 5
	premiumStyle = 6
)

// Embed is a box with text in a message.
type Embed struct {
	Type        string   `json:"type,omitempty"`
	Title       string   `json:"title,omitempty"`
	Description string   `json:"description,omitempty"`
	URL         string   `json:"url,omitempty"`
	Color       int      `json:"color,omitempty"`
	Timestamp   string   `json:"timestamp,omitempty"`
	Footer      *Footer  `json:"footer,omitempty"`
	Author      *Author  `json:"author,omitempty"`
	Image       *Picture `json:"image,omitempty"`
	Thumbnail   *Picture `json:"thumbnail,omitempty"`
	Fields      []Field  `json:"fields,omitempty"`
}

// Footer is the small print of an embed.
type Footer struct {
	Text string `json:"text"`
	Icon string `json:"icon_url,omitempty"`
}

// Author is the line above the title of an embed.
type Author struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
	Icon string `json:"icon_url,omitempty"`
}

// Picture is an image of an embed.
type Picture struct {
	URL string `json:"url"`
}

// Field is a pair of texts in an embed.
type Field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// Component is a button, a menu, or whatever holds others, as Discord describes it.
type Component struct {
	Type        int            `json:"type"`
	ID          int            `json:"id,omitempty"`
	CustomID    string         `json:"custom_id,omitempty"`
	Style       int            `json:"style,omitempty"`
	Label       string         `json:"label,omitempty"`
	Emoji       *Emoji         `json:"emoji,omitempty"`
	URL         string         `json:"url,omitempty"`
	SKU         string         `json:"sku_id,omitempty"`
	Disabled    bool           `json:"disabled,omitempty"`
	Placeholder string         `json:"placeholder,omitempty"`
	Min         *int           `json:"min_values,omitempty"`
	Max         *int           `json:"max_values,omitempty"`
	Options     []SelectOption `json:"options,omitempty"`
	Content     string         `json:"content,omitempty"`
	Title       string         `json:"title,omitempty"`
	Description string         `json:"description,omitempty"`
	Value       string         `json:"value,omitempty"`
	MinLength   *int           `json:"min_length,omitempty"`
	MaxLength   *int           `json:"max_length,omitempty"`
	Required    *bool          `json:"required,omitempty"`
	Color       *int           `json:"accent_color,omitempty"`
	Spoiler     bool           `json:"spoiler,omitempty"`
	Divider     *bool          `json:"divider,omitempty"`
	Spacing     int            `json:"spacing,omitempty"`
	Components  []Component    `json:"components,omitempty"`
	Accessory   *Component     `json:"accessory,omitempty"`
	Component   *Component     `json:"component,omitempty"` // in a label
}

// Emoji is a symbol on a button.
type Emoji struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name,omitempty"`
	Animated bool   `json:"animated,omitempty"`
}

// SelectOption is one choice of a menu.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Emoji       *Emoji `json:"emoji,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// walk visits components and what they hold, from top to bottom, with their paths.
func walk(all []Component, path string, visit func(c *Component, path string)) {
	for i := range all {
		at := join(path, i)
		visit(&all[i], at)
		walk(all[i].Components, at+".components", visit)
		for _, inner := range []*Component{all[i].Accessory, all[i].Component} {
			if inner != nil {
				walk([]Component{*inner}, at+".inner", visit)
			}
		}
	}
}

// complete fills in what Discord adds to the components of a message.
func complete(all []Component) []Component {
	n := 0
	var number func(list []Component) []Component
	number = func(list []Component) []Component {
		out := make([]Component, len(list))
		for i, c := range list {
			n++
			if c.ID == 0 {
				c.ID = n
			}
			if c.Type == selectKind {
				one, other := 1, 1
				c.Min, c.Max = either(c.Min, &one), either(c.Max, &other)
			}
			if c.Components != nil {
				c.Components = number(c.Components)
			}
			if c.Accessory != nil {
				c.Accessory = &number([]Component{*c.Accessory})[0]
			}
			out[i] = c
		}
		return out
	}
	return number(all)
}

func either[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}
