package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"candor/bot"
	"candor/faq"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

// TestAskInOrder: 2,000 lines get 2,000 objects, each for the line in its place.
func TestAskInOrder(t *testing.T) {
	var in strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&in, "%s %d\n", []string{"rising time", "gluten free", "how long", "/topics", ""}[i%5], i)
	}
	var out, errOut bytes.Buffer
	if code := run([]string{"ask", "--knowledge", "testdata/base", "--json", "-"}, strings.NewReader(in.String()), &out, &errOut); code != 0 {
		t.Fatalf("exit code %d: %s", code, errOut.String())
	}
	var got strings.Builder
	for dec := json.NewDecoder(&out); ; {
		var r jsonReply
		if err := dec.Decode(&r); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&got, r.Question)
	}
	if diff := cmp.Diff(strings.Split(in.String(), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("questions of the objects (-asked +got):\n%s", diff)
	}
}

// TestAskOneByOne: a program that sends the next line only after the answer to
// the one before is not kept waiting.
func TestAskOneByOne(t *testing.T) {
	in, ask := io.Pipe()
	answers, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run([]string{"ask", "--knowledge", "testdata/base", "--json", "-"}, in, out, io.Discard)
		out.Close()
	}()
	lines := bufio.NewScanner(answers)
	for _, question := range []string{"rising time", "", "quarterly tax return"} {
		if _, err := io.WriteString(ask, question+"\n"); err != nil {
			t.Fatal(err)
		}
		if !lines.Scan() || !strings.HasPrefix(lines.Text(), fmt.Sprintf(`{"question":%q,`, question)) {
			t.Fatalf("%q was answered with %q", question, lines.Text())
		}
	}
	ask.Close()
	if got := <-code; got != 0 || lines.Scan() {
		t.Errorf("exit code %d, more output %q, want 0 and none", got, lines.Text())
	}
}

// asking returns an asker that prints titles.
func asking(ctx context.Context, h bot.Handler, out io.Writer) *asker {
	return &asker{handler: h, ctx: ctx, out: bufio.NewWriter(out), print: func(w io.Writer, question string, r bot.Reply) error {
		_, err := fmt.Fprintf(w, "%s: %s\n", question, r.Title())
		return err
	}}
}

// TestAskGoesOn: a question that cannot be answered has a reply, the ones after
// it have theirs, and the operator gets the first error.
func TestAskGoesOn(t *testing.T) {
	n := 0
	h := bot.HandlerFunc(func(context.Context, bot.Message) (bot.Reply, error) {
		if n++; n == 2 || n == 3 {
			return bot.Reply{}, fmt.Errorf("failure %d", n)
		}
		return bot.Reply{}, nil
	})
	var out bytes.Buffer
	err := asking(t.Context(), h, &out).lines(strings.NewReader("a\nb\nc\nd\n"))
	if err == nil || err.Error() != "failure 2" {
		t.Errorf("error = %v, want failure 2", err)
	}
	title := (bot.Reply{}).Title()
	if want := strings.NewReplacer("?", title).Replace("a: ?\nb: ?\nc: ?\nd: ?\n"); out.String() != want {
		t.Errorf("output = %q, want %q", out.String(), want)
	}
}

// TestAskInterrupted: also a program that waits for its input can be stopped,
// and says that it did not answer everything.
func TestAskInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, more := io.Pipe()
	defer more.Close()
	h := bot.HandlerFunc(func(context.Context, bot.Message) (bot.Reply, error) {
		cancel()
		return bot.Reply{}, nil
	})
	go io.WriteString(more, "one\nhalf a li")
	var out bytes.Buffer
	if err := asking(ctx, h, &out).lines(in); !errors.Is(err, errInterrupted) {
		t.Errorf("error = %v, want %v", err, errInterrupted)
	}
	if got := out.String(); !strings.HasPrefix(got, "one: ") || strings.Contains(got, "half") {
		t.Errorf("output = %q, want the reply to the line in hand", got)
	}
}

