package bot

import "candor/faq"

// Busy is what an adapter shows when it has more in hand than it can put to the core. Like
// every reply it names the way to help.
func Busy() Reply {
	return Reply{kind: KindRefused, title: textBusyTitle, body: faq.Plain(textBusy)}
}
