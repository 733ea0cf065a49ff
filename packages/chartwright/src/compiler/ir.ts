import type { ExprNode, Site } from '../author/index.ts'

/**
 * What the planner makes and the emitter writes: Kubernetes objects as trees of YAML in which values are
 * still expressions. No function of the author's survives into it.
 *
 * The only control forms are these three; entries, items and documents share them.
 */
export type Flow<T> =
  | T
  | { f: 'if'; condition: ExprNode; then: Flow<T>[]; otherwise?: Flow<T>[]; at?: Site }
  | {
      f: 'each'
      over: ExprNode
      key: ExprNode
      item: ExprNode
      body: Flow<T>[]
      /** There is one at least. */
      always?: true
      at?: Site
    }
  /** The operator's map or list merged into this one. */
  | { f: 'splice'; expr: ExprNode; at?: Site }
  /** A named template whose lines become part of this map. */
  | { f: 'include'; helper: string; at?: Site }
  /** A variable of the template, and what it is for; `again` gives one that is there another value. */
  | { f: 'set'; variable: string; value: ExprNode; again?: true; doc?: string; at?: Site }

export interface Entry {
  key: string
  value: Yaml
  at?: Site
}

export interface Item {
  item: Yaml
  at?: Site
}

/** A line of a text, from its parts. */
export interface TextLine {
  line: ExprNode[]
}

export type Yaml =
  /** One scalar; the parts stand one after the other. */
  | { y: 'scalar'; parts: ExprNode[] }
  /** `sure`: what stands around it says that one of its parts is there. */
  | { y: 'map'; entries: Flow<Entry>[]; sure?: boolean }
  | { y: 'list'; items: Flow<Item>[]; sure?: boolean }
  /** Whole value is the operator's; the entry is left out when it is empty. */
  | { y: 'user'; expr: ExprNode }
  /** A block of text: the lines of a file. A file that is YAML itself is written by the same emitter. */
  | { y: 'text'; body: Yaml | string }
  /** Lines of a text that is no YAML. */
  | { y: 'lines'; lines: Flow<TextLine>[] }
  /** An empty map or list, which says something by being there (`emptyDir: {}`). */
  | { y: 'empty'; list?: true }
  /** The lines of a named template, below the key. */
  | { y: 'include'; helper: string }

/** A document of a template file. */
export interface Resource {
  kind: string
  component: string
  /** Below `templates/`. */
  file: string
  body: Flow<Yaml> | Flow<Yaml>[]
  /** The whole file is there only then. */
  when?: ExprNode
  /** Names of Secrets that it comes to and that its body does not spell out: those of Certificates, or in variables. */
  secrets?: readonly ExprNode[]
  at?: Site
}

/** A named template of `_helpers.tpl`. Emitted only when something includes it. */
export interface Helper {
  name: string
  doc: string
  at?: Site
  /** Text of the definition, with `CHART` for the chart's name, or a tree to write. */
  body:
    | { text: string }
    | { yaml: Yaml }
    /** One text, or another under a condition. */
    | { choice: unknown }
    /** The name that the operator gave, or else the full name of a component. */
    | { nameOrOwn: { given: ExprNode; own: string } }
}

/** What NOTES tells while its condition holds, with lines below it that have conditions of their own. */
export interface Warning {
  condition: ExprNode
  message: ExprNode
  items?: readonly { condition: ExprNode; text: ExprNode }[]
  at?: Site
}

/** Values that the schema allows one by one and that cannot work together; of a pool, for each of its entries. */
export interface Validation {
  condition: ExprNode
  message: ExprNode
  pool?: { over: ExprNode; key: ExprNode; item: ExprNode }
  at?: Site
}

export interface Plan {
  resources: Resource[]
  helpers: Helper[]
  /** Files that are not documents: NOTES.txt, validation, tests. */
  validations: Validation[]
  warnings: Warning[]
  /** Secrets that the chart makes while no other way to them is taken: one warning tells of them all. */
  madeSecrets: { condition: ExprNode; name: ExprNode; at?: Site }[]
  notes: { condition?: ExprNode; message: ExprNode; at?: Site }[]
  /** The longest text that may follow the full name in the name of an object. */
  fullnameMax: number
}

/** The control forms alone. */
export type Control<T> = Exclude<Flow<T>, T> & { f: string }

export function isControl<T extends object>(flow: Flow<T>): flow is Flow<T> & Control<T> {
  return 'f' in flow
}
