package guide

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed guide.html
var page string

var pageTemplate = template.Must(template.New("guide").Funcs(template.FuncMap{"pieces": pieceViews, "kept": kept}).Parse(page))

// HTML writes the sections as one self-contained page: no scripts, nothing
// loaded from elsewhere, and one step a sheet on paper. The introduction
// comes first where all steps are asked for. It returns the first error of w.
func HTML(w io.Writer, sections []Section) error {
	view := struct {
		Title    string
		Intro    []string
		Total    int
		Sections []sectionView
	}{Title: whole.title, Total: len(whole.sections)}
	if len(sections) == len(whole.sections) {
		view.Intro = whole.intro
	}
	for _, s := range sections {
		v := sectionView{Section: s}
		for _, p := range s.parts() {
			v.Parts = append(v.Parts, partView{p.heading, p.items, p.numbered})
		}
		view.Sections = append(view.Sections, v)
	}
	return pageTemplate.Execute(w, view)
}

// The views are what the template may see, under exported names.
type sectionView struct {
	Section
	Parts []partView
}

type partView struct {
	Heading  string
	Items    []string
	Numbered bool
}

type pieceView struct {
	Text string
	Link bool
}

func pieceViews(text string) []pieceView {
	var views []pieceView
	for _, p := range pieces(text) {
		views = append(views, pieceView{p.text, p.link})
	}
	return views
}
