package diag

import (
	"errors"
	"testing"
)

func TestString(t *testing.T) {
	at := Position{File: "spec.json", Line: 3, Column: 7, Pointer: PointerTo("/properties/A")}
	for want, d := range map[string]Diagnostic{
		"spec.json:3:7: /properties/A: no type":          Errorf(at, "c", "no %s", "type"),
		"spec.json:3:7: /properties/A: warning: no type": Warningf(at, "c", "no type"),
		"spec.json:3:7: /properties/A: note: no type":    Notef(at, "c", "no %s", "type"),
		"spec.json: no type":                             Errorf(Position{File: "spec.json"}, "c", "no type"),
		"/a: no type":                                    Errorf(Position{Pointer: PointerTo("/a")}, "c", "no type"),
		"no type":                                        Errorf(Position{}, "c", "no type"),
		`f\n:1:1: /a\u202eb é: no type`:                  Errorf(Position{File: "f\n", Line: 1, Column: 1, Pointer: PointerTo("/a\u202eb é")}, "c", "no type"),
		`no \nway …`:                                     Errorf(Position{}, "c", "no %s …", "\nway"),
	} {
		if got := d.Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestList(t *testing.T) {
	a, b := Position{File: "a", Line: 2, Column: 1}, Position{File: "a", Line: 10, Column: 1}
	l := List{Warningf(b, "c", "late"), Errorf(b, "c", "wrong"), Errorf(a, "c", "early")}
	l.Sort()
	if got := l.Error(); got != "a:2:1: early\na:10:1: warning: late\na:10:1: wrong" {
		t.Error(got)
	}
	if len(l.Errors()) != 2 || len(l.Warnings()) != 1 || l.Warnings().Err() != nil {
		t.Errorf("%d errors, %d warnings, %v", len(l.Errors()), len(l.Warnings()), l.Warnings().Err())
	}
	l = List{Warningf(b, "c", "same").For("format"), {Pos: a, Subject: "Other"}, Notef(b, "c", "same")}
	l.About("Thing")
	l[2].Subject = "Earlier"
	l.Sort()
	if l[0].Subject != "Other" || l[1].Subject != "Earlier" || l[2].Subject != "Thing" || l[2].Keyword != "format" {
		t.Errorf("%+v", l)
	}
	if l = (List{Notef(a, "c", "n"), Warningf(b, "c", "w")}); l.Err() != nil || len(l.Warnings()) != 1 {
		t.Errorf("%v, %v", l.Err(), l.Warnings())
	}
	l = List{Errorf(a, "c", "early")}
	var d Diagnostic
	if !errors.As(l.Err(), &d) || d.Message() != "early" {
		t.Errorf("errors.As gives %v", d)
	}
}
