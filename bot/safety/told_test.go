package safety

import "testing"

// TestHarmed: only somebody to whom something was done reads that it was not their fault.
func TestHarmed(t *testing.T) {
	for said, want := range map[string]Finding{
		"I was abused as a child":                                  {Class: Disclosure, Harmed: true},
		"raped at 19, I'm 58, long worked through":                 {Class: Disclosure, Harmed: true},
		"my ex hit me, left him in 2019":                           {Class: Disclosure, Harmed: true},
		"my grandfather abused me n my sister":                     {Class: Disclosure, Harmed: true},
		"a counsellor kissed me in 2012":                           {Class: Disclosure, Harmed: true},
		"my childhood abuse still comes up":                        {Class: Disclosure, Harmed: true},
		"I was groped at work as an apprentice":                    {Class: Disclosure, Harmed: true},
		"an uncle used to touch us, thirty years ago, he hurt me":  {Class: Disclosure, Harmed: true},
		"I used to cut myself as a teenager, the scars remain":     {Class: Disclosure},
		"overdosed at 17, fine since":                              {Class: Disclosure},
		"I survived a suicide attempt in my twenties":              {Class: Disclosure},
		"Not suicidal any more but still no libido":                {Class: Disclosure},
		"I hit my wife years ago and I am ashamed":                 {Class: Disclosure},
		"I was hit by a car in 2010, all mended":                   {Class: Disclosure},
		"nothing bad ever happened to me, still I tense up":        {Class: Disclosure},
		"I was never abused and yet I freeze":                      {Class: Disclosure},
		"I'm not suicidal, just sad":                               {Class: Distress},
		"I'm not suicidal but I feel empty and have no desire":     {Class: Distress},
		"i do not want to die, i am only tired of being alone":     {Class: Distress},
		"no thoughts of suicide, just zero joy":                    {Class: Distress},
		"wouldn't kill myself or anything, it's just grey":         {Class: Distress},
		"not going to hurt myself, i only feel lonely in this bed": {Class: Distress},
	} {
		got := Finding{Class: Disclosure}
		h := listen(sentences(said))
		got.settle(&h)
		if got != want {
			t.Errorf("%q: settle = %+v, want %+v", said, got, want)
		}
	}
	for _, class := range []Class{None, Distress, Suicide} {
		f := Finding{Class: class}
		h := listen(sentences("I was abused as a child"))
		if f.settle(&h); f != (Finding{Class: class}) {
			t.Errorf("settle makes %+v of %s", f, class)
		}
	}
}
