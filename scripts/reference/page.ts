import type { Exported } from './exports.ts'

/** One page of the reference. */
export function printPage(title: string, about: string, names: readonly Exported[]): string {
  const functions = names.filter(({ kind }) => kind === 'function')
  const types = names.filter(({ kind }) => kind === 'type')
  return [
    `# ${title}`,
    about,
    ...functions.map((name) => printExport(name, 2)),
    ...(types.length > 0 ? ['## Types', ...types.map((type) => printExport(type, 3))] : []),
  ]
    .join('\n\n')
    .concat('\n')
}

function printExport({ name, summary, params, examples, signature }: Exported, level: number): string {
  const parts = [`${'#'.repeat(level)} \`${name}\``]
  if (summary) parts.push(summary.replace(/\s*\n\s*/g, ' '))
  parts.push(`\`\`\`ts\n${signature}\n\`\`\``)
  if (params.length > 0) parts.push(params.map((param) => `- \`${param.name}\`: ${param.text}`).join('\n'))
  for (const example of examples) parts.push(`Example:\n\n\`\`\`ts\n${example}\n\`\`\``)
  return parts.join('\n\n')
}
