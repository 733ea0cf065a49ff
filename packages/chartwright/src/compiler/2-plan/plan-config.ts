import { type ConfigContent, type ConfigPart, nodeOf, toNode } from '../../author/index.ts'
import type { Yaml } from '../ir.ts'
import { addHelper, addResource, camel, header, type Planning } from './context.ts'
import { Ready, tree } from './tree.ts'

/**
 * A ConfigMap of files. Its data is a named template, so that pods can roll by its checksum: the file as a
 * whole holds the chart's version and would roll them at every upgrade.
 */
export function planConfig(part: ConfigPart, planning: Planning): void {
  const entries = Object.entries(part.files).map(([file, content]) => ({
    key: file,
    value: fileTree(content),
  }))
  addHelper(planning, {
    name: camel(part.name),
    doc: `The files of the ConfigMap "${part.name}".`,
    body: { yaml: { y: 'map', entries } },
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
    ...(part.at && { at: part.at }),
  })
}

function fileTree(content: ConfigContent): Yaml {
  if (typeof content === 'string') return { y: 'text', body: content }
  if (nodeOf(content)) return tree(content)
  return { y: 'text', body: tree(content) }
}
