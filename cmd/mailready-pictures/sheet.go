//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The screens that the tests of the wizard hold, where a reader of the
// repository finds them.
var (
	saved = filepath.Join("wizard", "testdata")
	looks = []struct{ file, title string }{{"every-80x24.txt", "80 by 24"}, {"every-40x12.txt", "40 by 12"}}
)

// contactSheet puts every screen of the wizard on one page.
func contactSheet(root string) (string, error) {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Every screen of mailready</title>\n<style>" +
		"body{font:15px system-ui,sans-serif;margin:2em;background:#fff;color:#16181d}main{display:flex;flex-wrap:wrap;gap:14px}" +
		"figure{margin:0}figcaption{font-size:12px;margin:2px 0}pre{margin:0;padding:8px;background:#16181d;color:#d9dce2;border-radius:6px;" +
		"font:9px/11px ui-monospace,\"DejaVu Sans Mono\",monospace}</style>\n<h1>Every screen of mailready</h1>\n" +
		"<p>Drawn by the tests of the wizard, which hold each of them. Above the line is what goes into the scrollback.\n")
	for _, look := range looks {
		text, err := os.ReadFile(filepath.Join(root, saved, look.file))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "<h2>%s</h2>\n<main>\n", look.title)
		for part := range strings.SplitSeq(string(text), "######## ") {
			name, screen, ok := strings.Cut(part, "\n")
			if !ok {
				continue
			}
			screen = strings.Replace(strings.TrimRight(screen, "\n"), "-------- drawn below", strings.Repeat("_", 12), 1)
			screen = strings.TrimPrefix(screen, strings.Repeat("_", 12)+"\n")
			fmt.Fprintf(&b, "<figure><figcaption>%s</figcaption><pre>%s</pre></figure>\n", escaped(name), escaped(screen))
		}
		b.WriteString("</main>\n")
	}
	b.WriteString("</html>\n")
	return b.String(), nil
}
