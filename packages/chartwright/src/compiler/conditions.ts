import type { ExprNode } from '../author/index.ts'

/**
 * Whether one condition implies another, by truth table over their atoms. Two tests of the same value for
 * different words exclude each other. More than twelve atoms are not tried: the answer is then no.
 *
 * @returns true only when it is certain
 */
export function implies(known: ExprNode | undefined, wanted: ExprNode | undefined): boolean {
  if (!wanted) return true
  if (!known) return false
  const atoms = new Map<string, ExprNode>()
  collect(known, atoms)
  collect(wanted, atoms)
  if (atoms.size > 12) return false
  const names = [...atoms.keys()]
  for (let row = 0; row < 1 << names.length; row++) {
    const truth = (name: string) => (row & (1 << names.indexOf(name))) !== 0
    if (impossible(atoms, truth)) continue
    if (holds(known, truth) && !holds(wanted, truth)) return false
  }
  return true
}

/** A text that is equal for equal expressions. */
export function keyOf(node: ExprNode): string {
  switch (node.e) {
    case 'value':
      return `$.${node.path.join('.')}`
    case 'var':
      return `${node.hint}#${node.id}`
    case 'field':
      return `${keyOf(node.of)}.${node.key}`
    case 'builtin':
      return node.path
    case 'lit':
      return JSON.stringify(node.value)
    case 'include':
      return `include ${node.helper}`
    case 'template':
      return node.text
    case 'generated':
      return `generated ${node.key}`
    case 'call':
      return `${node.fn}(${node.args.map(keyOf).join(',')})`
  }
}

function connective(node: ExprNode) {
  return node.e === 'call' && (node.fn === 'and' || node.fn === 'or' || node.fn === 'not') ? node : undefined
}

/** `ne(a, b)` is `not(eq(a, b))`, so that both are one atom. */
function atomOf(node: ExprNode): { node: ExprNode; negated: boolean } {
  if (node.e === 'call' && node.fn === 'ne') return { node: { ...node, fn: 'eq' }, negated: true }
  return { node, negated: false }
}

function collect(node: ExprNode, atoms: Map<string, ExprNode>): void {
  const inner = connective(node)
  if (inner) for (const arg of inner.args) collect(arg, atoms)
  else atoms.set(keyOf(atomOf(node).node), atomOf(node).node)
}

function holds(node: ExprNode, truth: (atom: string) => boolean): boolean {
  const inner = connective(node)
  if (!inner) {
    const atom = atomOf(node)
    return truth(keyOf(atom.node)) !== atom.negated
  }
  if (inner.fn === 'not') return !holds(inner.args[0]!, truth)
  return inner.fn === 'and'
    ? inner.args.every((arg) => holds(arg, truth))
    : inner.args.some((arg) => holds(arg, truth))
}

function impossible(atoms: Map<string, ExprNode>, truth: (atom: string) => boolean): boolean {
  const chosen = new Map<string, string>()
  for (const [name, atom] of atoms) {
    if (!truth(name) || atom.e !== 'call' || atom.fn !== 'eq') continue
    const [subject, word] = atom.args
    if (word?.e !== 'lit') continue
    const before = chosen.get(keyOf(subject!))
    if (before !== undefined && before !== String(word.value)) return true
    chosen.set(keyOf(subject!), String(word.value))
  }
  return false
}
