import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './repository.ts'

/**
 * Packs the package as `npm publish` would and unpacks it below a folder's node_modules, with the packages that
 * it and a platform's scripts need linked from ours: nothing is fetched. Gives the path of the command.
 */
export function installPackedPackage(home: string, others: readonly string[]): string {
  const source = path.join(root, 'packages/chartwright')
  const staging = path.join(home, '.package')
  const modules = path.join(home, 'node_modules')
  fs.mkdirSync(staging, { recursive: true })
  for (const name of ['bin', 'package.json', 'README.md', 'LICENSE'])
    fs.cpSync(path.join(source, name), path.join(staging, name), { recursive: true })
  execFileSync(process.execPath, [
    path.join(root, 'scripts/build.mjs'),
    `--out=${path.join(staging, 'dist')}`,
  ])
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', home], {
    cwd: staging,
    encoding: 'utf8',
  })
  const installed = path.join(modules, 'chartwright')
  fs.mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', path.join(home, packed.trim()), '--strip-components=1', '-C', installed])
  fs.rmSync(staging, { recursive: true })
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const name of [...Object.keys(dependencies), ...others]) link(name, modules)
  return path.join(installed, 'bin/chartwright.cjs')
}

function link(name: string, modules: string): void {
  const target = path.join(modules, name)
  fs.mkdirSync(path.dirname(target), { recursive: true })
  fs.symlinkSync(packageFolder(name), target)
}

/** Where a package stands for us; asked for its package.json, which a package may not export. */
function packageFolder(name: string): string {
  const places = createRequire(path.join(root, 'packages/chartwright/package.json')).resolve.paths(name) ?? []
  const found = places.map((place) => path.join(place, name)).find((folder) => fs.existsSync(folder))
  if (!found) throw new Error(`${name} is not installed: npm ci`)
  return fs.realpathSync(found)
}
