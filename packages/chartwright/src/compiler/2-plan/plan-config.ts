import {
  type Arg,
  copyPlaces,
  type ConfigContent,
  type ConfigPart,
  type ExprNode,
  Lines,
  nodeOf,
  siteOfProperty,
  toNode,
  type Variables,
  whenOf,
} from '../../author/index.ts'
import type { Flow, TextLine, Yaml } from '../ir.ts'
import { addHelper, addResource, camel, header, type Planning } from './context.ts'
import { envText } from './env.ts'
import { onlyIf, Ready, tree } from './tree.ts'

/**
 * A ConfigMap of files. Its data is a named template, so that pods can roll by its checksum: the file as a
 * whole holds the chart's version and would roll them at every upgrade.
 */
export function planConfig(part: ConfigPart, planning: Planning): void {
  const at = part.at && { at: part.at }
  const entries = Object.entries(part.files).map(([file, content]) => {
    const site = siteOfProperty(part.files, file)
    return { key: file, value: fileTree(content), ...(site && { at: site }) }
  })
  addHelper(planning, {
    name: camel(part.name),
    doc: `The ${part.variables ? 'variables' : 'files'} of the ConfigMap "${part.name}".`,
    body: { yaml: part.variables ? variablesTree(part.variables) : { y: 'map', entries } },
    ...at,
  })
  addResource(planning, {
    kind: 'ConfigMap',
    component: part.name,
    file: `${part.name}-configmap.yaml`,
    body: tree({
      ...header('v1', 'ConfigMap', part.name),
      data: new Ready({ y: 'include', helper: camel(part.name) }),
    }),
    ...(part.when && { when: toNode(part.when) }),
    ...at,
  })
}

function fileTree(content: ConfigContent): Yaml {
  if (typeof content === 'string') return { y: 'text', body: content }
  if (content instanceof Lines) return { y: 'text', body: { y: 'lines', lines: content.lines.map(lineOf) } }
  if (nodeOf(content)) return tree(content)
  return { y: 'text', body: tree(content) }
}

/** Data of a ConfigMap are texts: numbers and booleans stand between quotes. */
function variablesTree(variables: Variables): Yaml {
  const texts = Object.entries(variables).map(([name, value]) => [name, asText(value)])
  return tree(copyPlaces(Object.fromEntries(texts), variables))
}

function asText(value: unknown): unknown {
  const conditional = whenOf(value)
  if (!conditional) return envText(value as Arg<string>)
  const { condition, then, otherwise } = conditional
  return onlyIf(condition, asText(then), otherwise === undefined ? undefined : asText(otherwise))
}

function lineOf(line: unknown): Flow<TextLine> {
  const conditional = whenOf(line)
  if (!conditional) return { line: lineParts(toNode(line)) }
  const { condition, then, otherwise } = conditional
  return {
    f: 'if',
    condition,
    then: [lineOf(then)],
    ...(otherwise !== undefined && { otherwise: [lineOf(otherwise)] }),
  }
}

function lineParts(node: ExprNode): ExprNode[] {
  return node.e === 'call' && node.fn === 'concat' ? [...node.args] : [node]
}
