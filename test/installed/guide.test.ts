import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSnippets } from '../support/snippets.ts'
import { patternOf, Reader, stepsOf } from './guide.ts'
import { npm, packPackage } from './nodes.ts'

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-guide-'))
const page = 'docs/guide/first-platform.md'
const steps = stepsOf(readSnippets().filter((snippet) => snippet.page === page))
let reader: Reader
let tarball = ''

beforeAll(() => {
  // The package is in no registry yet: `npx` finds it here, above the folder that init makes.
  tarball = packPackage(home)
  npm(['install', '--silent', '--no-save', '--no-audit', '--no-fund', tarball], { cwd: home })
  reader = new Reader(home, { ...process.env, npm_config_audit: 'false', npm_config_loglevel: 'silent' })
})

afterAll(() => {
  fs.rmSync(home, { recursive: true, force: true })
})

describe(`${page}, followed to the letter`, () => {
  it('has the steps that it promises', () => {
    expect(steps.length).toBeGreaterThan(10)
  })

  // One after the other: each stands on the ones before.
  it.each(steps.map((step) => ({ step, what: 'run' in step ? `$ ${step.run}` : `write ${step.write}` })))(
    `line $step.line: $what`,
    ({ step }) => {
      if ('write' in step) return reader.write(step.write, step.text)
      // And so that `npm install` finds it, too.
      if (step.run === 'npm install') {
        reader.edit('package.json', (text) => text.replace(/("chartwright": )"[^"]*"/, `$1"file:${tarball}"`))
      }
      const printed = reader.run(step.run)
      if (step.expected.length > 0) expect(printed).toMatch(patternOf(step.expected))
      else expect(printed).not.toMatch(/error/i)
    },
  )
})
