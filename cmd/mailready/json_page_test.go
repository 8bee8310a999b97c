package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// jsonPages are what the commands print with --json, and the type of each.
var jsonPages = []struct{ command, object, note string }{
	{"check --json", "main.checkResult", "With `--all` or `--from-file` there is one such object a line, with `skipped` (why a mailbox was not tried), and a last line with `summary`: `good`, `refused`, `skipped`, `stopped`, `seconds`, `exit`."},
	{"setup --password-stdin --json, rotate --password-stdin --json", "main.setupResult", "All of `check --json`, and:"},
	{"explain --json", "explain.Result", ""},
	{"status --json", "main.mailboxStatus", "`schema`, `dates` (sentences), and `mailboxes`, each with:"},
	{"report --json", "report.Support", ""},
	{"version --json", "main.versionResult", ""},
}

// TestJSONPage holds docs/json.md to the types that are printed.
func TestJSONPage(t *testing.T) {
	types := map[string]*ast.StructType{}
	for name, dir := range map[string]string{"main": ".", "explain": "../../wizard/explain", "report": "../../wizard/report"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				if spec, ok := n.(*ast.TypeSpec); ok {
					if s, ok := spec.Type.(*ast.StructType); ok {
						types[name+"."+spec.Name.Name] = s
					}
				}
				return true
			})
		}
	}
	var b strings.Builder
	b.WriteString("# What machines read\n\nEvery object has `schema`, which is 1. It grows only when a key changes its meaning or goes;\nkeys are added without that. Names of keys, codes of causes and words of enumerations are\nstable, sentences are not. A key that is not known is `null`, 0 or empty, and one marked\nwith ? is left out then. Exit codes are those of `mailready help exit-codes`.\n")
	for _, p := range jsonPages {
		fmt.Fprintf(&b, "\n## mailready %s\n", p.command)
		if p.note != "" {
			fmt.Fprintf(&b, "\n%s\n", p.note)
		}
		b.WriteString("\n| key | type | meaning |\n|---|---|---|\n")
		if types[p.object] == nil {
			t.Fatalf("there is no type %s", p.object)
		}
		jsonRows(&b, types, p.object, "")
	}
	const file = "../../docs/json.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != b.String() {
		t.Errorf("docs/json.md is old (%v); renew it by: go test ./cmd/mailready -run JSONPage -update", err)
	}
}

// jsonRows writes the keys of a type, and those of the types inside of it.
func jsonRows(b *strings.Builder, types map[string]*ast.StructType, object, before string) {
	pkg, _, _ := strings.Cut(object, ".")
	for _, field := range types[object].Fields.List {
		if field.Tag == nil {
			continue
		}
		key, options, _ := strings.Cut(reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("json"), ",")
		if key == "-" || key == "" {
			continue
		}
		kind, inner := jsonType(field.Type, pkg)
		if strings.Contains(options, "omitempty") {
			key += "?"
		}
		fmt.Fprintf(b, "| %s%s | %s | %s |\n", before, key, kind, strings.TrimSpace(strings.ReplaceAll(field.Comment.Text(), "\n", " ")))
		if types[inner] != nil {
			deeper := before + strings.TrimSuffix(key, "?") + "."
			if strings.HasPrefix(kind, "list") {
				deeper = before + strings.TrimSuffix(key, "?") + "[]."
			}
			jsonRows(b, types, inner, deeper)
		}
	}
}

// jsonType is what a Go type is in JSON, and the name of its own type.
func jsonType(e ast.Expr, pkg string) (kind, name string) {
	switch e := e.(type) {
	case *ast.StarExpr:
		kind, name = jsonType(e.X, pkg)
		return kind + " or null", name
	case *ast.ArrayType:
		kind, name = jsonType(e.Elt, pkg)
		return "list of " + kind, name
	case *ast.MapType:
		kind, _ = jsonType(e.Value, pkg)
		return "object of " + kind, ""
	case *ast.SelectorExpr:
		name = e.X.(*ast.Ident).Name + "." + e.Sel.Name
		switch {
		case name == "time.Time":
			return "time (RFC 3339)", ""
		case e.X.(*ast.Ident).Name == "explain" || e.X.(*ast.Ident).Name == "report":
			return "object", name
		}
		return "text", ""
	case *ast.Ident:
		switch e.Name {
		case "string":
			return "text", ""
		case "bool":
			return "true or false", ""
		case "int", "int64", "float64":
			return "number", ""
		}
		if strings.ToUpper(e.Name[:1]) == e.Name[:1] && pkg == "explain" && e.Name != "Reply" && e.Name != "Told" {
			return "text", ""
		}
		return "object", pkg + "." + e.Name
	}
	return "text", ""
}
