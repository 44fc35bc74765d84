package bot_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain sees that nothing goes on after the tests: a reload reads its folder beside the
// moderator who waits.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
