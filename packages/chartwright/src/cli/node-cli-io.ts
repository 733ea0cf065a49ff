import fs from 'node:fs'
import { nodeFileSystem, nodeHost, nodeLookUpHost } from '../io/node.ts'
import type { CliIo } from './cli-io.ts'
import { isWatched, showProgress } from './progress.ts'
import { optimizeLate, tuneV8 } from './tune-v8.ts'

/** The process's own streams and files. Output is written before the process may end, whatever it is connected to. */
export const nodeCliIo: CliIo = {
  files: nodeFileSystem,
  host: nodeHost,
  lookUpHost: nodeLookUpHost,
  stdout: (text) => writeAll(1, text),
  stderr: (text) => writeAll(2, text),
  readStdin: () => fs.readFileSync(0),
  interrupted: () => new Promise(onInterrupt),
  // Whether somebody looks is asked when there is something to show: a terminal takes 4 ms to say that it is one.
  progress: (text) => (isWatched() ? showProgress(text) : { end() {} }),
  beforeRender: tuneV8,
  beforeBuild: optimizeLate,
  get color() {
    return showsColor(process.stderr)
  },
  get outputColor() {
    return showsColor(process.stdout)
  },
}

function showsColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
}

function writeAll(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(descriptor, rest))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // The reader went away (`| head`): nobody is left to tell.
      if (code === 'EPIPE') process.exit(0)
      // A full pipe that does not block: wait a moment for its reader.
      if (code !== 'EAGAIN')
        throw Object.assign(error as Error, { path: descriptor === 1 ? '/dev/stdout' : '/dev/stderr' })
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

/** npm hands on a Ctrl-C that the terminal has sent to everybody: the second of two at once means nothing. */
function onInterrupt(stop: () => void): void {
  let first: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      first ??= performance.now()
      stop()
      if (performance.now() - first > 500) process.exit(130)
    })
}
