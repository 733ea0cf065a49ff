import type { Assertion, Node } from './syntax.ts'
import { classText } from './class-text.ts'

const assertions: Record<Assertion, string> = {
  lineStart: '(?<![^\\n])',
  lineEnd: '(?![^\\n])',
  textStart: '(?<![^])',
  textEnd: '(?![^])',
  word: '\\b',
  notWord: '\\B',
}

/** The pattern for a JavaScript RegExp with flags u and v absent: every construct written out, no other flags. */
export function translate(node: Node): string {
  switch (node.op) {
    case 'empty':
      return '(?:)'
    case 'character':
      return classText(node.code)
    case 'set':
      return `[${node.set.negated ? '^' : ''}${node.set.source}]`
    case 'assert':
      return assertions[node.kind]
    case 'group':
      return `(${translate(node.sub)})`
    case 'concat':
      return node.subs.map((sub) => (sub.op === 'choice' ? `(?:${translate(sub)})` : translate(sub))).join('')
    case 'choice':
      return node.subs.map(translate).join('|')
    case 'repeat': {
      const { min, max, greedy } = node
      const count = `{${min},${max < 0 ? '' : max}}${greedy ? '' : '?'}`
      return `(?:${translate(node.sub)})${count}`
    }
  }
}

/**
 * How much work JavaScript's backtracking may make of a pattern, so that hostile ones go to the machine whose
 * time is linear. `loops` is the number of repetitions that something after them can force to give back;
 * undefined means that no bound is known or that JavaScript's result may differ from Go's.
 */
export interface Cost {
  readonly loops: number
  readonly paths: number
}

export function cost(root: Node): Cost | undefined {
  return measure(root, true)
}

function measure(node: Node, last: boolean): Cost | undefined {
  switch (node.op) {
    case 'group':
      return measure(node.sub, last)
    case 'choice': {
      let loops = 0
      let paths = 0
      for (const sub of node.subs) {
        const part = measure(sub, last)
        if (!part) return undefined
        loops = Math.max(loops, part.loops)
        paths += part.paths
      }
      return { loops, paths }
    }
    case 'concat': {
      let loops = 0
      let paths = 1
      for (let i = 0; i < node.subs.length; i++) {
        const part = measure(node.subs[i]!, last && i === node.subs.length - 1)
        if (!part) return undefined
        loops += part.loops
        paths *= part.paths
      }
      return { loops, paths }
    }
    case 'repeat': {
      const { sub, min, max } = node
      if (sub.op === 'character' || sub.op === 'set')
        return { loops: last || min === max ? 0 : 1, paths: max === 1 ? 2 : 1 }
      // An optional part is a choice. Longer repetitions of what is more than a character may loop on nothing,
      // or keep groups that Go keeps and JavaScript forgets.
      const part = max === 1 && min === 0 && !canBeEmpty(sub) ? measure(sub, last) : undefined
      return part && { loops: part.loops, paths: part.paths + 1 }
    }
    default:
      return { loops: 0, paths: 1 }
  }
}

export function canBeEmpty(node: Node): boolean {
  switch (node.op) {
    case 'character':
    case 'set':
      return false
    case 'group':
      return canBeEmpty(node.sub)
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.sub)
    case 'concat':
      return node.subs.every(canBeEmpty)
    case 'choice':
      return node.subs.some(canBeEmpty)
    default:
      return true
  }
}
