import { YamlError } from './error.ts'
import type { Mark } from './mark.ts'
import type { Node, NodeKind } from './node.ts'
import { Scanner, T, type Token } from './scanner.ts'

const State = {
  blockSequence: 0,
  indentlessSequence: 1,
  blockKey: 2,
  blockValue: 3,
  flowSequence: 4,
  flowKey: 5,
  flowValue: 6,
  flowEmptyValue: 7,
  pairKey: 8,
  pairValue: 9,
  pairEnd: 10,
} as const

/** A collection whose end has not been seen. */
interface Frame {
  readonly node: Node
  state: number
  first: boolean
  /** Where its own indicator stands: context of its errors. */
  readonly mark: Mark
}

/**
 * Builds documents from tokens by libyaml's grammar. A loop over an explicit stack, because Go reads 10,000
 * levels and JavaScript's own stack does not.
 */
export class Composer {
  private readonly scanner: Scanner
  private readonly frames: Frame[] = []
  private anchors = new Map<string, Node>()
  private tags: { handle: string; prefix: string }[] = []
  private atStart = true
  private done = false

  constructor(text: string) {
    this.scanner = new Scanner(text)
  }

  /** The root of the next document, or undefined at the end of the text. */
  next(): Node | undefined {
    if (this.done) return undefined
    if (!this.documentStart()) return undefined
    const root = this.documentContent()
    while (this.frames.length > 0) this.step(this.frames[this.frames.length - 1]!)
    const token = this.scanner.peek()
    if (token.type === T.documentEnd) this.scanner.skip()
    this.tags = []
    return root
  }

  private take(): Token {
    this.scanner.skip()
    return this.scanner.peek()
  }

  private documentStart(): boolean {
    this.anchors = new Map()
    let token = this.scanner.peek()
    if (token.type === T.streamStart) token = this.take()
    if (!this.atStart) while (token.type === T.documentEnd) token = this.take()
    const implicit = this.atStart && !startsExplicit(token.type)
    this.atStart = false
    if (token.type === T.streamEnd) {
      this.done = true
      return false
    }
    token = this.directives()
    if (implicit) return true
    if (token.type !== T.documentStart) throw fail('did not find expected <document start>', token.start)
    this.scanner.skip()
    return true
  }

  private documentContent(): Node {
    // After `---` the content may be missing; without it the first token is content, whatever it is.
    const token = this.scanner.peek()
    if (
      token.type === T.versionDirective ||
      token.type === T.tagDirective ||
      token.type === T.documentStart ||
      token.type === T.streamEnd ||
      (token.type === T.documentEnd && this.explicit)
    )
      return empty(token.start)
    return this.node(true, false)
  }

  private explicit = false

  private directives(): Token {
    let token = this.scanner.peek()
    let versions = 0
    this.explicit = startsExplicit(token.type)
    while (token.type === T.versionDirective || token.type === T.tagDirective) {
      if (token.type === T.versionDirective) {
        if (versions++ > 0) throw fail('found duplicate %YAML directive', token.start)
        if (token.value !== '1.1') throw fail('found incompatible YAML document', token.start)
      } else {
        const handle = token.value
        if (this.tags.some((tag) => tag.handle === handle))
          throw fail('found duplicate %TAG directive', token.start)
        this.tags.push({ handle, prefix: token.suffix })
      }
      token = this.take()
    }
    for (const tag of standardTags)
      if (!this.tags.some((own) => own.handle === tag.handle)) this.tags.push(tag)
    return token
  }

