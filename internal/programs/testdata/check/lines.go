package main

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

var escape = strings.NewReplacer("~", "~0", "/", "~1")

// positions are where the values of a text end or begin, by JSON pointer: Validate
// knows the pointers alone.
type positions struct {
	data []byte
	at   map[string]int64
}

// offsets returns the positions of a text, up to where it is no JSON.
func offsets(data []byte) positions {
	p := positions{data, map[string]int64{}}
	_ = p.value(json.NewDecoder(bytes.NewReader(data)), "")
	return p
}

func (p positions) value(dec *json.Decoder, pointer string) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	p.at[pointer] = dec.InputOffset()
	if _, open := token.(json.Delim); !open {
		return nil
	}
	for i := 0; dec.More(); i++ {
		key := strconv.Itoa(i)
		if token == json.Delim('{') {
			name, err := dec.Token()
			if err != nil {
				return err
			}
			key = escape.Replace(name.(string))
		}
		if err := p.value(dec, pointer+"/"+key); err != nil {
			return err
		}
	}
	_, err = dec.Token()
	return err
}

// line returns the line of a pointer, or of the nearest that exists above it.
func (p positions) line(pointer string) int {
	for {
		if offset, ok := p.at[pointer]; ok || pointer == "" {
			return 1 + bytes.Count(p.data[:offset], []byte("\n"))
		}
		pointer = pointer[:max(strings.LastIndexByte(pointer, '/'), 0)]
	}
}
