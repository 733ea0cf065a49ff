import fs from 'node:fs'
import path from 'node:path'

/** How long the files must be still: editors write in several steps, often into a file beside. */
const settleMilliseconds = 15

/** Where the system tells nothing (network drives, no watches left), files are looked at this often. */
const pollMilliseconds = 1000

/**
 * Waits for changes of named files and folders. The folders around them are watched and not the files: an
 * editor that saves by renaming puts another file in place. docs/decisions/013 says why this is our own.
 */
export class FileWatcher {
  /** What each path was when it was last noted. */
  readonly #noted = new Map<string, string>()
  readonly #folders = new Map<string, { watcher: fs.FSWatcher; inode: number }>()
  #wake: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined
  readonly #poll: NodeJS.Timeout

  constructor() {
    this.#poll = setInterval(() => this.#look(), pollMilliseconds)
  }

  /** Remembers what stands at a path, there or not, and watches it from now on. Call it before reading. */
  note(file: string): void {
    const full = path.resolve(file)
    this.#noted.set(full, stateOf(full))
    this.#watch(path.dirname(full))
    if (fs.statSync(full, { throwIfNoEntry: false })?.isDirectory()) this.#watch(full)
  }

  /** Forgets all paths but these. */
  keep(files: Iterable<string>): void {
    const wanted = new Set([...files].map((file) => path.resolve(file)))
    for (const file of this.#noted.keys()) if (!wanted.has(file)) this.#noted.delete(file)
    const folders = new Set([...this.#noted.keys()].flatMap((file) => [file, path.dirname(file)]))
    for (const folder of this.#folders.keys()) if (!folders.has(folder)) this.#forget(folder)
  }

  get paths(): string[] {
    return [...this.#noted.keys()]
  }

  /** Resolves when something is no longer as it was noted, at once when it is so already. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      this.#look()
    })
  }

  close(): void {
    clearInterval(this.#poll)
    clearTimeout(this.#timer)
    for (const folder of [...this.#folders.keys()]) this.#forget(folder)
    this.#wake = undefined
  }

  #watch(folder: string): void {
    const inode = fs.statSync(folder, { throwIfNoEntry: false })?.ino
    const known = this.#folders.get(folder)
    // A folder that was put in place of another has a watch that hears nothing.
    if (known && known.inode === inode) return
    this.#forget(folder)
    if (inode === undefined) return
    try {
      const watcher = fs.watch(folder, () => this.#look())
      watcher.on('error', () => this.#forget(folder))
      this.#folders.set(folder, { watcher, inode })
    } catch {
      // No watch is to be had here: it is looked at every second.
    }
  }

  #forget(folder: string): void {
    this.#folders.get(folder)?.watcher.close()
    this.#folders.delete(folder)
  }

  /** Begins to wait for stillness when something has changed; each further event begins anew. */
  #look(): void {
    if (!this.#wake || !this.isStale()) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const wake = this.#wake
      if (!wake || !this.isStale()) return
      this.#wake = undefined
      wake()
    }, settleMilliseconds)
  }

  /** Whether something is no longer as it was noted. */
  isStale(): boolean {
    for (const [file, state] of this.#noted) if (stateOf(file) !== state) return true
    return false
  }
}

/** What tells one content of a path from another: its time in nanoseconds, its size, which file it is. */
function stateOf(file: string): string {
  const found = fs.statSync(file, { throwIfNoEntry: false, bigint: true })
  return found ? `${found.ino} ${found.size} ${found.mtimeNs}` : ''
}