  /** One node. A scalar or an alias is whole; a collection is opened and the loop fills it. */
  private node(block: boolean, indentless: boolean): Node {
    let token = this.scanner.peek()
    if (token.type === T.alias) {
      const target = this.anchors.get(token.value)
      if (!target)
        throw new YamlError(
          `yaml: unknown anchor '${token.value}' referenced`,
          token.start.line + 1,
          token.start.offset - token.start.lineStart + 1,
        )
      const node = make('alias', token.start, token.end, '', token.value, false, target)
      this.scanner.skip()
      return node
    }
    const { start } = token
    let end = start
    let anchor: string | undefined
    let tagToken: Token | undefined
    for (let part = 0; part < 2; part++) {
      if (token.type === T.anchor && anchor === undefined) anchor = token.value
      else if (token.type === T.tag && tagToken === undefined) tagToken = token
      else break
      end = token.end
      token = this.take()
    }
    const tag = tagToken ? this.resolveTag(tagToken, start) : ''
    const open = (kind: NodeKind, state: number) => {
      const node = make(kind, start, token.end, tag, '', tag === '', undefined)
      if (anchor !== undefined) this.anchors.set(anchor, node)
      this.frames.push({ node, state, first: state !== State.indentlessSequence, mark: token.start })
      return node
    }
    if (indentless && token.type === T.blockEntry) return open('sequence', State.indentlessSequence)
    switch (token.type) {
      case T.scalar: {
        const implicit = (tag === '' && token.plain) || tag === '!'
        const node = make('scalar', start, token.end, tag, token.value, implicit, undefined)
        if (anchor !== undefined) this.anchors.set(anchor, node)
        this.scanner.skip()
        return node
      }
      case T.flowSequenceStart:
        return open('sequence', State.flowSequence)
      case T.flowMappingStart:
        return open('mapping', State.flowKey)
      case T.blockSequenceStart:
        if (block) return open('sequence', State.blockSequence)
        break
      case T.blockMappingStart:
        if (block) return open('mapping', State.blockKey)
        break
    }
    if (anchor !== undefined || tag !== '') {
      const node = make('scalar', start, end, tag, '', tag === '', undefined)
      if (anchor !== undefined) this.anchors.set(anchor, node)
      return node
    }
    throw fail('did not find expected node content', token.start, start)
  }

  private resolveTag(token: Token, start: Mark): string {
    if (token.value === '') return token.suffix
    const found = this.tags.find((tag) => tag.handle === token.value)
    const tag = found ? found.prefix + token.suffix : ''
    if (tag === '') throw fail('found undefined tag handle', token.start, start)
    return tag
  }

  private close(end: Mark): void {
    this.frames.pop()!.node.end = end
  }

  private step(frame: Frame): void {
    const { node } = frame
    const { children } = node
    if (frame.first) {
      frame.first = false
      this.scanner.skip()
      // Only here, where no entry was seen yet, a flow collection needs no comma.
      if (frame.state === State.flowSequence) return this.flowItem(frame, this.scanner.peek())
      if (frame.state === State.flowKey) return this.flowKey(frame, this.scanner.peek())
    }
    let token = this.scanner.peek()
    switch (frame.state) {
      case State.blockSequence: {
        if (token.type === T.blockEntry) {
          const mark = token.end
          token = this.take()
          if (token.type !== T.blockEntry && token.type !== T.blockEnd) children.push(this.node(true, false))
          else children.push(empty(mark))
          return
        }
        if (token.type !== T.blockEnd)
          throw fail("did not find expected '-' indicator", token.start, frame.mark)
        this.close(token.start)
        return this.scanner.skip()
      }
      case State.indentlessSequence: {
        if (token.type !== T.blockEntry) return this.close(token.start)
        const mark = token.end
        token = this.take()
        if (
          token.type !== T.blockEntry &&
          token.type !== T.key &&
          token.type !== T.value &&
          token.type !== T.blockEnd
        )
          children.push(this.node(true, false))
        else children.push(empty(mark))
        return
      }
      case State.blockKey: {
        if (token.type === T.key) {
          const mark = token.end
          token = this.take()
          frame.state = State.blockValue
          children.push(endsEntry(token.type) ? empty(mark) : this.node(true, true))
          return
        }
        if (token.type !== T.blockEnd) throw fail('did not find expected key', token.start, frame.mark)
        this.close(token.start)
        return this.scanner.skip()
      }
      case State.blockValue: {
        frame.state = State.blockKey
        if (token.type !== T.value) {
          children.push(empty(token.start))
          return
        }
        const mark = token.end
        token = this.take()
        children.push(endsEntry(token.type) ? empty(mark) : this.node(true, true))
        return
      }
      case State.flowSequence: {
        if (token.type === T.flowSequenceEnd) return this.flowItem(frame, token)
        if (token.type !== T.flowEntry)
          throw fail("did not find expected ',' or ']'", token.start, frame.mark)
        return this.flowItem(frame, this.take())
      }
      case State.flowKey: {
        if (token.type === T.flowMappingEnd) return this.flowKey(frame, token)
        if (token.type !== T.flowEntry)
          throw fail("did not find expected ',' or '}'", token.start, frame.mark)
        return this.flowKey(frame, this.take())
      }
      case State.flowEmptyValue:
        frame.state = State.flowKey
        children.push(empty(token.start))
        return
      case State.flowValue: {
        frame.state = State.flowKey
        if (token.type === T.value) {
          token = this.take()
          if (token.type !== T.flowEntry && token.type !== T.flowMappingEnd) {
            children.push(this.node(false, false))
            return
          }
        }
        children.push(empty(token.start))
        return
      }
      case State.pairKey: {
        frame.state = State.pairValue
        if (token.type !== T.value && token.type !== T.flowEntry && token.type !== T.flowSequenceEnd) {
          children.push(this.node(false, false))
          return
        }
        // libyaml takes this token as if it had been the key's: `[? : a]` is a mistake because of it.
        this.scanner.skip()
        children.push(empty(token.end))
        return
      }
      case State.pairValue: {
        frame.state = State.pairEnd
        if (token.type === T.value) {
          token = this.take()
          if (token.type !== T.flowEntry && token.type !== T.flowSequenceEnd) {
            children.push(this.node(false, false))
            return
          }
        }
        children.push(empty(token.start))
        return
      }
      case State.pairEnd:
        return this.close(token.start)
    }
  }

