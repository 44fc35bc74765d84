package discordtest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"time"
)

// epoch is where Discord's snowflakes begin, in milliseconds of Unix time.
// https://discord.com/developers/docs/reference#snowflakes
const epoch = 1420070400000

// firstGuild makes the ids of guilds as long as real ones.
const firstGuild = 30_000_000_000

// GuildID is the id of the i-th of the guilds that the bot is in, see [Guilds]. The
// guilds are spread evenly over shards.
func GuildID(i int) string { return strconv.Itoa((firstGuild + i) << 22) }

// ChannelID is the id of that guild's first text channel.
func ChannelID(i int) string { return general(GuildID(i)) }

// general is the id of the first channel of any guild.
func general(guild string) string {
	n, err := strconv.ParseUint(guild, 10, 63)
	if err != nil {
		return guild
	}
	return strconv.FormatUint(n+1, 10)
}

// next returns a new snowflake, larger than those before. s.mu is held.
func (s *Server) next() string {
	id := s.snowflake(0)
	s.lastID = max(s.lastID+1, id)
	return strconv.FormatUint(s.lastID, 10)
}

// aged returns a snowflake of something that happened a while ago.
func (s *Server) aged(age time.Duration) string {
	id := s.next()
	if age <= 0 {
		return id
	}
	return strconv.FormatUint(s.snowflake(age)|s.lastID&(1<<22-1), 10)
}

func (s *Server) snowflake(age time.Duration) uint64 {
	return uint64(s.now().Add(-age).UnixMilli()-epoch) << 22
}

// shardOf is the shard that hears of a guild; what has none goes to the first.
// https://discord.com/developers/docs/events/gateway#sharding
func shardOf(guild string, shards int) int {
	n, err := strconv.ParseUint(guild, 10, 64)
	if err != nil || shards < 2 {
		return 0
	}
	return int((n >> 22) % uint64(shards))
}

// interactionToken makes a token as long as a real one, which nobody can guess and
// which is the same in every run.
func interactionToken(id string) string {
	mac := hmac.New(sha256.New, []byte("discordtest"))
	mac.Write([]byte(id))
	sum := mac.Sum(nil)
	return base64.RawURLEncoding.EncodeToString([]byte("interaction:"+id+":")) + base64.RawURLEncoding.EncodeToString(append(sum, sum...))
}
