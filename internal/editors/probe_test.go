package editors
import ("testing";"os";"strings";"time";"fmt";"encoding/json")
func TestProbe(t *testing.T) {
	file := os.Getenv("PROBE")
	text, err := os.ReadFile(file)
	if err != nil { t.Skip() }
	format := "yaml"
	if strings.HasSuffix(file, "json") { format = "json" }
	root := os.Getenv("PROBEROOT")
	e := open(t, root, format)
	for _, doc := range strings.Split(string(text), "\n====\n") {
		fmt.Println("----\n"+doc)
		begin := time.Now()
		if strings.Contains(doc, cursor) {
			var x struct{Items []map[string]any}
			p := e.at(doc)
			e.call("textDocument/completion", p, &x)
			fmt.Println(len(x.Items), time.Since(begin))
			for i, it := range x.Items { if i < 40 { fmt.Printf("  %v | %v | %v| %.100v\n", it["label"], it["insertText"], it["kind"], it["documentation"]) } }
			var h any
			e.call("textDocument/hover", p, &h)
			b, _ := json.Marshal(h)
			fmt.Printf("HOVER %s\n", b)
		}
		begin = time.Now()
		u := e.show(strings.ReplaceAll(doc, cursor, ""))
		fmt.Println(strings.Join(e.wrong(u), "\n"), time.Since(begin))
	}
}
