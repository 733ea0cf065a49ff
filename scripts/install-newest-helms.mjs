// Builds the newest Helm of each line with Go, where the parity tool and .ci/run look for them. The npm
// oracles are older (3.17.2 and 4.1.4); these are what people run today.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
// The versions stand once, in test/support/oracles.ts.
const oracles = fs.readFileSync(path.join(root, 'test/support/oracles.ts'), 'utf8')
/** Of the Kubernetes libraries that Helm 3.22 is built with. */
const kubernetesMinor = 37
const versions = [.../newestVersions = \{([^}]*)\}/.exec(oracles)[1].matchAll(/'(\d)': '(v[\d.]+)'/g)]

if (spawnSync('go', ['version']).status !== 0) {
  console.error('Go is not at hand; the newest Helms are built with it (https://go.dev/dl)')
  process.exit(1)
}
for (const [, line, version] of versions) {
  const folder = path.join(root, 'node_modules/.cache/chartwright', `helm-${version}`)
  if (!fs.existsSync(path.join(folder, 'helm'))) {
    // What Helm's Makefile gives the linker. Without it `go install` makes a Helm 3 that claims Kubernetes 1.20.
    const module = `helm.sh/helm/v${line}`
    const values = [`${module}/internal/version.version=${version}`]
    if (line === '3') {
      for (const place of ['pkg/lint/rules', 'pkg/chartutil']) {
        values.push(
          `${module}/${place}.k8sVersionMajor=1`,
          `${module}/${place}.k8sVersionMinor=${kubernetesMinor}`,
        )
      }
    }
    const flags = ['-s', '-w', ...values.map((value) => `-X ${value}`)].join(' ')
    execFileSync('go', ['install', '-ldflags', flags, `${module}/cmd/helm@${version}`], {
      stdio: 'inherit',
      env: { ...process.env, GOBIN: folder },
    })
  }
  const printed = execFileSync(path.join(folder, 'helm'), ['version', '--short'], { encoding: 'utf8' }).trim()
  console.log(`helm ${line}: ${printed}`)
}