  private flowItem(frame: Frame, token: Token): void {
    if (token.type === T.flowSequenceEnd) {
      this.close(token.end)
      return this.scanner.skip()
    }
    if (token.type !== T.key) {
      frame.node.children.push(this.node(false, false))
      return
    }
    const pair = make('mapping', token.start, token.end, '', '', true, undefined)
    frame.node.children.push(pair)
    this.frames.push({ node: pair, state: State.pairKey, first: false, mark: token.start })
    this.scanner.skip()
  }

  private flowKey(frame: Frame, token: Token): void {
    const { children } = frame.node
    if (token.type === T.flowMappingEnd) {
      this.close(token.end)
      return this.scanner.skip()
    }
    if (token.type !== T.key) {
      frame.state = State.flowEmptyValue
      children.push(this.node(false, false))
      return
    }
    frame.state = State.flowValue
    const after = this.take()
    if (after.type === T.value || after.type === T.flowEntry || after.type === T.flowMappingEnd)
      children.push(empty(after.start))
    else children.push(this.node(false, false))
  }
}

const standardTags = [
  { handle: '!', prefix: '!' },
  { handle: '!!', prefix: 'tag:yaml.org,2002:' },
]

function startsExplicit(type: number): boolean {
  return (
    type === T.versionDirective || type === T.tagDirective || type === T.documentStart || type === T.streamEnd
  )
}

function endsEntry(type: number): boolean {
  return type === T.key || type === T.value || type === T.blockEnd
}

function make(
  kind: NodeKind,
  start: Mark,
  end: Mark,
  tag: string,
  value: string,
  implicit: boolean,
  target: Node | undefined,
): Node {
  return {
    kind,
    tag,
    value,
    implicit,
    children: kind === 'scalar' || kind === 'alias' ? none : [],
    target,
    start,
    end,
  }
}

const none: Node[] = []

function empty(mark: Mark): Node {
  return make('scalar', mark, mark, '', '', true, undefined)
}

/** Go prints the parser's line counted from 0 as if it were counted from 1, and no line for the first. */
function fail(problem: string, mark: Mark, context?: Mark): YamlError {
  const line = mark.line !== 0 ? mark.line : (context?.line ?? 0)
  return new YamlError(
    `yaml: ${line === 0 ? '' : `line ${line}: `}${problem}`,
    mark.line + 1,
    mark.offset - mark.lineStart + 1,
  )
}
