import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { generateTypes } from '../../scripts/kubernetes-types/generate.ts'
import { schemasMissing } from '../support/kubernetes-schemas.ts'
import { root } from '../support/repository.ts'

const folder = path.join(root, 'packages/chartwright/src/kubernetes/types')

// CI fetches the schemas first, so there it never goes past.
test.skipIf(schemasMissing())("the types of Kubernetes' kinds are what its schemas give", async () => {
  const expected = Object.fromEntries(await generateTypes())
  const found = Object.fromEntries(
    fs.readdirSync(folder).map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  )
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
  for (const name of Object.keys(expected))
    expect(found[name], `${name}: run npm run build:kubernetes-types`).toBe(expected[name])
})
