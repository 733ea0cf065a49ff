// What `npm start` and `npm test` do first, with Node and npm alone: check Node, install what is missing.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Ends the process with a sentence when Node is too old; installs the dependencies when they are not the lock file's. */
export function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`This needs Node 20.19 or newer, and this is Node ${process.versions.node}.`)
    console.error('Install a newer one from https://nodejs.org and run the command again.')
    process.exit(1)
  }
  if (isInstalled()) return
  console.log('Installing the development dependencies (once) …')
  // npm tells its scripts how it was started; through that the very npm of `npm start` is found again.
  const npm = process.env.npm_execpath
  const install = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
        cwd: root,
        stdio: 'inherit',
        shell: process.platform === 'win32',
      })
  if (install.status !== 0) {
    console.error('\nnpm ci failed; the lines above say why. Without a network nothing can be installed.')
    process.exit(install.status ?? 1)
  }
  fs.copyFileSync(path.join(root, 'package-lock.json'), installedLock)
}

const installedLock = path.join(root, 'node_modules/.package-lock.installed.json')

/** Whether node_modules came from this very package-lock.json. */
function isInstalled() {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  if (fs.existsSync(installedLock)) return fs.readFileSync(installedLock, 'utf8') === lock
  // Installed by hand: npm leaves its own list, which names the same packages and versions.
  const own = path.join(root, 'node_modules/.package-lock.json')
  if (!fs.existsSync(own)) return false
  const wanted = versions(lock)
  const present = versions(fs.readFileSync(own, 'utf8'))
  // Optional packages for other platforms are in the lock file and not installed.
  return (
    Object.keys(present).length > 0 &&
    Object.entries(wanted).every(([name, { version, optional }]) =>
      present[name] ? present[name].version === version : optional,
    )
  )
}

function versions(lock) {
  const { packages } = JSON.parse(lock)
  return Object.fromEntries(
    Object.entries(packages).filter(([name, entry]) => name.includes('node_modules/') && entry.version),
  )
}

/** Runs Node on a script of the repository and ends the process with its exit code if that is not 0. */
export function node(...args) {
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (run.status !== 0) process.exit(run.status ?? 1)
}
