package safety

import (
	"strings"
	"testing"
)

// othersAges are messages of adults about their children, their pupils and their own youth.
const othersAges = `
my 13 yo daughter
My 13 yo daughter has questions
my 15 yo daughter wants to know what sex therapy is
my 16 yo son watches porn, can he see a sex therapist
my kid is 13 and masturbates
I have kids aged 12 and 15
I am a mother of a 14 yo girl
I lost my virginity at 15, is that why I have ED
I started masturbating at 13
my first time was at 16
I came out at 14
our son is 12
I first had sex at 17 and never liked it
I had my first kiss at 16
I have watched porn since 13
13 year old son caught masturbating, what do I say
I've been masturbating wrong since I was 12
I got my period at 11 and hated my body ever since
I met my wife when we were both 16
our eldest is 14 and has a girlfriend now
got a 13yo girl who won't leave her room
my stepdaughter (16) walked in on us
parents of a 12 year old here, how much do we tell him
my lad's 15, found condoms in his bag
my daughter turned 14 and wants a bra with padding
I grew up Catholic and at 13 I thought touching was a sin
first saw porn at 11, could that be why I can't finish with my wife
I had phimosis surgery at 14, does it matter now
I've had vaginismus since 16
at 17 I slept with my first girlfriend, haven't enjoyed sex since
learned I was gay at 15, married at 30, now what
I hit puberty at 12, is my low libido from that
my husband had his first time at 14
raising three boys of 10, 13 and 16, we have no energy for sex
kid of 11 asks where babies come from
he asked me about wet dreams, he's 12
we adopted two girls, 13 and 15, and my desire is gone
I teach year 9, they are 14 and ask about porn
`

// mostForChildren is how many of those get the card for children, mostOfAges how many of those
// of testdata/ages.txt: without weighAge 18 and 12.
const (
	mostForChildren = 6
	mostOfAges      = 6
)

// TestOthersAges: an age that is somebody else's, or of long ago, brings few the card for
// children.
func TestOthersAges(t *testing.T) {
	count := func(name string, messages []string, most int) {
		n := 0
		for _, said := range messages {
			if f := Detect(said); f.Class == Minor {
				n++
				t.Logf("%s: %q", name, said)
			}
		}
		if t.Logf("%s: %d of %d", name, n, len(messages)); n > most || len(messages) < 30 {
			t.Errorf("%s: %d of %d get the card for children, want at most %d", name, n, len(messages), most)
		}
	}
	count("others", strings.Split(strings.TrimSpace(othersAges), "\n"), mostForChildren)
	var old []string
	for said, young := range ages(t) {
		if !young {
			old = append(old, said)
		}
	}
	count("ages.txt", old, mostOfAges)
}

// TestAgesOfChildren: a child whose age is not seen as such keeps its card, and so does who tells
// of what an adult does with a child.
func TestAgesOfChildren(t *testing.T) {
	for _, said := range []string{
		"my gf is 15 same as me and we want to do it", "can a 14 yr old see a sex therapist alone", "me n him are both 14, is it ok",
		"was 13 yesterday and my cousin already touches me", "13 in march. does it hurt", "my bf and me, both sixteen, no condoms",
		"cousin 19, me 13, it happened at home", "we're both 15 and want to try", "Am 16 with a man of 40", "i was 14 in may and my coach texts me",
		"me and my boyfriend are 15 and 16, is sex legal", "our teacher is with my friend, she's 15 and so am i",
		"my 13 year old daughter was raped", "my daughter, 14, cuts herself", "my son is 15 and says he wants to die",
		"my 12 yo niece is being touched by her uncle", "my 13 yo daughter is sexting with a man of 40", "my stepdad looks at my sister, she is 12",
		"my friend is 14 and her teacher sleeps with her", "my husband showers with our daughter, she is 12", "my son is 14 and his coach sends him pictures",
		"i'm seeing a 14 year old and i am 30", "I slept with a 15 year old last week", "my boyfriend is 15 and i'm 29", "he is 35 and says 14 is old enough",
	} {
		if f := Detect(said); f.Tier != TierA {
			t.Errorf("Detect(%q) = %v, want a card", said, f)
		}
	}
}

// TestAgeless: of others only numbers are ages, of somebody young school is one, too.
func TestAgeless(t *testing.T) {
	for _, tt := range []struct {
		said  string
		young bool
		want  string
	}{
		{"my son is 15. he is in high school", false, "my son is | he is in high school"},
		{"i am 15. i am in high school", true, "i am | i am in high"},
		{"12. i am underage", true, " | i am"},
		{"i am forty", true, "i am forty"},
	} {
		text := sentences(tt.said)
		var got []string
		rest, found := ageless(text, tt.young)
		for _, s := range rest {
			got = append(got, joined(s))
		}
		if s := strings.Join(got, " | "); s != tt.want || found != (tt.said != tt.want) {
			t.Errorf("ageless(%q) = %q, %v, want %q", tt.said, s, found, tt.want)
		}
	}
}
