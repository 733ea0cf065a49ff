import { nodeText, parseTemplate, type ListNode, type Operand, type PipeNode } from '../template/index.ts'

/** What a failing template was doing, read off its text again: failures are rare, so nothing is kept for them. */
export interface Scene {
  /** The `with` and `range` around the place, outermost first: what `.` stands for. */
  dots: { keyword: 'with' | 'range'; subject: string }[]
  /** Paths such as `.Values.image.tag` that the failing command was given, piped ones among them. */
  operands: string[]
  /** The function that the failing command calls, "" for none. */
  callee: string
}

/** The scene at an offset of a template's text. */
export function sceneAt(text: string, pos: number): Scene {
  const scene: Scene = { dots: [], operands: [], callee: '' }
  try {
    descend(parseTemplate('', text, { functions: { has: () => true } }).root, pos, scene)
  } catch {
    // A text that does not parse alone: the account goes without its scene.
  }
  return scene
}

function descend(list: ListNode, pos: number, scene: Scene): void {
  let at
  for (const node of list.nodes) if (node.pos <= pos) at = node
  switch (at?.type) {
    case 'action':
      takeOperands(at.pipe, pos, scene)
      return
    case 'template':
      if (at.pipe) takeOperands(at.pipe, pos, scene)
      return
    case 'define':
      scene.dots.length = 0
      descend(at.list, pos, scene)
      return
    case 'if':
    case 'with':
    case 'range':
      if (at.elseList && at.elseList.nodes.length > 0 && at.elseList.nodes[0]!.pos <= pos)
        return descend(at.elseList, pos, scene)
      if (at.list.nodes.length === 0 || at.list.nodes[0]!.pos > pos) {
        takeOperands(at.pipe, pos, scene)
        return
      }
      if (at.type !== 'if') scene.dots.push({ keyword: at.type, subject: pathText(at.pipe) })
      descend(at.list, pos, scene)
  }
}

/** `.Values.image` for a pipeline that is a path and nothing more. */
function pathText(pipe: PipeNode): string {
  const [command] = pipe.commands
  if (pipe.commands.length !== 1 || command!.args.length !== 1) return ''
  return isPath(command!.args[0]!) ? nodeText(command!.args[0]!) : ''
}

/** Looks for the command at an offset, in brackets too. */
function takeOperands(pipe: PipeNode, pos: number, scene: Scene): boolean {
  const piped: string[] = []
  for (const { args } of pipe.commands) {
    for (const arg of args) if (arg.type === 'pipe' && takeOperands(arg, pos, scene)) return true
    piped.push(...args.filter(isPath).map((arg) => nodeText(arg)))
    if (!args.some((arg) => arg.pos === pos)) continue
    scene.callee = args[0]!.type === 'identifier' ? nodeText(args[0]!) : ''
    scene.operands = [...new Set(piped)]
    return true
  }
  return false
}

function isPath(operand: Operand): boolean {
  return operand.type === 'field' || (operand.type === 'variable' && nodeText(operand).includes('.'))
}
