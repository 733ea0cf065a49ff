// The API server asked from this process: a kubectl for each question took more time than all the Helms.
import fs from 'node:fs'
import https from 'node:https'
import { inject } from 'vitest'
import { parseYaml } from '../../../packages/chartwright/src/yaml/index.ts'

export interface Answer {
  status: number
  body: unknown
  /** What the API server warns of, as kubectl would print it. */
  warnings: string[]
}

interface Connection {
  server: string
  agent: https.Agent
}

let connection: Connection | undefined

function connect(): Connection {
  const text = fs.readFileSync(inject('kubeconfig'), 'utf8')
  const data = (key: string) =>
    Buffer.from(new RegExp(`${key}-data: ([\\w+/=]+)`).exec(text)![1]!, 'base64').toString()
  const tls = { ca: data('certificate-authority'), cert: data('client-certificate'), key: data('client-key') }
  const agent = new https.Agent({ ...tls, keepAlive: true, maxSockets: 16 })
  return { server: /server: "([^"]+)"/.exec(text)![1]!, agent }
}

type Request = [method: string, path: string, body?: { type: string; text: string }, accept?: string]

/**
 * Sends a request and gives the answer, whatever its status is. As kubectl does, it asks again when the API server says
 * when: the storage of a new custom resource takes a moment.
 */
export async function ask(...request: Request): Promise<Answer> {
  for (let left = 10; ; left--) {
    const { retryAfter, ...answer } = await askOnce(...request)
    if (retryAfter === undefined || left === 0) return answer
    await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000))
  }
}

function askOnce(
  ...[method, path, body, accept = 'application/json']: Request
): Promise<Answer & { retryAfter?: number }> {
  const { server, agent } = (connection ??= connect())
  return new Promise((resolve, reject) => {
    const headers = { accept, ...(body && { 'content-type': body.type }) }
    const request = https.request(`${server}${path}`, { method, agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const { warning = [], 'retry-after': later, 'content-type': type } = response.headers
        const body: unknown = type?.startsWith('application/json') ? JSON.parse(text) : { message: text }
        const answer = { status: response.statusCode!, body }
        const retryAfter = answer.status >= 429 && later ? { retryAfter: Number(later) } : {}
        resolve({ ...answer, warnings: [warning].flat(), ...retryAfter })
      })
    })
    // A kept connection may end just when it is taken again.
    request.on('error', (error: NodeJS.ErrnoException) =>
      request.reusedSocket && error.code === 'ECONNRESET'
        ? resolve(askOnce(method, path, body, accept))
        : reject(error),
    )
    request.end(body?.text)
  })
}

/** The answer's body, of a request that must succeed. */
export async function must(...request: Request): Promise<unknown> {
  const { status, body } = await ask(...request)
  if (status < 300) return body
  throw new Error(`${request.slice(0, 2).join(' ')}: ${status} ${(body as { message?: string }).message}`)
}

/** A kind that the API server knows, in the version that it prefers. */
export interface Resource {
  plural: string
  kind: string
  group: string
  version: string
  namespaced: boolean
  verbs: string[]
}

interface Discovery {
  items: {
    metadata: { name?: string }
    versions: {
      version: string
      resources: {
        resource: string
        responseKind: { kind: string }
        scope: 'Namespaced' | 'Cluster'
        verbs: string[]
      }[]
    }[]
  }[]
}

/** Every kind, in every version that is served, the preferred one first. Custom resources may come at any time. */
export async function resources(): Promise<Resource[]> {
  const form = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
  const lists = (await Promise.all(
    ['/api', '/apis'].map((path) => must('GET', path, undefined, form)),
  )) as Discovery[]
  return lists
    .flatMap(({ items }) => items)
    .flatMap(({ metadata: { name: group = '' }, versions }) =>
      versions.flatMap(({ version, resources }) =>
        resources.map(({ resource: plural, responseKind: { kind }, scope, verbs }): Resource => ({
          plural,
          kind,
          group,
          version,
          namespaced: scope === 'Namespaced',
          verbs,
        })),
      ),
    )
}

/** Where the objects of a kind are. */
export function pathOf({ group, version, plural, namespaced }: Resource, namespace: string): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`
  return `${root}${namespaced ? `/namespaces/${namespace}` : ''}/${plural}`
}

let known: Promise<Resource[]> | undefined

/** The kind of an object; discovery is asked again when it is not known. */
async function resourceOf(apiVersion: string, kind: string): Promise<Resource> {
  const find = (all: Resource[]) =>
    all.find((one) => one.kind === kind && [one.group, one.version].filter(Boolean).join('/') === apiVersion)
  const found = find(await (known ??= resources())) ?? find(await (known = resources()))
  if (!found) throw new Error(`the API server knows no ${kind} of ${apiVersion}`)
  return found
}

/** Makes an object; a field that the API server does not know is an error. */
export async function create(object: object, namespace: string): Promise<void> {
  const { apiVersion, kind } = object as { apiVersion: string; kind: string }
  const path = pathOf(await resourceOf(apiVersion, kind), namespace)
  const body = { type: 'application/json', text: JSON.stringify(object) }
  await must('POST', `${path}?fieldValidation=Strict`, body)
}

/**
 * What the API server has against a manifest when unknown and doubled fields are not quietly dropped: each document is
 * applied as a dry run, by its own bytes, so that no client mends it before.
 */
export async function complaintsAbout(manifest: string, namespace: string): Promise<string[]> {
  const documents = manifest.split(/^---$/m).filter((text) => /^[^\s#]/m.test(text))
  const asked = 'fieldManager=strict&force=true&dryRun=All&fieldValidation=Strict'
  const answers = documents.map(async (text) => {
    const object = parseYaml(text).value as { apiVersion: string; kind: string; metadata: { name: string } }
    const { apiVersion, kind, metadata } = object
    const path = `${pathOf(await resourceOf(apiVersion, kind), namespace)}/${metadata.name}`
    const { status, body, warnings } = await ask('PATCH', `${path}?${asked}`, {
      type: 'application/apply-patch+yaml',
      text,
    })
    const refused = status < 300 ? [] : [(body as { message?: string }).message ?? `${status}`]
    return [...refused, ...warnings].map((what) => `${kind}/${metadata.name}: ${what}`)
  })
  return (await Promise.all(answers)).flat()
}
