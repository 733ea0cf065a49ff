// Builds the newest Helm of each line with Go, where the parity tool and .ci/run look for them. The npm
// oracles are older (3.17.2 and 4.1.4); these are what people run today.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
// The versions stand once, in test/support/oracles.ts.
const oracles = fs.readFileSync(path.join(root, 'test/support/oracles.ts'), 'utf8')
const versions = [.../newestVersions = \{([^}]*)\}/.exec(oracles)[1].matchAll(/'(\d)': '(v[\d.]+)'/g)]

if (spawnSync('go', ['version']).status !== 0) {
  console.error('Go is not at hand; the newest Helms are built with it (https://go.dev/dl)')
  process.exit(1)
}
for (const [, line, version] of versions) {
  const folder = path.join(root, 'node_modules/.cache/chartwright', `helm-${version}`)
  if (!fs.existsSync(path.join(folder, 'helm'))) {
    // The linker flag is the one Helm's Makefile sets, so that `helm version` and
    // .Capabilities.HelmVersion name the version.
    const internal = line === '3' ? 'helm.sh/helm/v3/internal/version' : 'helm.sh/helm/v4/internal/version'
    const flags = `-s -w -X ${internal}.version=${version}`
    execFileSync('go', ['install', '-ldflags', flags, `helm.sh/helm/v${line}/cmd/helm@${version}`], {
      stdio: 'inherit',
      env: { ...process.env, GOBIN: folder },
    })
  }
  const printed = execFileSync(path.join(folder, 'helm'), ['version', '--short'], { encoding: 'utf8' }).trim()
  console.log(`helm ${line}: ${printed}`)
}
