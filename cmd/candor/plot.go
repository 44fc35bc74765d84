package main

import (
	"fmt"
	"image/color"
	"os"

	"candor/faq"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// plotCurve draws a risk–coverage curve with both thresholds marked, as SVG.
func plotCurve(file string, curve []faq.Point, t faq.Thresholds) error {
	p := plot.New()
	p.Title.Text = "Risk and coverage"
	p.X.Label.Text = "share of questions answered (%)"
	p.Y.Label.Text = "share of those answers that is wrong (%)"
	p.X.Min, p.X.Max, p.Y.Min = 0, 100, 0
	p.Legend.Top, p.Legend.Left = true, true

	line, err := plotter.NewLine(curveXY(curve))
	if err != nil {
		return fmt.Errorf("plot: %w", err)
	}
	line.Width = vg.Points(1.5)
	p.Add(plotter.NewGrid(), line)
	marks := []struct {
		name      string
		threshold float64
		color     color.RGBA
	}{
		{"answer", t.Answer, color.RGBA{R: 0x1b, G: 0x7f, B: 0x3b, A: 0xff}},
		{"suggest", t.Suggest, color.RGBA{R: 0xb3, G: 0x5a, B: 0x00, A: 0xff}},
	}
	for _, m := range marks {
		point, ok := at(curve, m.threshold)
		if !ok {
			continue
		}
		dot, err := plotter.NewScatter(curveXY([]faq.Point{point}))
		if err != nil {
			return fmt.Errorf("plot: %w", err)
		}
		dot.Color, dot.Radius = m.color, vg.Points(4)
		p.Add(dot)
		p.Legend.Add(fmt.Sprintf("%s from %.2f: %.0f %% answered, %.1f %% of it wrong",
			m.name, m.threshold, 100*point.Answered, 100*point.Wrong), dot)
	}
	return writeSVG(file, p)
}

func writeSVG(file string, p *plot.Plot) error {
	w, err := p.WriterTo(18*vg.Centimeter, 12*vg.Centimeter, "svg")
	if err != nil {
		return fmt.Errorf("plot: %w", err)
	}
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("plot: %w", err)
	}
	if _, err := w.WriteTo(f); err != nil {
		f.Close()
		return fmt.Errorf("plot %s: %w", file, err)
	}
	return f.Close()
}

func curveXY(curve []faq.Point) plotter.XYs {
	xy := make(plotter.XYs, len(curve))
	for i, p := range curve {
		xy[i] = plotter.XY{X: 100 * p.Answered, Y: 100 * p.Wrong}
	}
	return xy
}

// at returns the last point of the curve whose confidence reaches the threshold.
func at(curve []faq.Point, threshold float64) (faq.Point, bool) {
	for i := len(curve) - 1; i >= 0; i-- {
		if curve[i].Threshold >= threshold {
			return curve[i], true
		}
	}
	return faq.Point{}, false
}
