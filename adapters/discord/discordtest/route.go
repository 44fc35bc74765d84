package discordtest

import (
	"net/http"
	"regexp"
	"strings"
)

// gatewayRoute is the route of a call that opens a link.
const gatewayRoute = "GET gateway"

// handler does what a request asks for, with s.mu held. The answer is sent as JSON;
// nil is 204.
type handler func(*Server, *request) (any, error)

// route is a method of the REST API. Its path is a key of the OpenAPI document.
type route struct {
	method string
	path   string
	do     handler
	limits func(*request) []problem // what the document does not state
	open   bool                     // needs no Authorization
	exempt bool                     // from the limit for all routes
	limit  limit
}

// limit is how many requests go through in how many seconds. Discord does not
// document the numbers: these are of the size that it uses.
type limit struct {
	count int
	per   float64
}

const (
	appCommands   = "/applications/{application_id}/commands"
	guildCommands = "/applications/{application_id}/guilds/{guild_id}/commands"
	messagesPath  = "/channels/{channel_id}/messages"
	webhookPath   = "/webhooks/{webhook_id}/{webhook_token}"
	callbackPath  = "/interactions/{interaction_id}/{interaction_token}/callback"
)

var routes = []*route{
	{method: "GET", path: "/gateway", do: (*Server).getGateway, open: true},
	{method: "GET", path: "/gateway/bot", do: (*Server).getGatewayBot},
	{method: "GET", path: "/users/@me", do: (*Server).getMe},
	{method: "GET", path: "/applications/@me", do: (*Server).getApplication},
	{method: "GET", path: "/oauth2/applications/@me", do: (*Server).getApplication},
	{method: "POST", path: "/users/@me/channels", do: (*Server).openDM},
	{method: "GET", path: "/channels/{channel_id}", do: (*Server).getChannel},
	{method: "POST", path: "/channels/{channel_id}/typing", do: (*Server).showTyping, limit: limit{5, 5}},
	{method: "POST", path: messagesPath, do: (*Server).createMessage, limits: newMessage, limit: limit{5, 5}},
	{method: "GET", path: messagesPath + "/{message_id}", do: (*Server).getMessage, limit: limit{5, 5}},
	{method: "PATCH", path: messagesPath + "/{message_id}", do: (*Server).editMessage, limits: editedMessage, limit: limit{5, 5}},
	{method: "DELETE", path: messagesPath + "/{message_id}", do: (*Server).deleteMessage, limit: limit{5, 1}},
	{method: "POST", path: callbackPath, do: (*Server).callback, limits: callbackLimits, open: true, exempt: true},
	{method: "POST", path: webhookPath, do: (*Server).followUp, limits: newFollowup, open: true, exempt: true, limit: limit{5, 2}},
	{method: "GET", path: webhookPath + "/messages/@original", do: (*Server).getOriginal, open: true, exempt: true, limit: limit{5, 2}},
	{method: "PATCH", path: webhookPath + "/messages/@original", do: (*Server).editOriginal, limits: editedMessage, open: true, exempt: true, limit: limit{5, 2}},
	{method: "DELETE", path: webhookPath + "/messages/@original", do: (*Server).deleteOriginal, open: true, exempt: true, limit: limit{5, 2}},
	{method: "GET", path: webhookPath + "/messages/{message_id}", do: (*Server).getFollowup, open: true, exempt: true, limit: limit{5, 2}},
	{method: "PATCH", path: webhookPath + "/messages/{message_id}", do: (*Server).editFollowup, limits: editedMessage, open: true, exempt: true, limit: limit{5, 2}},
	{method: "DELETE", path: webhookPath + "/messages/{message_id}", do: (*Server).deleteFollowup, open: true, exempt: true, limit: limit{5, 2}},
	{method: "GET", path: appCommands, do: (*Server).listCommands},
	{method: "PUT", path: appCommands, do: (*Server).setCommands, limits: commandLimits},
	{method: "POST", path: appCommands, do: (*Server).createCommand, limits: commandLimits},
	{method: "GET", path: appCommands + "/{command_id}", do: (*Server).getCommand},
	{method: "DELETE", path: appCommands + "/{command_id}", do: (*Server).deleteCommand},
	{method: "GET", path: guildCommands, do: (*Server).listCommands},
	{method: "PUT", path: guildCommands, do: (*Server).setCommands, limits: commandLimits},
	{method: "POST", path: guildCommands, do: (*Server).createCommand, limits: commandLimits},
	{method: "GET", path: guildCommands + "/{command_id}", do: (*Server).getCommand},
	{method: "DELETE", path: guildCommands + "/{command_id}", do: (*Server).deleteCommand},
}

// name is what [Call].Route says.
func (rt *route) name() string { return rt.method + " " + rt.path }

var version = regexp.MustCompile(`^/api(/v\d+)?(/.*)$`)

// find returns the route of a request, the arguments in its path, and the path
// without version. The route is nil if there is none.
func find(r *http.Request) (rt *route, args map[string]string, path string) {
	m := version.FindStringSubmatch(r.URL.Path)
	if m == nil {
		return nil, nil, r.URL.Path
	}
	for _, rt := range routes {
		if rt.method != r.Method {
			continue
		}
		if args := rt.match(m[2]); args != nil {
			return rt, args, m[2]
		}
	}
	return nil, nil, m[2]
}

// match returns the arguments in a path, nil if it is another route's.
func (rt *route) match(path string) map[string]string {
	args := map[string]string{}
	pattern := rt.path
	for pattern != "" || path != "" {
		var want, got string
		want, pattern = segment(pattern)
		got, path = segment(path)
		if strings.HasPrefix(want, "{") && got != "" {
			args[want[1:len(want)-1]] = got
		} else if want != got {
			return nil
		}
	}
	return args
}

// segment cuts "/a/b" into "a" and "/b".
func segment(path string) (first, rest string) {
	path = strings.TrimPrefix(path, "/")
	if i := strings.IndexByte(path, '/'); i >= 0 {
		return path[:i], path[i:]
	}
	return path, ""
}

// majors are the parameters that have limits of their own.
// https://discord.com/developers/docs/topics/rate-limits
var majors = []string{"channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_id"}

// bucketKey names what a limit counts together.
func (rt *route) bucketKey(args map[string]string) string {
	key := rt.name()
	for _, m := range majors {
		if args[m] != "" {
			key += " " + args[m]
		}
	}
	return key
}
