package bot_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"maps"
	"math"
	"testing"

	"candor/bot"
)

// doctored is what was learned, with a number in it that moves every confidence: whoever
// answers with that one recalled it, and learned nothing anew.
func doctored(learned []byte) []byte {
	b := bytes.Clone(learned[:len(learned)-4]) // without its sum
	first := b[bytes.IndexByte(b, '\n')+1:]    // the calibration begins behind the line that names the base
	x := math.Float64frombits(binary.LittleEndian.Uint64(first))
	binary.LittleEndian.PutUint64(first, math.Float64bits(x-1))
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// doctoring is a store that gives out what was learned doctored.
type doctoring struct{ bot.Store }

func (s doctoring) Files(ctx context.Context, version string) (bot.Files, error) {
	files, err := s.Store.Files(ctx, version)
	if learned, ok := files[bot.LearnedFile]; ok {
		files = maps.Clone(files)
		files[bot.LearnedFile] = doctored(learned)
	}
	return files, err
}

// TestNothingIsLearnedTwice: a word, going back, and a start use what was learned before.
// Learning a large base takes seconds, and what is wrong must be away within one.
func TestNothingIsLearnedTwice(t *testing.T) {
	learn := 0
	honest, d := startDesk(t), newDesk(t, func(cfg *bot.DeskConfig) {
		cfg.Store = doctoring{cfg.Store}
		cfg.Examine = func(_ context.Context, files bot.Files) (bot.Examination, error) {
			learn++
			x, err := bot.Examine(files)
			x.Learned = doctored(x.Learned)
			return x, err
		}
	}).start(t)
	for _, step := range []struct {
		name string
		do   func(*desk)
	}{
		{"a reload", func(d *desk) { d.reloaded(t, "11") }},
		{"going back", func(d *desk) { want(t, d.says(t, "1", "/rollback"), bot.KindInfo, "In use now") }},
		{"a start", func(d *desk) { d.start(t) }},
	} {
		var confidence []float64
		for _, d := range []*desk{honest, d} {
			step.do(d)
			confidence = append(confidence, d.gets(t, member("how much salt do I need")).Confidence())
		}
		if confidence[0]-confidence[1] < 0.01 || learn != 1 {
			t.Errorf("%s: the confidence is %.4f, and %.4f with what was learned before; it was learned %d times, want once", step.name, confidence[0], confidence[1], learn)
		}
	}
}
