// Package discordtest plays Discord for tests: the REST API and the gateway on one
// loopback address. People ask, type, press and write; the bot's answers are checked
// as Discord does, or more strictly, and kept as people would see them; and
// everything fails on demand.
//
//	s := discordtest.New(t)
//	go adapter.Run(ctx) // with s.URL for https://discord.com and discordtest.Token
//	if err := s.WaitReady(ctx, 1); err != nil {
//		t.Fatal(err)
//	}
//	id := s.Ask(discordtest.Command{Guild: discordtest.GuildID(0), Name: "ask", Options: map[string]any{"question": "how?"}})
//	answer, err := s.WaitAnswer(ctx, id)
//	m, ok := s.Message(answer.Message)
//	more, ok := m.Button("More")
//	s.Press(discordtest.Ann, m.ID, more.CustomID)
//
// # Gateway
//
// The parts that bots fall over:
//
//   - Who identifies gets READY, in which the guilds are unavailable, and then one
//     GUILD_CREATE for each if the intents have GUILDS. The shard of a guild is
//     (id >> 22) % shards; what belongs to no guild goes to shard 0.
//   - A wrong token is closed by 4004, an impossible shard by 4010, more than 2500
//     guilds in a shard by 4011, unknown intents by 4013, and privileged ones that are
//     not switched on ([Privileged]) by 4014.
//   - max_concurrency shards may identify in 5 seconds; who is too soon gets op 9.
//     More than 1000 in 24 hours, and the token is revoked.
//   - A session outlives its link, except if the bot closes that by 1000 or 1001.
//     Who resumes gets the missed events in their order, and then RESUMED. A session
//     that is unknown, or over, or a number that cannot be, gets op 9 with false.
//   - READY names a resume_gateway_url, whose path is "/resume": see [Resume].
//   - Payloads of more than 4096 bytes are closed by 4002, more than 120 in a minute
//     by 4008, missing heartbeats by 4009.
//   - Interactions come whatever the intents are, unless there is an HTTP endpoint.
//   - Two links of the same shard both get its events.
//   - The text of a message is missing if the bot has no MESSAGE_CONTENT intent and is
//     neither its author nor mentioned, outside of direct messages.
//   - The bot hears of its own messages, too.
//
// Where several links are open, [Server.Reconnect] and its like are for all of them.
//
// # Interactions
//
//   - The first response has to come within 3 seconds, or the interaction is unknown:
//     404 with code 10062. A second one is 400 with code 40060.
//   - The token is good for 15 minutes, by [Server.Advance] too, and then 401 with
//     code 50027. Before the first response it is of no use: 404 with code 10015.
//   - After a deferred response, the first edit or follow-up shows the message. Whether
//     it is ephemeral was decided by the deferred response.
//   - Messages that only one person sees cannot be reached by their channel.
//
// # Bodies
//
// Each body is validated against Discord's OpenAPI document, if the folder that
// CANDOR_SHARED names, or the folder shared beside the module, has it as
// specs/discord-openapi.json; and against the limits that the document does not
// state, counted in UTF-16. Beyond Discord's rules, everything that shows something
// must have allowed_mentions with an empty list parse. What is wrong is answered by
// 400, and fails the test when it ends.
//
// Not played: files, polls, reactions, voice, permissions other than what an
// interaction says of them, messages of other apps' webhooks, ETF and zstd.
//
// Everything here may be used by several goroutines at once.
package discordtest
