/** How much of a chart is read before it is refused. Helm's own limits, and ours for what Helm lets through. */
export interface LoadLimits {
  /** All files of one chart, unpacked. Helm's figure, which all versions but 3.17.2 and older keep. */
  chartBytes: number
  /** One file, in the versions of Helm that limit it. */
  fileBytes: number
  /** Files in one archive or folder. Helm has no limit. */
  files: number
  /** Charts inside charts inside charts. Helm has no limit. */
  depth: number
}

export const defaultLimits: LoadLimits = {
  chartBytes: 100 * 1024 * 1024,
  fileBytes: 5 * 1024 * 1024,
  files: 50_000,
  depth: 64,
}
