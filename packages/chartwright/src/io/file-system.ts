export interface FileEntry {
  name: string
  kind: 'file' | 'directory' | 'link' | 'other'
}

/** Reads and writes files. Paths are absolute or relative to the working directory, with `/` between names. */
export interface FileSystem {
  /**
   * Throws an Error whose `code` is Node's (`ENOENT`, `EISDIR`, …) when it cannot be read.
   *
   * @param most - how many bytes are wanted: of a longer file the rest need not be read
   */
  readFile(path: string, most?: number): Uint8Array
  /** Entries in byte order of their names; links are not followed. Throws as `readFile` does. */
  readDirectory(path: string): FileEntry[]
  /** What stands at a path, links followed; undefined when there is nothing. */
  stat(path: string): { kind: 'file' | 'directory' | 'other'; size: number } | undefined
  realPath(path: string): string
  /** The path from the root, without `.` and `..`; links are not followed. */
  absolutePath(path: string): string
  /**
   * Unpacks gzip. Throws an Error whose `code` is zlib's: `ERR_BUFFER_TOO_LARGE` when more than `maxBytes` come
   * out, `Z_DATA_ERROR` or `Z_BUF_ERROR` for data that is damaged or cut short.
   */
  gunzip(data: Uint8Array, maxBytes: number): Uint8Array
  /** Makes the folders above it. */
  writeFile(path: string, data: Uint8Array | string): void
  /** Gives a file a second name, or copies it where the system has no such thing; makes the folders above it. */
  link(from: string, to: string): void
  rename(from: string, to: string): void
  remove(path: string): void
}
