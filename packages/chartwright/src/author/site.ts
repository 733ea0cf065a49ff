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

// Frames below this folder are ours: in the sources it is src/author/, in the package it is dist/.
const ownFolder = new URL('.', import.meta.url).href

/**
 * The place in the author's file that led here: the first frame of the stack that a platform wrote.
 * Undefined when no such frame is among the nearest twenty, as when a library built the description.
 */
export function captureSite(): Site | undefined {
  const holder: { stack?: unknown } = {}
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.stackTraceLimit = 20
  Error.prepareStackTrace = (_, frames) => frames
  Error.captureStackTrace(holder, captureSite)
  const frames = holder.stack as NodeJS.CallSite[]
  Error.prepareStackTrace = prepareStackTrace
  Error.stackTraceLimit = stackTraceLimit
  for (const frame of frames) {
    const url = frame.getFileName()
    if (!url || url.startsWith('node:')) continue
    const loaded = loadedFiles.get(url)
    if (!loaded && (url.startsWith(ownFolder) || url.startsWith(ownFolder.slice('file://'.length)))) continue
    const line = frame.getLineNumber() ?? 1
    const column = frame.getColumnNumber() ?? 1
    if (!loaded) return { file: url.replace(/^file:\/\//, ''), line, column }
    return { file: loaded.file, line, column: loaded.column(line, column) }
  }
  return undefined
}
