package telegramtest

import (
	"encoding/json"
	"maps"
	"slices"
)

// updateKinds says of each kind of update whether a bot gets it unasked.
var updateKinds = map[string]bool{
	"message": true, "edited_message": true, "channel_post": true, "edited_channel_post": true,
	"business_connection": true, "business_message": true, "edited_business_message": true, "deleted_business_messages": true,
	"message_reaction": false, "message_reaction_count": false,
	"inline_query": true, "chosen_inline_result": true, "callback_query": true,
	"shipping_query": true, "pre_checkout_query": true, "purchased_paid_media": true,
	"poll": true, "poll_answer": true,
	"my_chat_member": true, "chat_member": false, "chat_join_request": true, "chat_boost": true, "removed_chat_boost": true,
	"managed_bot": true, "guest_message": true,
}

func usualUpdates() map[string]bool { return maps.Clone(updateKinds) }

// allow takes in allowed_updates. What is no list of strings changes nothing; a
// list without a known kind stands for the usual ones.
func (s *Server) allow(p params) {
	var kinds []string
	if json.Unmarshal([]byte(p.text("allowed_updates")), &kinds) != nil || kinds == nil {
		return
	}
	allowed := map[string]bool{}
	for _, kind := range kinds {
		if _, ok := updateKinds[kind]; ok {
			allowed[kind] = true
		}
	}
	if len(allowed) == 0 {
		allowed = usualUpdates()
	}
	s.allowed = allowed
}

// AllowedUpdates is the list of kinds that the bot has asked for, sorted.
func (s *Server) AllowedUpdates() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.allowedList()
}

func (s *Server) allowedList() []string {
	var kinds []string
	for kind, ok := range s.allowed {
		if ok {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}
