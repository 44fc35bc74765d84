package bot

import (
	"sync"
	"time"
)

// fading is a bounded map that forgets each value at its time, also when nobody asks for
// it any more: what is in it may be about somebody.
type fading[K comparable, V any] struct {
	most int           // values at most; the oldest gives way
	life time.Duration // of a value
	now  func() time.Time

	mu      sync.Mutex
	values  map[K]V
	order   []dated[K] // those of values, by time
	waiting bool       // whether tidy will come
}

type dated[K comparable] struct {
	key K
	at  time.Time
}

// get returns the value of a key, if there is one still.
func (f *fading[K, V]) get(key K) (V, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget()
	v, ok := f.values[key]
	return v, ok
}

// update changes the value of a key, or gives it one: was says whether it had one. A value
// that there was keeps its time.
func (f *fading[K, V]) update(key K, how func(v V, was bool) V) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget()
	v, ok := f.values[key]
	v = how(v, ok)
	if ok {
		f.values[key] = v
		return
	}
	if len(f.order) >= f.most {
		f.forgetFirst()
	}
	if f.values == nil {
		f.values = map[K]V{}
	}
	f.values[key] = v
	f.order = append(f.order, dated[K]{key, f.now()})
	if !f.waiting {
		f.waiting = true
		time.AfterFunc(f.life, f.tidy)
	}
}

// change changes the value of a key, if there is one still.
func (f *fading[K, V]) change(key K, how func(V) V) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget()
	if v, ok := f.values[key]; ok {
		f.values[key] = how(v)
	}
}

// put gives a key that has no value one.
func (f *fading[K, V]) put(key K, v V) {
	f.update(key, func(V, bool) V { return v })
}

// take returns the value of a key and forgets it.
func (f *fading[K, V]) take(key K) (V, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget()
	v, ok := f.values[key]
	delete(f.values, key) // its place in order goes with its time, so no key is put again
	return v, ok
}

// tidy forgets what is old, and comes back when more is.
func (f *fading[K, V]) tidy() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget()
	if f.waiting = len(f.order) > 0; f.waiting {
		time.AfterFunc(f.life-f.now().Sub(f.order[0].at), f.tidy)
	}
}

// forget drops what has had its time.
func (f *fading[K, V]) forget() {
	now := f.now()
	for len(f.order) > 0 && now.Sub(f.order[0].at) >= f.life {
		f.forgetFirst()
	}
	if len(f.order) == 0 {
		f.values, f.order = nil, nil // what they were made of goes, too
	}
}

func (f *fading[K, V]) forgetFirst() {
	delete(f.values, f.order[0].key)
	f.order[0] = dated[K]{} // the array lives on
	f.order = f.order[1:]
}