// TestAskBrokenPipes: what cannot be read or written is an error.
func TestAskBrokenPipes(t *testing.T) {
	broken := errors.New("broken")
	h := bot.HandlerFunc(func(context.Context, bot.Message) (bot.Reply, error) { return bot.Reply{}, nil })
	in, w := io.Pipe()
	w.CloseWithError(broken)
	if err := asking(t.Context(), h, io.Discard).lines(in); !errors.Is(err, broken) {
		t.Errorf("broken input: error = %v, want %v", err, broken)
	}
	gone, out := io.Pipe()
	gone.CloseWithError(broken)
	// Not the test's context: its end would hide a goroutine that is left behind.
	if err := asking(context.Background(), h, out).lines(strings.NewReader(strings.Repeat("a\n", 100_000))); !errors.Is(err, broken) {
		t.Errorf("broken output: error = %v, want %v", err, broken)
	}
}

// askOne asks the test base one question, as another program does.
func askOne(t *testing.T, question string) (r jsonReply) {
	t.Helper()
	var out, errOut bytes.Buffer
	if code := run([]string{"ask", "--knowledge", "testdata/base", "--json", question}, nil, &out, &errOut); code != 0 {
		t.Fatalf("exit code %d: %s", code, errOut.String())
	}
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestAskChoices: a program gets all that a card says and offers, and can pick each choice.
func TestAskChoices(t *testing.T) {
	card := askOne(t, "my boyfriend raped me")
	if card.Title != "It is not your fault" {
		t.Errorf("title = %q, want what is said nowhere else on the card", card.Title)
	}
	for i, want := range []string{"Call now", "Where are you?", "I did not find your question"} {
		if i >= len(card.Choices) {
			t.Fatalf("choices = %q, want %d", card.Choices, i+1)
		}
		question := card.Choices[i]
		if !strings.HasPrefix(question, "/") {
			question = "/start " + question
		}
		if r := askOne(t, question); r.Title != want {
			t.Errorf("the choice %q leads to %s %q, want %q", question, r.Kind, r.Title, want)
		}
	}
}

// TestAskPastACard: a program finds the way past a card among the choices, and goes it.
func TestAskPastACard(t *testing.T) {
	for question, want := range map[string]struct {
		kind  bot.Kind
		entry string
	}{
		"I want to die. How long do I knead dough?": {bot.KindAnswer, "kneading"},
		"my husband beats me":                       {bot.KindNone, ""},
		"/topics I want to die":                     {bot.KindInfo, ""},
	} {
		card := askOne(t, question)
		way := card.Choices[len(card.Choices)-1]
		if card.Kind != bot.KindHelp || !strings.HasPrefix(way, "not-that ") {
			t.Fatalf("%q gets %s with the choices %q, want a card with the way past it", question, card.Kind, card.Choices)
		}
		if r := askOne(t, "/start "+way); r.Kind != want.kind || r.Entry != want.entry {
			t.Errorf("past the card of %q: %s %q, want %s %q", question, r.Kind, r.Entry, want.kind, want.entry)
		}
	}
	if r := askOne(t, "/start kneading"); r.Entry != "kneading" {
		t.Errorf("an entry picked from the choices: %s %q, want its answer", r.Kind, r.Entry)
	}
}

// BenchmarkAskJSON asks the shipped base its golden questions.
func BenchmarkAskJSON(b *testing.B) {
	base, err := faq.Load(knowledge.Files)
	if err != nil {
		b.Fatal(err)
	}
	var lines []string
	for _, q := range base.Golden {
		lines = append(lines, q.Text)
	}
	in := strings.Join(lines, "\n") + "\n"
	a := asking(b.Context(), bot.New(bot.NewSnapshot(base), "1.2.3"), io.Discard)
	a.print = printJSON
	for b.Loop() {
		if err := a.lines(strings.NewReader(in)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(lines))/b.Elapsed().Seconds(), "questions/s")
}
