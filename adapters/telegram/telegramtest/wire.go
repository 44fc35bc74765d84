package telegramtest

// The types of the Bot API, as far as the server writes them.

type wireUser struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	Name     string `json:"first_name"`
	Username string `json:"username,omitempty"`
	Language string `json:"language_code,omitempty"`
}

type wireMe struct {
	wireUser
	JoinsGroups bool `json:"can_join_groups"`
	ReadsGroups bool `json:"can_read_all_group_messages"`
	Inline      bool `json:"supports_inline_queries"`
	Business    bool `json:"can_connect_to_business"`
	WebApp      bool `json:"has_main_web_app"`
}

type wireChat struct {
	ID       int64  `json:"id"`
	Type     string `json:"type"`
	Title    string `json:"title,omitempty"`
	Username string `json:"username,omitempty"`
	Name     string `json:"first_name,omitempty"`
	Forum    bool   `json:"is_forum,omitempty"`
}

type wireFullChat struct {
	wireChat
	Accent    int       `json:"accent_color_id"`
	Reactions int       `json:"max_reaction_count"`
	Gifts     wireGifts `json:"accepted_gift_types"`
}

type wireGifts struct {
	Unlimited bool `json:"unlimited_gifts"`
	Limited   bool `json:"limited_gifts"`
	Unique    bool `json:"unique_gifts"`
	Premium   bool `json:"premium_subscription"`
	Channels  bool `json:"gifts_from_channels"`
}

type wireMessage struct {
	ID          int          `json:"message_id"`
	Thread      int          `json:"message_thread_id,omitempty"`
	From        *wireUser    `json:"from,omitempty"`
	SenderChat  *wireChat    `json:"sender_chat,omitempty"`
	Date        int64        `json:"date"`
	Chat        wireChat     `json:"chat"`
	Origin      *wireOrigin  `json:"forward_origin,omitempty"`
	IsTopic     bool         `json:"is_topic_message,omitempty"`
	AutoForward bool         `json:"is_automatic_forward,omitempty"`
	ReplyTo     *wireMessage `json:"reply_to_message,omitempty"`
	ViaBot      *wireUser    `json:"via_bot,omitempty"`
	EditDate    int64        `json:"edit_date,omitempty"`
	Protected   bool         `json:"has_protected_content,omitempty"`
	Text        string       `json:"text,omitempty"`
	Entities    []Entity     `json:"entities,omitempty"`
	Caption     string       `json:"caption,omitempty"`
	CaptionEnts []Entity     `json:"caption_entities,omitempty"`
	Photo       []wirePhoto  `json:"photo,omitempty"`
	Keyboard    *keyboard    `json:"reply_markup,omitempty"`
	Joined      []wireUser   `json:"new_chat_members,omitempty"`
	MigrateTo   int64        `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom int64        `json:"migrate_from_chat_id,omitempty"`
}

type wirePhoto struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
}

type wireOrigin struct {
	Type    string    `json:"type"`
	Date    int64     `json:"date"`
	User    *wireUser `json:"sender_user,omitempty"`
	Chat    *wireChat `json:"chat,omitempty"`
	Message int       `json:"message_id,omitempty"`
}

type wireCallback struct {
	ID           string       `json:"id"`
	From         wireUser     `json:"from"`
	Message      *wireMessage `json:"message,omitempty"`
	Inline       string       `json:"inline_message_id,omitempty"`
	ChatInstance string       `json:"chat_instance"`
	Data         string       `json:"data,omitempty"`
}

type wireInline struct {
	ID       string   `json:"id"`
	From     wireUser `json:"from"`
	Query    string   `json:"query"`
	Offset   string   `json:"offset"`
	ChatType string   `json:"chat_type,omitempty"`
}

type wireChosen struct {
	ResultID string   `json:"result_id"`
	From     wireUser `json:"from"`
	Inline   string   `json:"inline_message_id,omitempty"`
	Query    string   `json:"query"`
}

type wireMember struct {
	Status    string   `json:"status"`
	User      wireUser `json:"user"`
	Until     *int64   `json:"until_date,omitempty"`   // restricted, kicked
	IsMember  *bool    `json:"is_member,omitempty"`    // restricted
	Anonymous *bool    `json:"is_anonymous,omitempty"` // creator, administrator
	*wireRights
}

// wireRights are an administrator's.
type wireRights struct {
	CanBeEdited   bool `json:"can_be_edited"`
	ManageChat    bool `json:"can_manage_chat"`
	Delete        bool `json:"can_delete_messages"`
	ManageVideo   bool `json:"can_manage_video_chats"`
	Restrict      bool `json:"can_restrict_members"`
	Promote       bool `json:"can_promote_members"`
	ChangeInfo    bool `json:"can_change_info"`
	Invite        bool `json:"can_invite_users"`
	PostStories   bool `json:"can_post_stories"`
	EditStories   bool `json:"can_edit_stories"`
	DeleteStories bool `json:"can_delete_stories"`
}

type wireMemberUpdate struct {
	Chat wireChat   `json:"chat"`
	From wireUser   `json:"from"`
	Date int64      `json:"date"`
	Old  wireMember `json:"old_chat_member"`
	New  wireMember `json:"new_chat_member"`
}
