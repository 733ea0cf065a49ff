// Writes packages/chartwright/src/kubernetes/types from Kubernetes' own schemas. A test holds the two together.
import fs from 'node:fs'
import path from 'node:path'
import { schemasMissing } from '../test/support/kubernetes-schemas.ts'
import { root } from '../test/support/repository.ts'
import { generateTypes } from './kubernetes-types/generate.ts'

const missing = schemasMissing()
if (missing) {
  console.error(missing)
  process.exit(1)
}
const folder = path.join(root, 'packages/chartwright/src/kubernetes/types')
const files = await generateTypes()
fs.rmSync(folder, { recursive: true, force: true })
fs.mkdirSync(folder)
for (const [name, text] of files) fs.writeFileSync(path.join(folder, name), text)
console.log(`${files.size} files below ${path.relative(root, folder)}`)
