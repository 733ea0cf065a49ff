import type { Flags } from './flag.ts'

/** The flags that give values, in the order in which they override each other. */
export const valuesFlags: Flags = {
  values: {
    kind: 'stringSlice',
    shorthand: 'f',
    value: 'files',
    help: 'values from a YAML file, or - for standard input (repeatable; later files win)',
  },
  'set-json': {
    kind: 'stringArray',
    value: 'key=json',
    help: 'a value as JSON (key1=json1,key2=json2)',
  },
  set: { kind: 'stringArray', value: 'key=value', help: 'values (key1=val1,key2=val2)' },
  'set-string': { kind: 'stringArray', value: 'key=text', help: 'values that stay text' },
  'set-file': { kind: 'stringArray', value: 'key=path', help: 'values read from files' },
  'set-literal': { kind: 'stringArray', value: 'key=text', help: 'one text, taken as it stands' },
}
