import type { Command } from '../../packages/chartwright/src/cli/command.ts'
import type { Flags } from '../../packages/chartwright/src/cli/flags/flag.ts'
import { globalFlags } from '../../packages/chartwright/src/cli/flags/global-flags.ts'
import { registry } from '../../packages/chartwright/src/cli/registry.ts'

/** The page about the command line, from what `--help` prints. */
export async function commandPage(): Promise<string> {
  const parts = [
    '# Commands',
    'What `chartwright <command> --help` says, on one page. Flags that Helm has too mean what they mean there.',
  ]
  for (const [name, entry] of Object.entries(registry.commands)) {
    parts.push(...describe(await entry.load(), [name]))
  }
  parts.push('## Flags of every command', flagTable(globalFlags))
  return `${parts.join('\n\n')}\n`
}

function describe(command: Command, path: readonly string[]): string[] {
  const heading = `${'#'.repeat(path.length + 1)} ${path.join(' ')}`
  const parts = [heading, paragraphs(command.description), `\`\`\`\nchartwright ${command.usage}\n\`\`\``]
  if (Object.keys(command.flags).length > 0) parts.push(flagTable(command.flags))
  for (const [name, below] of Object.entries(command.subcommands ?? {})) {
    parts.push(...describe(below, [...path, name]))
  }
  return parts
}

/** Lines that are indented, as examples of calls are, keep their form; Markdown reads the others as they are. */
function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((part) =>
      part.split('\n').every((line) => line.startsWith('  ')) ? `\`\`\`\n${unindent(part)}\n\`\`\`` : part,
    )
    .join('\n\n')
}

const unindent = (text: string) => text.replace(/^ {2}/gm, '')

function flagTable(flags: Flags): string {
  const rows = Object.entries(flags)
    .filter(([, flag]) => !flag.hidden)
    .map(([name, flag]) => {
      const short = flag.shorthand ? `\`-${flag.shorthand}\`, ` : ''
      const value = flag.value ? ` ${flag.value}` : ''
      return `| ${short}\`--${name}${value.replaceAll('|', '\\|')}\` | ${flag.help.replaceAll('|', '\\|')} |`
    })
  return ['| flag | |', '|---|---|', ...rows].join('\n')
}
