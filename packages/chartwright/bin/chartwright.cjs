#!/usr/bin/env node
'use strict'
// Starts the command from one of its bundles: a small one for `template`, which reads another for what few charts need,
// or one with everything for the rest. V8 gives us their compiled form to keep after the first run: loading that
// instead of compiling again is half of the start.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`chartwright needs Node 20.19 or newer; this is ${process.version}\n`)
  process.exit(1)
}
const fs = require('node:fs')
const vm = require('node:vm')

const bundles = ['quick-start', 'seldom-needed', 'cli']

// Where V8 writes its flags into what it gives us: after a magic number, its version and the length of the source
// (V8's src/snapshot/code-serializer.h, in Node 20 to 24).
const flagsAt = 12

/** In milliseconds: V8's cache is written again by the first run after this, however old it is. */
const renewedAfter = 600_000

if (require.main === module) start(process.argv.slice(2))
else module.exports = { everything }

function start(args) {
  const used = []
  const running = args.includes('template') && quickStart(used)(args, () => everything().exports, onDeepStack)
  if (running) {
    running.then((code) => {
      if (code === 0) for (const bundle of used) bundle.keep()
      // Everything is written by now. Ending here saves what V8 would tidy up when the event loop runs dry.
      process.exit(code)
    })
    return
  }
  const all = everything()
  all.exports.main(args, onDeepStack).then((code) => {
    process.exitCode = code
    if (code === 0) all.keep()
  })
}

/** What most runs of `template` need. The bundle of the rest requires nothing but what it is given by the first. */
function quickStart(used) {
  const loadSeldomNeeded = (modules) => {
    const bundle = loadWithCodeCache('seldom-needed', { require: (name) => modules[name] })
    used.push(bundle)
    return bundle.exports
  }
  const bundle = loadWithCodeCache('quick-start', { given: [loadSeldomNeeded] })
  used.push(bundle)
  return bundle.exports.quickStart
}

/** The bundle with all commands. Its code names its place by a URL, as stacks of modules do. */
function everything() {
  const { href } = require('node:url').pathToFileURL(fileOf('cli'))
  return loadWithCodeCache('cli', { filename: href, given: [href, (url) => import(url)] })
}

// Paths are put together without node:path: what of Node itself runs for the first time is compiled first.
function fileOf(name) {
  return `${__dirname}/../dist/${name}.cjs`
}

/**
 * The command line once more, for templates that nest deeper than this thread's stack: Helm's limits ask for up
 * to 130 MB, and memory is only taken where it is used. More would slow down what never ends: a `tpl` of itself.
 */
function onDeepStack(seen) {
  const { Worker } = require('node:worker_threads')
  const worker = new Worker(`${__dirname}/deep-stack.cjs`, {
    workerData: { args: process.argv.slice(2), seen },
    resourceLimits: { stackSizeMb: 256 },
  })
  return new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve))
}

/**
 * A bundle, compiled from V8's cache where there is one. `keep` writes the cache: where there is none, and again
 * when it is twice as old as at the last time, or ten minutes older. Each time it then holds what that run compiled
 * besides, and so soon holds what this user's charts need. What V8 runs from its cache cannot import by itself.
 *
 * @param given what the bundle's function takes behind `exports`, `require` and `module`
 */
function loadWithCodeCache(name, { filename = fileOf(name), given = [], require: requireOf = require }) {
  const others = bundles.filter((other) => other !== name)
  const { bytes, mtimeMs } = read(fileOf(name))
  // esbuild writes ASCII only, and Latin-1 is read without looking at each byte twice.
  const source = bytes.latin1Slice()
  const folder = cacheFolder()
  // V8 checks its own version and the length of the source; the rest of the name tells builds apart.
  const entry = `${name}-${bytes.length}-${Math.floor(mtimeMs)}-${process.version}-${process.arch}`
  const cache = folder && `${folder}/${entry}`
  const found = cache && readCache(cache)
  const script = new vm.Script(source, { filename, cachedData: found?.data })
  const known = found && !script.cachedDataRejected ? found : undefined
  const flags = flagsOf(known ? known.data : new vm.Script('0').createCachedData())
  const module = { exports: {} }
  script.runInThisContext()(module.exports, requireOf, module, ...given)
  return {
    exports: module.exports,
    keep() {
      const now = Date.now()
      if (!cache || (known && now - known.written < Math.min(known.written - known.born + 500, renewedAfter)))
        return
      try {
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
        if (!known)
          for (const old of fs.readdirSync(folder))
            if (!others.some((other) => old.startsWith(`${other}-`)))
              fs.rmSync(`${folder}/${old}`, { force: true })
        const data = script.createCachedData()
        flags.copy(data, flagsAt)
        const times = Buffer.alloc(16)
        times.writeDoubleLE(known?.born ?? now, 0)
        times.writeDoubleLE(now, 8)
        // Written whole or not at all, because other processes may be starting.
        const temporary = `${cache}.${process.pid}`
        fs.writeFileSync(temporary, Buffer.concat([data, times]), { mode: 0o600 })
        fs.renameSync(temporary, cache)
      } catch {
        // A home that cannot be written to only means a slower start.
      }
    },
  }
}

/**
 * The flags under which V8 compiled what it gave us, as it writes them: another process takes that only under the
 * same. Ours, set while a large chart renders or a platform builds, change when V8 optimizes and not what it
 * compiles to, and the next process does not have them yet when it asks.
 */
function flagsOf(data) {
  return Buffer.from(data.subarray(flagsAt, flagsAt + 4))
}

/** A file's bytes by three calls, for the same reason. */
function read(file) {
  const descriptor = fs.openSync(file, 'r')
  try {
    const { size, mtimeMs } = fs.fstatSync(descriptor)
    const bytes = Buffer.allocUnsafeSlow(size)
    for (let at = 0; at < size;) {
      const count = fs.readSync(descriptor, bytes, at, size - at, null)
      if (count === 0) throw new Error(`${file} became shorter while it was read`)
      at += count
    }
    return { bytes, mtimeMs }
  } finally {
    fs.closeSync(descriptor)
  }
}

/** What V8 kept, when it was first written and when last. */
function readCache(file) {
  try {
    const { bytes } = read(file)
    const end = bytes.length - 16
    return {
      data: bytes.subarray(0, end),
      born: bytes.readDoubleLE(end),
      written: bytes.readDoubleLE(end + 8),
    }
  } catch {
    return undefined
  }
}

/** In the user's own cache folder, never in one that others may write to: what it holds is run. */
function cacheFolder() {
  const { env } = process
  if (env.CHARTWRIGHT_CODE_CACHE === 'off') return undefined
  if (process.platform === 'win32') return env.LOCALAPPDATA && `${env.LOCALAPPDATA}\\chartwright`
  const home =
    env.XDG_CACHE_HOME ||
    (env.HOME && `${env.HOME}/${process.platform === 'darwin' ? 'Library/Caches' : '.cache'}`)
  return home && `${home}/chartwright`
}
