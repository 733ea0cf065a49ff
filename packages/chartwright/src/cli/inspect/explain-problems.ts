import { DiagnosticError, suggest, type Diagnostic } from '../../diagnostics/index.ts'
import { meantObjects, type MissingField, type ObjectName } from '../../explain/index.ts'
import { isMap, type GoValue } from '../../go/index.ts'
import { nameOf, printKey, printPath, type RenderedObject } from '../../objects/index.ts'
import type { Explaining } from './explanation.ts'

export function objectNameInvalid(text: string): DiagnosticError {
  return problem({
    code: 'object-unknown',
    message: `"${text}" names no object`,
    hint: 'write KIND/NAME, such as Deployment/web or svc/web; without it the objects are listed',
  })
}

export function objectUnknown(text: string, wanted: ObjectName, { render }: Explaining): DiagnosticError {
  const meant = meantObjects(render.objects, wanted)
  return problem({
    code: 'object-unknown',
    message: `the render has no ${text}, and no branch that was skipped would make one`,
    hint:
      meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : 'leave KIND/NAME out to list the objects',
  })
}

export function ambiguous(text: string, objects: readonly RenderedObject[]): DiagnosticError {
  return problem({
    code: 'object-unknown',
    message: `${text} is ${objects.length} objects`,
    notes: objects.map((object) => ({ message: `${object.apiVersion} ${nameOf(object)} of ${object.path}` })),
    hint: 'write KIND/NAMESPACE/NAME',
  })
}

export function fieldUnknown(object: RenderedObject, text: string, missing: MissingField): DiagnosticError {
  const { nearest, meant } = missing
  const where = nearest.path.length > 0 ? ` of ${printPath(nearest.path)}` : ''
  const names = isMap(nearest.value) ? Object.keys(nearest.value) : []
  return problem({
    code: 'field-unknown',
    message: `${nameOf(object)} has no ${text}, and no branch that was skipped would write it`,
    ...(names.length > 0 && { notes: [{ message: `the fields${where} are ${names.join(', ')}` }] }),
    hint:
      meant.length > 0
        ? `did you mean ${meant.join(' or ')}?`
        : `explain ${nearest.path.length > 0 ? `'${printPath(nearest.path)}'` : 'the object'} says what made it`,
  })
}

export function keyUnknown(key: string, from: Explaining): DiagnosticError {
  const known = knownKeys(from)
  const last = key.split('.').at(-1)!
  const near = suggest(key, known)
  const alike = known.filter((one) => one.split('.').at(-1) === last).slice(0, 3)
  const meant = near !== undefined ? [near] : alike
  return problem({
    code: 'key-unknown',
    message: `${key} is not in the chart's values, and nothing reads it`,
    hint: meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : "the chart's values.yaml lists its keys",
  })
}

/** Every key of the values, and those that were asked for without being there. */
export function knownKeys({ render }: Explaining): string[] {
  const keys: string[] = []
  const visit = (value: GoValue, path: (string | number)[]) => {
    if (path.length > 0) keys.push(printKey(path))
    if (isMap(value)) for (const [name, entry] of Object.entries(value)) visit(entry, [...path, name])
    else if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]))
  }
  visit(render.values, [])
  return [...new Set([...keys, ...render.provenance!.keys.map(({ key }) => key)])]
}

function problem(diagnostic: Omit<Diagnostic, 'severity'>): DiagnosticError {
  return new DiagnosticError([{ severity: 'error', ...diagnostic }])
}
