/** A place in the text. `line` counts from 0; `column` and `index` count code points, as libyaml does. */
export interface Mark {
  readonly line: number
  readonly column: number
  readonly index: number
  /** In UTF-16 units: what JavaScript indexes by. */
  readonly offset: number
  /** The offset at which the line starts. */
  readonly lineStart: number
}
