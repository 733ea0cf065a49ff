import { canBeEmpty } from './translate.ts'
import type { Assertion, CharacterSet, Node } from './syntax.ts'

type Instruction =
  | { op: 'character'; code: number; out: number }
  | { op: 'set'; test: (code: number) => boolean; out: number }
  | { op: 'assert'; kind: Assertion; out: number }
  | { op: 'save'; slot: number; out: number }
  | { op: 'split'; out: number; other: number }
  | { op: 'match' }

/**
 * Pike's machine: runs all ways of matching side by side, so that time grows with text times pattern and never
 * beyond, whatever the pattern. Prefers what a backtracking matcher would find first, as Go does.
 */
export class Machine {
  private readonly program: Instruction[] = []
  private readonly start: number

  constructor(root: Node) {
    const end = this.add({ op: 'match' })
    const close = this.add({ op: 'save', slot: 1, out: end })
    this.start = this.add({ op: 'save', slot: 0, out: this.compile(root, close) })
  }

  private add(instruction: Instruction): number {
    return this.program.push(instruction) - 1
  }

  /** Compiles a node that goes on at `out`; returns where it begins. */
  private compile(node: Node, out: number): number {
    switch (node.op) {
      case 'empty':
        return out
      case 'character':
        return this.add({ op: 'character', code: node.code, out })
      case 'set':
        return this.add({ op: 'set', test: tester(node.set), out })
      case 'assert':
        return this.add({ op: 'assert', kind: node.kind, out })
      case 'group': {
        const close = this.add({ op: 'save', slot: node.index * 2 + 1, out })
        return this.add({ op: 'save', slot: node.index * 2, out: this.compile(node.sub, close) })
      }
      case 'concat':
        return node.subs.reduceRight((next, sub) => this.compile(sub, next), out)
      case 'choice': {
        let other = this.compile(node.subs.at(-1)!, out)
        for (let i = node.subs.length - 2; i >= 0; i--)
          other = this.add({ op: 'split', out: this.compile(node.subs[i]!, out), other })
        return other
      }
      case 'repeat':
        return this.repeat(node, out)
    }
  }

  private repeat(node: Node & { op: 'repeat' }, out: number): number {
    const { sub, min, max, greedy } = node
    let next = out
    if (max < 0) {
      const empty = canBeEmpty(sub)
      const loop = this.loop(sub, out, greedy)
      // x* of what can be empty is (x+)?, which keeps the order of preference.
      next = min > 0 || empty ? loop.body : loop.split
      if (min === 0 && empty) next = this.branch(loop.body, out, greedy)
      for (let i = 1; i < min; i++) next = this.compile(sub, next)
      return next
    }
    for (let i = min; i < max; i++) next = this.branch(this.compile(sub, next), out, greedy)
    for (let i = 0; i < min; i++) next = this.compile(sub, next)
    return next
  }

  private branch(taken: number, passed: number, greedy: boolean): number {
    return this.add(
      greedy ? { op: 'split', out: taken, other: passed } : { op: 'split', out: passed, other: taken },
    )
  }

  private loop(sub: Node, out: number, greedy: boolean): { body: number; split: number } {
    const split = this.add({ op: 'split', out, other: out })
    const body = this.compile(sub, split)
    this.program[split] = greedy ? { op: 'split', out: body, other: out } : { op: 'split', out, other: body }
    return { body, split }
  }

  /** Places of the leftmost match from `from` on, two a group, -1 where a group took no part. */
  run(text: string, from: number, groups: number): number[] | undefined {
    const { program } = this
    let current = new Threads(program.length)
    let next = new Threads(program.length)
    let found: number[] | undefined
    const empty = new Array<number>(groups * 2).fill(-1)
    for (let at = from; ;) {
      if (!found) this.follow(current, this.start, empty, text, at)
      if (current.size === 0) {
        if (found) return found
      }
      const code = at < text.length ? text.codePointAt(at)! : -1
      const after = at + (code > 0xffff ? 2 : 1)
      for (let i = 0; i < current.size; i++) {
        const instruction = program[current.order[i]!]!
        if (instruction.op === 'match') {
          found = current.slots[i]!
          break
        }
        if (code < 0) continue
        if (
          instruction.op === 'character'
            ? instruction.code === code
            : (instruction as { test: (code: number) => boolean }).test(code)
        )
          this.follow(next, (instruction as { out: number }).out, current.slots[i]!, text, after)
      }
      if (code < 0) return found
      ;[current, next] = [next, current]
      next.clear()
      at = after
    }
  }

  /** Adds a thread and all it reaches without taking a character. */
  private follow(threads: Threads, start: number, slots: number[], text: string, at: number): void {
    const stack: [number, number[]][] = [[start, slots]]
    while (stack.length > 0) {
      const [place, saved] = stack.pop()!
      if (!threads.visit(place)) continue
      const instruction = this.program[place]!
      switch (instruction.op) {
        case 'split':
          stack.push([instruction.other, saved], [instruction.out, saved])
          break
        case 'assert':
          if (holds(instruction.kind, text, at)) stack.push([instruction.out, saved])
          break
        case 'save':
          if (instruction.slot < saved.length) {
            const copy = saved.slice()
            copy[instruction.slot] = at
            stack.push([instruction.out, copy])
          } else stack.push([instruction.out, saved])
          break
        default:
          threads.push(place, saved)
      }
    }
  }
}

/** The threads of one place in the text, in order of preference. */
class Threads {
  readonly order: number[] = []
  readonly slots: number[][] = []
  size = 0
  private readonly seen: Uint32Array
  private round = 1

  constructor(length: number) {
    this.seen = new Uint32Array(length)
  }

  visit(place: number): boolean {
    if (this.seen[place] === this.round) return false
    this.seen[place] = this.round
    return true
  }

  push(place: number, slots: number[]): void {
    this.order[this.size] = place
    this.slots[this.size++] = slots
  }

  clear(): void {
    this.size = 0
    this.round++
  }
}

function isWord(text: string, at: number): boolean {
  return /\w/.test(text[at] ?? '')
}

function holds(kind: Assertion, text: string, at: number): boolean {
  switch (kind) {
    case 'textStart':
      return at === 0
    case 'textEnd':
      return at === text.length
    case 'lineStart':
      return at === 0 || text[at - 1] === '\n'
    case 'lineEnd':
      return at === text.length || text[at] === '\n'
    case 'word':
      return isWord(text, at - 1) !== isWord(text, at)
    case 'notWord':
      return isWord(text, at - 1) === isWord(text, at)
  }
}

/** Whether a character is in a set: a table for ASCII, JavaScript's own class beyond. */
function tester({ source, negated }: CharacterSet): (code: number) => boolean {
  const pattern = new RegExp(`[${negated ? '^' : ''}${source}]`, 'u')
  const ascii = new Uint8Array(128)
  return (code) => {
    if (code >= 128) return pattern.test(String.fromCodePoint(code))
    if (ascii[code] === 0) ascii[code] = pattern.test(String.fromCharCode(code)) ? 1 : 2
    return ascii[code] === 1
  }
}
