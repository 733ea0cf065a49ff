// Fetches Kubernetes' JSON schemas for every minor version from 1.25 on, where the generator of
// src/kubernetes/types and the tests look for them: the PyPI package kubernetes-validate (Apache-2.0) carries
// them, and pip comes with Python. 22 MB, once.
import { spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
// Name and digest stand once, in test/support/kubernetes-schemas.ts.
const support = fs.readFileSync(path.join(root, 'test/support/kubernetes-schemas.ts'), 'utf8')
const [, version] = /packageVersion = '([^']+)'/.exec(support)
const [, digest] = /packageDigest =\s+'([^']+)'/.exec(support)
const folder = path.join(root, 'node_modules/.cache/chartwright/kubernetes-schemas')
const wheel = path.join(folder, `kubernetes_validate-${version}-py3-none-any.whl`)

if (!fs.existsSync(wheel)) {
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--disable-pip-version-check']
  const temporary = `${folder}.${process.pid}`
  const run = spawnSync('python3', [...pip, `kubernetes-validate==${version}`, '--dest', temporary], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (run.status !== 0) {
    console.error(
      "Kubernetes' schemas come from PyPI with python3 and its pip; the lines above say what failed",
    )
    process.exit(1)
  }
  const data = fs.readFileSync(path.join(temporary, path.basename(wheel)))
  const found = crypto.createHash('sha256').update(data).digest('hex')
  if (found !== digest) {
    console.error(`kubernetes-validate ${version} has the digest ${found}, not ${digest}`)
    process.exit(1)
  }
  fs.mkdirSync(folder, { recursive: true })
  fs.renameSync(path.join(temporary, path.basename(wheel)), wheel)
  fs.rmSync(temporary, { recursive: true })
}
console.log(`Kubernetes' schemas: ${path.relative(root, wheel)}`)
