package diag

import (
	"errors"
	"strconv"
)

// Record is a diagnostic as it is stored: its arguments by their kinds, of errors the
// texts alone. It needs no methods for JSON, because a run reads thousands of records.
type Record struct {
	Pos       Position
	Severity  Severity `json:",omitempty"`
	Code      Code     `json:",omitempty"`
	Subject   string   `json:",omitempty"`
	Keyword   string   `json:",omitempty"`
	Format    string
	Kinds     string     `json:",omitempty"` // of the arguments, a letter each
	Texts     []string   `json:",omitempty"` // of strings, numbers and errors
	Positions []Position `json:",omitempty"` // of positions and locations
	Wrapped   []Record   `json:",omitempty"` // of diagnostics
	Remarks   []Remark   `json:",omitempty"`
	More      int        `json:",omitempty"`
}

// The kinds of arguments in a record.
const (
	textKind       = 's'
	numberKind     = 'n'
	errorKind      = 'e'
	positionKind   = 'p'
	locationKind   = 'l'
	diagnosticKind = 'd'
)

// Records returns a list as it is stored.
func (l List) Records() []Record {
	out := make([]Record, len(l))
	for i, d := range l {
		out[i] = d.record()
	}
	return out
}

func (d Diagnostic) record() Record {
	r := Record{
		Pos: d.Pos, Severity: d.Severity, Code: d.Code, Subject: d.Subject, Keyword: d.Keyword,
		Format: d.Format, Remarks: d.Remarks, More: d.More,
	}
	kinds := make([]byte, 0, len(d.Args))
	for _, arg := range d.Args {
		switch arg := arg.(type) {
		case string:
			kinds, r.Texts = append(kinds, textKind), append(r.Texts, arg)
		case int:
			kinds, r.Texts = append(kinds, numberKind), append(r.Texts, strconv.Itoa(arg))
		case Position:
			kinds, r.Positions = append(kinds, positionKind), append(r.Positions, arg)
		case Location:
			kinds, r.Positions = append(kinds, locationKind), append(r.Positions, Position(arg))
		case Diagnostic:
			kinds, r.Wrapped = append(kinds, diagnosticKind), append(r.Wrapped, arg.record())
		default:
			kinds, r.Texts = append(kinds, errorKind), append(r.Texts, textOf(arg))
		}
	}
	r.Kinds = string(kinds)
	return r
}

// errRecord is that of a record with fewer arguments than it has kinds, or of other kinds.
var errRecord = errors.New("the arguments of a diagnostic are not of their kinds")

// FromRecords returns the list of which records were stored.
func FromRecords(records []Record) (List, error) {
	if records == nil {
		return nil, nil
	}
	out := make(List, len(records))
	for i := range records {
		var err error
		if out[i], err = records[i].diagnostic(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *Record) diagnostic() (Diagnostic, error) {
	d := Diagnostic{
		Pos: r.Pos, Severity: r.Severity, Code: r.Code, Subject: r.Subject, Keyword: r.Keyword,
		Format: r.Format, Remarks: r.Remarks, More: r.More,
	}
	if r.Kinds != "" {
		d.Args = make(Args, len(r.Kinds))
	}
	texts, positions, wrapped := r.Texts, r.Positions, r.Wrapped
	for i := range len(r.Kinds) {
		switch kind := r.Kinds[i]; {
		case (kind == textKind || kind == numberKind || kind == errorKind) && len(texts) > 0:
			d.Args[i] = argument(kind, texts[0])
			texts = texts[1:]
		case kind == positionKind && len(positions) > 0:
			d.Args[i], positions = positions[0], positions[1:]
		case kind == locationKind && len(positions) > 0:
			d.Args[i], positions = Location(positions[0]), positions[1:]
		case kind == diagnosticKind && len(wrapped) > 0:
			inner, err := wrapped[0].diagnostic()
			if err != nil {
				return Diagnostic{}, err
			}
			d.Args[i], wrapped = inner, wrapped[1:]
		}
		if d.Args[i] == nil {
			return Diagnostic{}, errRecord
		}
	}
	return d, nil
}

// argument returns the argument that a text is stored of, nil where it is none.
func argument(kind byte, text string) any {
	switch kind {
	case textKind:
		return text
	case errorKind:
		return errors.New(text)
	}
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return nil
}
