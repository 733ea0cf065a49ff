import { commonItems } from '../../objects/index.ts'

export interface DiffLine {
  sign: '-' | '+' | ' ' | '…'
  text: string
}

/** Two texts line by line: what differs, with some lines around it; `…` where lines are left out. */
export function lineDiff(from: readonly string[], to: readonly string[], context = 2): DiffLine[] {
  const all: DiffLine[] = []
  let [i, j] = [0, 0]
  for (const [x, y] of [...commonItems(from, to), [from.length, to.length] as const]) {
    while (i < x) all.push({ sign: '-', text: from[i++]! })
    while (j < y) all.push({ sign: '+', text: to[j++]! })
    if (x < from.length) all.push({ sign: ' ', text: from[x]! })
    ;[i, j] = [x + 1, y + 1]
  }
  const near = all.map((_, at) =>
    all.slice(Math.max(0, at - context), at + context + 1).some(({ sign }) => sign !== ' '),
  )
  const shown: DiffLine[] = []
  all.forEach((line, at) => {
    if (near[at]) shown.push(line)
    else if (near[at - 1] || at === 0) shown.push({ sign: '…', text: '' })
  })
  return shown
}
