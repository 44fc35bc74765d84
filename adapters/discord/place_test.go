package discord_test

import (
	"testing"

	"candor/adapters/adaptertest"
	"candor/adapters/discord"
	"candor/adapters/discord/discordtest"
	"candor/bot"
)

const channelRoute = "GET /channels/{channel_id}"

// only lets answers be public in some channels, where they are for all unless told otherwise.
func only(channels ...string) func(*discord.Config) {
	return func(c *discord.Config) {
		c.Settings = func(community string) bot.Settings {
			if community == "" {
				panic("a private chat has no settings")
			}
			return bot.Settings{Public: true, Channels: channels}
		}
	}
}

// TestThreadsOfAllowedChannels: in a thread and in a post of a forum holds what holds for
// their channel, for commands and for mentions; that is asked for once.
func TestThreadsOfAllowedChannels(t *testing.T) { simulated(t, testThreadsOfAllowedChannels) }

func testThreadsOfAllowedChannels(t *testing.T) {
	const forum, otherForum, thread, otherThread = "125829120000007001", "125829120000007002", "125829120000007003", "125829120000007004"
	const question = "<@" + discordtest.BotID + "> " + adaptertest.Question
	s := start(t, setup{config: only(channel, forum)})
	s.hush(adaptertest.Question)
	post := s.OpenPost(discordtest.Post{Forum: forum, Text: question})
	if m := s.sent(1); m.Channel != post {
		t.Errorf("a post in the forum is answered in %s", m.Channel)
	}
	other := s.OpenPost(discordtest.Post{Forum: otherForum, Text: question})
	s.says(discordtest.Incoming{Guild: server, Channel: otherForum, Thread: otherThread, Text: question})
	for n := range 3 {
		s.says(discordtest.Incoming{Guild: server, Thread: thread, Text: question})
		if m := s.sent(n + 2); m.Channel != thread {
			t.Errorf("in a thread of the channel is answered in %s", m.Channel)
		}
	}
	for place, public := range map[string]bool{channel: true, thread: true, post: true, other: false, otherThread: false, otherForum: false} {
		m := s.answered(s.command(discordtest.Command{Guild: server, Channel: place, Name: "ask", Options: map[string]any{"question": adaptertest.Question}}))
		if m.Ephemeral == public {
			t.Errorf("/ask in %s: the answer is for one %v, want %v", place, m.Ephemeral, !public)
		}
	}
	s.settled()
	s.stop()
	if n := len(s.CallsOf(channelRoute)); n != 4 {
		t.Errorf("%d requests for a channel, want one for each of 4 threads", n)
	}
	for _, m := range s.Sent() {
		if !m.Ephemeral && (m.Channel == other || m.Channel == otherThread) {
			t.Errorf("where no answers may be, there is %q", title(m))
		}
	}
}

// TestDangerWhereNoAnswersMayBe: who mentions the bot there gets the line that gives nothing
// away if the words tell of danger, whatever is known of the channel, and nothing else.
func TestDangerWhereNoAnswersMayBe(t *testing.T) { simulated(t, testDangerWhereNoAnswersMayBe) }

func testDangerWhereNoAnswersMayBe(t *testing.T) {
	s := start(t, setup{config: only("125829120000007001"), before: func(s *discordtest.Server) {
		s.Fail(discordtest.Fault{Route: channelRoute, Status: 403, Code: 50001, Times: -1})
	}})
	for range 3 {
		s.inServer(adaptertest.Question)
		s.inServer("/reload")
		s.inServer(inTrouble)
	}
	s.inServer(inDanger)
	if m := s.sent(1); title(m) != "Let us talk in private" || m.Channel != channel {
		t.Errorf("danger gets %q in %s, want the line", title(m), m.Channel)
	}
	s.settled()
	s.stop()
	s.wantSent("Let us talk in private", "Your privacy")
	if n := len(s.CallsOf(channelRoute)); n != 1 {
		t.Errorf("%d requests for a channel that the bot may not see, want 1", n)
	}
}

// TestNoChannelAtAll: where answers may be nowhere, nothing is asked of Discord.
func TestNoChannelAtAll(t *testing.T) { simulated(t, testNoChannelAtAll) }

func testNoChannelAtAll(t *testing.T) {
	s := start(t, setup{config: only([]string{}...)})
	s.inServer(adaptertest.Question)
	s.settled()
	s.stop()
	s.wantSent("Your privacy")
	if n := len(s.CallsOf(channelRoute)); n != 0 {
		t.Errorf("%d requests for a channel, want none", n)
	}
}

// TestCommunities: every message of a server says of which, a private one of none.
func TestCommunities(t *testing.T) { simulated(t, testCommunities) }

func testCommunities(t *testing.T) {
	s := start(t, setup{})
	s.says(discordtest.Incoming{Text: adaptertest.Question})
	s.inServer(adaptertest.Question)
	s.sent(2)
	s.answered(s.ask(adaptertest.Question))
	s.answered(s.command(discordtest.Command{Name: "ask", Options: map[string]any{"question": adaptertest.Question}}))
	for _, m := range s.Sent()[:3] {
		s.answered(s.press(asker, m, adaptertest.Related))
	}
	asked := s.core.Asked()
	if len(asked) != 7 {
		t.Errorf("the core was asked %d times, want 7", len(asked))
	}
	for _, m := range asked {
		want := server
		if m.Chat == s.DM(asker) {
			want = ""
		}
		if m.Community != want {
			t.Errorf("a message in %s is of the server %q, want %q", m.Chat, m.Community, want)
		}
	}
}
