package main

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// wire is a string of bytes as Chartwright holds it: a byte that is no part of valid UTF-8 travels as the lone
// surrogate U+DC00 + byte, which JSON can write and Go's own decoder would replace.
type wire string

func (w wire) MarshalJSON() ([]byte, error) {
	out := []byte{'"'}
	for text := string(w); text != ""; {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1:
			out = fmt.Appendf(out, `\u%04x`, 0xdc00+int(text[0]))
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r < 0x20 || r == 0x7f || r == 0x2028 || r == 0x2029:
			out = fmt.Appendf(out, `\u%04x`, r)
		default:
			out = append(out, text[:size]...)
		}
		text = text[size:]
	}
	return append(out, '"'), nil
}

var plainEscapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 'f': '\f'}

func (w *wire) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if len(data) < 2 || data[0] != '"' {
		return fmt.Errorf("%s is no string", data)
	}
	body := data[1 : len(data)-1]
	out := make([]byte, 0, len(body))
	unit := func(at int) (rune, bool) {
		if at+6 > len(body) || body[at] != '\\' || body[at+1] != 'u' {
			return 0, false
		}
		n, err := strconv.ParseUint(string(body[at+2:at+6]), 16, 16)
		return rune(n), err == nil
	}
	for i := 0; i < len(body); {
		if body[i] != '\\' {
			out = append(out, body[i])
			i++
			continue
		}
		first, isUnit := unit(i)
		if !isUnit {
			if plain, ok := plainEscapes[body[i+1]]; ok {
				out = append(out, plain)
			} else {
				out = append(out, body[i+1])
			}
			i += 2
			continue
		}
		i += 6
		second, _ := unit(i)
		switch pair := utf16.DecodeRune(first, second); {
		case pair != utf8.RuneError:
			out = utf8.AppendRune(out, pair)
			i += 6
		case first >= 0xdc80 && first <= 0xdcff:
			out = append(out, byte(first-0xdc00))
		default:
			out = utf8.AppendRune(out, first)
		}
	}
	*w = wire(out)
	return nil
}

// onWire makes a value of any type into what JSON can carry without losing its kind: what is neither a string,
// a bool, nil, a list nor a map becomes {"go": its kind, "text": as Go prints it}. Float64 is a plain number.
func onWire(value any) any {
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.Invalid:
		return nil
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		return wire(v.String())
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) || (f == 0 && math.Signbit(f)) {
			return map[string]string{"go": "float64", "text": fmt.Sprint(f)}
		}
		return v.Float()
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = onWire(v.Index(i).Interface())
		}
		return list
	case reflect.Map:
		pairs := map[string]any{}
		for _, key := range v.MapKeys() {
			text, _ := wire(fmt.Sprint(key.Interface())).MarshalJSON()
			pairs[string(text)] = onWire(v.MapIndex(key).Interface())
		}
		return object(pairs)
	}
	return map[string]string{"go": v.Kind().String(), "text": fmt.Sprint(value)}
}

// object is a JSON object whose keys are already written as JSON.
type object map[string]any

func (o object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for key, value := range o {
		if len(out) > 1 {
			out = append(out, ',')
		}
		data, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		out = append(append(append(out, key...), ':'), data...)
	}
	return append(out, '}'), nil
}
