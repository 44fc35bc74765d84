package bottest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"candor/bot"
)

// Memory is a store that lasts as long as the test.
type Memory struct {
	mu        sync.Mutex
	audit     []bot.Change // oldest first
	versions  map[string]bot.Files
	notes     map[string]string
	counts    map[bot.Count]int64 // by the count without its N
	inbox     []bot.Sent
	sent      int64 // number of the newest question that ever was
	delivered map[string]map[int64]int64
}

var _ bot.Store = (*Memory)(nil)

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{
		versions:  map[string]bot.Files{},
		notes:     map[string]string{},
		counts:    map[bot.Count]int64{},
		delivered: map[string]map[int64]int64{},
	}
}

// Lose forgets everything, as a store does whose file is gone.
func (m *Memory) Lose() {
	fresh := NewMemory()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.audit, m.versions, m.notes, m.counts = nil, fresh.versions, fresh.notes, fresh.counts
	m.inbox, m.sent, m.delivered = nil, 0, fresh.delivered
}

// Commit implements [bot.Ledger].
func (m *Memory) Commit(ctx context.Context, c bot.Change, with bot.Write) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.Version == "" && len(with.Files) > 0 {
		return errors.New("files without the name of their version")
	}
	c.N = int64(len(m.audit)) + 1
	c.Time = time.Unix(c.Time.Unix(), 0).UTC()
	m.audit = append(m.audit, c)
	m.keep(c.Version, with.Files)
	for name, value := range with.Notes {
		m.notes[name] = value
		if value == "" {
			delete(m.notes, name)
		}
	}
	return nil
}

// keep stores the files of a version if they are new, and lets go of what was learned for
// old ones.
func (m *Memory) keep(version string, files bot.Files) {
	stored, ok := m.versions[version]
	if !ok && len(files) > 0 {
		m.versions[version] = copied(files)
	}
	if learned, has := files[bot.LearnedFile]; ok && has {
		stored[bot.LearnedFile] = bytes.Clone(learned)
	}
	var used []string
	for _, c := range slices.Backward(m.audit) {
		if m.versions[c.Version] == nil || slices.Contains(used, c.Version) {
			continue
		}
		if used = append(used, c.Version); len(used) > bot.KeepLearned {
			delete(m.versions[c.Version], bot.LearnedFile)
		}
	}
}

func copied(files bot.Files) bot.Files {
	out := bot.Files{}
	for path, data := range files {
		out[path] = bytes.Clone(data)
	}
	return out
}

// History implements [bot.Ledger].
func (m *Memory) History(ctx context.Context, n int) ([]bot.Change, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return newest(m.audit, n), ctx.Err()
}

// Versions implements [bot.Ledger].
func (m *Memory) Versions(ctx context.Context, n int) ([]bot.Change, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	changed := slices.DeleteFunc(slices.Clone(m.audit), func(c bot.Change) bool { return c.Version == c.Before })
	return newest(changed, n), ctx.Err()
}

// newest returns the last n lines, newest first.
func newest(audit []bot.Change, n int) []bot.Change {
	out := slices.Clone(audit)
	slices.Reverse(out)
	return out[:min(max(n, 0), len(out))]
}

// Files implements [bot.Ledger].
func (m *Memory) Files(ctx context.Context, version string) (bot.Files, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if files, ok := m.versions[version]; ok {
		return copied(files), nil
	}
	var found []bot.Files
	for name, files := range m.versions {
		if version != "" && strings.HasPrefix(name, version) {
			found = append(found, files)
		}
	}
	if len(found) != 1 {
		return nil, bot.ErrNotStored
	}
	return copied(found[0]), nil
}

// Notes implements [bot.Notes].
func (m *Memory) Notes(ctx context.Context, prefix string) (map[string]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := maps.Clone(m.notes)
	maps.DeleteFunc(out, func(name, _ string) bool { return !strings.HasPrefix(name, prefix) })
	return out, ctx.Err()
}

// AddCounts implements [bot.Tally].
func (m *Memory) AddCounts(ctx context.Context, counts []bot.Count) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, c := range counts {
		n := c.N
		c.N = 0
		m.counts[c] += n
	}
	return nil
}

// Counts implements [bot.Tally].
func (m *Memory) Counts(ctx context.Context, since string) ([]bot.Count, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []bot.Count
	for c, n := range m.counts {
		if c.N = n; c.Day >= since {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b bot.Count) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Version, b.Version))
	})
	return out, ctx.Err()
}
