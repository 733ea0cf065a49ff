// npm run mutate renders of a damaged chart only what a damage can change; the answers are those of whole renders.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { mutationClasses } from '../../scripts/mutate/classes/index.ts'
import { damaged } from '../../scripts/mutate/mutation.ts'
import { PartialRenders } from '../../scripts/mutate/partial-renders.ts'
import { pick } from '../../scripts/mutate/pick.ts'
import { chartText } from '../../scripts/mutate/judge-chart.ts'
import { inProcessHelm } from '../support/in-process-helm.ts'
import { root } from '../support/repository.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mutate-parts-test-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Without what makes no difference: random texts, empty lines at the end, and where a manifest stands that is new. */
const alike = (text: string) =>
  text
    .replaceAll(/[\w+/=]{24,}/g, '…')
    .split(/^(?=---)/m)
    .map((block) => block.trimEnd())
    .sort()

describe.each(['dagu', 'deploy'])('charts/%s', (name) => {
  const chart = chartText(name)
  const copy = path.join(folder, name)
  fs.cpSync(path.join(root, 'charts', name), copy, { recursive: true })
  const examples = fs.readdirSync(path.join(copy, 'examples')).slice(0, 2)
  const asked = [
    ['template', 'rel', copy],
    ['install', 'rel', copy, '--dry-run=client'],
    ['template', 'rel', copy, '--set', 'nobody.knows=1'],
    ...examples.map((file) => ['template', 'rel', copy, '-f', path.join(copy, 'examples', file)]),
  ]
  const parts = new PartialRenders(copy)
  const answer = (args: string[]) => parts.answer(args, '', inProcessHelm)
  for (const args of asked) answer(args)

  test.each(mutationClasses)('$name: a part is rendered, and the whole is the same', (kind) => {
    const mutations = pick(kind, chart, 7, 2)
    for (const mutation of mutations) {
      const file = path.join(copy, mutation.file)
      const text = chart.files.get(mutation.file)!
      fs.writeFileSync(file, damaged(text, mutation))
      parts.look(copy)
      const answers = asked.map((args) => [answer(args), inProcessHelm(args)] as const)
      fs.writeFileSync(file, text)
      for (const [one, other] of answers) {
        expect(one.exitCode).toBe(other.exitCode)
        expect(alike(one.stdout)).toEqual(alike(other.stdout))
        expect(one.stderr).toBe(other.stderr)
      }
    }
    // Deploy has no policies.
    if (kind.name !== 'policy peer removed') expect(mutations.length).toBeGreaterThan(0)
  })
})
