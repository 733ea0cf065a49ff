import type { OutputLine } from '../engine/index.ts'
import { commonItems } from '../objects/list-match.ts'
import type { RawChange } from './compare-values.ts'

/**
 * Of the lines of a field, those that hold what changed: of a script of a hundred lines in which one differs,
 * that one. All of them where that cannot be told.
 */
export function changedLines(
  { from, to }: RawChange,
  before: readonly OutputLine[],
  after: readonly OutputLine[],
): readonly [readonly OutputLine[], readonly OutputLine[]] {
  if (typeof from !== 'string' || typeof to !== 'string') return [before, after]
  if (before.length < 3 && after.length < 3) return [before, after]
  const texts = (lines: readonly OutputLine[]) => lines.map(({ text }) => text.trim())
  const common = commonItems(texts(before), texts(after))
  const [inFrom, inTo] = [new Set(common.map(([at]) => at)), new Set(common.map(([, at]) => at))]
  const left = [before.filter((_, at) => !inFrom.has(at)), after.filter((_, at) => !inTo.has(at))] as const
  return left[0].length + left[1].length > 0 ? left : [before, after]
}
