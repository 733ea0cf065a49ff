import type { SweepResult } from './public-sweep.ts'

/** Groups what differs by what it looks like, names and numbers left out, largest group first. */
export function reportClasses(differing: readonly SweepResult[], examples: number): string {
  const classes = new Map<string, SweepResult[]>()
  for (const result of differing) {
    const name = classOf(result)
    classes.set(name, [...(classes.get(name) ?? []), result])
  }
  return [...classes]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(
      ([name, results]) =>
        `${results.length} × ${name}\n${results.slice(0, examples).map(describe).join('')}`,
    )
    .join('\n')
}

function classOf({ reason, difference }: SweepResult): string {
  return `${reason}\n${difference?.context ?? ''}`
    .split('\n')
    .filter((line, at) => at === 0 || /^ {2}[-+]/.test(line))
    .join('\n')
    .replace(/[\w./-]+\.(yaml|yml|tpl|txt|tgz)/g, 'FILE')
    .replace(/\d+/g, '0')
    .slice(0, 300)
}

function describe({ helm, args, reason, difference }: SweepResult): string {
  const place = difference ? `line ${difference.line}, byte ${difference.byte}:\n${difference.context}\n` : ''
  return `  helm ${helm} · ${args.join(' ')}\n  ${reason}\n${place}`
}
