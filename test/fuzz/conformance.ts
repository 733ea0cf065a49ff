import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bytesOf, stringOf } from '../../packages/chartwright/src/go/bytes.ts'
import type { Oracle } from './oracle.ts'
import type { Answer, Request } from './request.ts'
import { canonical } from './wire.ts'

/*
 * test/conformance: what was once answered differently, a folder a case. Its files are the question: case.json
 * (the operation), chart/, values.json and text. helm.json holds what Helm answered, by version, and names it
 * as the author; nothing there was ever written by ours.
 */

const folder = fileURLToPath(new URL('../conformance', import.meta.url))

export interface ConformanceCase {
  name: string
  request: Request
  answers: { versions: string[]; answer: Answer }[]
}

/** Asks every oracle and writes the case; gives its name. */
export async function keepCase(
  grammar: string,
  request: Request,
  oracles: readonly Oracle[],
): Promise<string> {
  const hash = createHash('sha256').update(canonical(request)).digest('hex').slice(0, 8)
  const name = `${grammar}-${hash}`
  const answers = new Map<string, { versions: string[]; answer: Answer }>()
  for (const oracle of oracles) {
    const [answer] = await oracle.ask([request])
    if (!answer || answer.panic) continue
    const key = canonical(answer)
    const known = answers.get(key)
    if (known) known.versions.push(oracle.version)
    else answers.set(key, { versions: [oracle.version], answer })
  }
  const { op, kind, files = {}, values, text } = request
  const write = (file: string, content: string) => {
    const at = path.join(folder, name, file)
    fs.mkdirSync(path.dirname(at), { recursive: true })
    fs.writeFileSync(at, bytesOf(content))
  }
  write('case.json', `${JSON.stringify({ op, kind }, null, 2)}\n`)
  for (const [file, content] of Object.entries(files)) write(`chart/${file}`, content)
  if (values !== undefined) write('values.json', values)
  if (text !== undefined) write('text', text)
  const told = { author: "Helm's Go packages, through test/oracle", answers: [...answers.values()] }
  write('helm.json', `${JSON.stringify(told, null, 2)}\n`)
  return name
}

/** Every case that was kept. */
export function conformanceCases(): ConformanceCase[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter((name) => fs.existsSync(path.join(folder, name, 'case.json')))
    .map(readCase)
}

function readCase(name: string): ConformanceCase {
  const at = (file: string) => path.join(folder, name, file)
  const text = (file: string) => (fs.existsSync(at(file)) ? stringOf(fs.readFileSync(at(file))) : undefined)
  const { op, kind } = JSON.parse(text('case.json')!) as Request
  const { answers } = JSON.parse(text('helm.json')!) as Pick<ConformanceCase, 'answers'>
  const request: Request = { op }
  const values = text('values.json')
  const source = text('text')
  if (kind !== undefined) request.kind = kind
  if (values !== undefined) request.values = values
  if (source !== undefined) request.text = source
  if (fs.existsSync(at('chart'))) request.files = readFiles(at('chart'))
  return { name, request, answers }
}

function readFiles(root: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    files[path.relative(root, file).split(path.sep).join('/')] = stringOf(fs.readFileSync(file))
  }
  return files
}
