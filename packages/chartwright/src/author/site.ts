/** Where in a platform's TypeScript something was written. Lines and columns count from 1. */
export interface Site {
  file: string
  line: number
  column: number
}

/** How the loader's copy of a platform file maps back to the file that the author wrote. */
export interface LoadedFile {
  file: string
  /** From a place in the loaded copy to the author's place on the same line. */
  column(line: number, column: number): number
}

const loadedFiles = new Map<string, LoadedFile>()

/** Tells `captureSite` that the module at `url` is a loaded copy of an author's file. */
export function registerLoadedFile(url: string, file: LoadedFile): void {
  loadedFiles.set(url, file)
}

// Frames below this folder are ours: in the sources it is src/, in the package it is dist/.
const ownFolder = new URL(import.meta.url.endsWith('/src/author/site.ts') ? '..' : '.', import.meta.url).href
const ownPath = ownFolder.slice('file://'.length)

let isCompiling = false

/** Runs what the compiler does with a description: nothing that it names is named by an author. */
export function withoutSites<T>(work: () => T): T {
  isCompiling = true
  try {
    return work()
  } finally {
    isCompiling = false
  }
}

// Nearly all that an author names stands at most seven calls above us, and V8 takes time for each frame.
const depths = [8, 20]

/**
 * The place in the author's file that led here: the first frame of the stack that a platform wrote.
 * Undefined when no such frame is among the nearest twenty, as when a library built the description.
 */
export function captureSite(): Site | undefined {
  if (isCompiling) return undefined
  for (const depth of depths) {
    const frames = callSites(depth)
    for (const frame of frames) {
      const url = frame.getFileName() ?? ''
      if (!isOurs(url)) return siteOf(url, frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1)
    }
    if (frames.length < depth) return undefined
  }
  return undefined
}

/**
 * The places in the stack of an error that a platform's own code threw: the innermost, which may be in a package,
 * and the author's lines that led there.
 */
export function sitesOfError(error: Error): Site[] {
  const frames = (error.stack ?? '').matchAll(/\(?((?:file:\/\/)?\/[^()\s]+):(\d+):(\d+)\)?$/gm)
  const sites: Site[] = []
  for (const [, url, line, column] of frames) {
    const site = siteOf(url!, Number(line), Number(column))
    if (site && (sites.length === 0 || loadedFiles.has(url!))) sites.push(site)
  }
  return sites
}

function siteOf(url: string, line: number, column: number): Site | undefined {
  const loaded = loadedFiles.get(url)
  if (loaded) return { file: loaded.file, line, column: loaded.column(line, column) }
  return isOurs(url) ? undefined : { file: url.replace(/^file:\/\//, ''), line, column }
}

/** Whether no author wrote it: Chartwright, Node, or nobody. */
function isOurs(url: string): boolean {
  if (loadedFiles.has(url)) return false
  return url === '' || url.startsWith(ownFolder) || url.startsWith(ownPath) || url.startsWith('node:')
}

/** The calls that led to `captureSite`, the nearest first. */
function callSites(depth: number): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.stackTraceLimit = depth
  Error.prepareStackTrace = (_, frames) => frames
  try {
    const holder: { stack?: NodeJS.CallSite[] } = {}
    Error.captureStackTrace(holder, captureSite)
    return holder.stack!
  } finally {
    Error.prepareStackTrace = prepareStackTrace
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** A place that the author wrote, in the file that is loaded from a URL. */
export function siteAt(url: string, line: number, column: number): Site | undefined {
  const loaded = loadedFiles.get(url)
  return loaded && { file: loaded.file, line, column }
}

/** The site as a field to spread into what it belongs to; nothing when it is unknown. */
export function siteField(): { at?: Site } {
  const at = captureSite()
  return at ? { at } : {}
}
