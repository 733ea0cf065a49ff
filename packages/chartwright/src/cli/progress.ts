import fs from 'node:fs'

export interface Progress {
  /** Takes away what was shown. Nothing is left of it when this returns. */
  end(): void
}

/** What takes less than this is done before anybody wonders. */
const delayMilliseconds = 1000

/**
 * Shows on a terminal that something is going on, from the second second on. Most of what we do leaves no turn to
 * a timer, so a thread of its own draws: it sleeps until then, and costs the start of a thread.
 *
 * @param text what is going on: `rendering charts/dagu`
 * @param descriptor where it is drawn; standard error
 */
export function showProgress(text: string, descriptor = 2, delay = delayMilliseconds): Progress {
  // Loaded here: `template` of a small chart has no use for it.
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const shared = new SharedArrayBuffer(8)
  const state = new Int32Array(shared)
  const worker = new Worker(drawing, {
    eval: true,
    execArgv: [],
    env: {},
    workerData: { shared, text, descriptor, delay },
  })
  worker.unref()
  const started = performance.now()
  return {
    end() {
      Atomics.store(state, asked, 1)
      Atomics.notify(state, asked)
      // Before the delay is over nothing was drawn, and nothing will be.
      if (performance.now() - started > delay - 100) Atomics.wait(state, gone, 0, 500)
    },
  }
}

const asked = 0
const gone = 1

const drawing = `
const { workerData: { shared, text, descriptor, delay } } = require('node:worker_threads')
const { writeSync } = require('node:fs')
const state = new Int32Array(shared)
const started = Date.now()
const isOver = (milliseconds) => Atomics.wait(state, ${asked}, 0, milliseconds) !== 'timed-out'
const draw = (line) => { try { writeSync(descriptor, '\\r' + line + '\\x1b[K') } catch {} }
if (!isOver(delay)) {
  let turn = 0
  do draw('⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[turn++ % 10] + ' ' + text + ' ' + Math.round((Date.now() - started) / 1000) + ' s')
  while (!isOver(100))
  draw('')
}
Atomics.store(state, ${gone}, 1)
Atomics.notify(state, ${gone})
`

/** Whether somebody looks at standard error: a terminal, and no log of a CI. */
export function isWatched(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.CI || env.TERM === 'dumb') return false
  try {
    // Asking process.stderr would make a stream first, which takes 3 ms: most that is no terminal is no device.
    // By 64-bit numbers: Node 20 resolves links by what the last plain stat left behind, and stops at the first
    // folder it knows when that was a pipe (lib/fs.js, realpathSync). Then pnpm's packages are not found.
    return fs.fstatSync(2, { bigint: true }).isCharacterDevice() && process.stderr.isTTY === true
  } catch {
    return false
  }
}
