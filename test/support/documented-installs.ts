import fs from 'node:fs'
import path from 'node:path'
import { root } from './repository.ts'

export interface DocumentedInstall {
  name: string
  /** The arguments of `template` that render what the documented command installs. */
  args: string[]
}

/**
 * Every install that a platform documents: its defaults, its examples, and the commands of its
 * documented-commands.json, where `helm install` and `helm upgrade --install` become `template`.
 */
export function documentedInstalls(platform: string): DocumentedInstall[] {
  const chart = `charts/${platform}`
  const examples = fs
    .readdirSync(path.join(root, 'platforms', platform, 'examples'))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
  return [
    { name: 'defaults', args: ['template', platform, chart] },
    ...examples.map((file) => ({
      name: `examples/${file}`,
      args: ['template', platform, chart, '-f', `${chart}/examples/${file}`],
    })),
    ...documentedCommands(platform).map(({ about, command }) => ({
      name: about,
      args: ['template', ...installWords(command).map((word) => here(word, platform))],
    })),
  ]
}

/** A command that a platform's document asks its readers to type, and the item that says so. */
export interface DocumentedCommand {
  item: string
  about: string
  command: string
}

/** platforms/<name>/documented-commands.json. */
export function documentedCommands(platform: string): DocumentedCommand[] {
  const file = path.join(root, 'platforms', platform, 'documented-commands.json')
  return JSON.parse(fs.readFileSync(file, 'utf8')) as DocumentedCommand[]
}

/** What stands behind `helm install` or `helm upgrade --install`, as the shell gives it to Helm. */
export function installWords(command: string): string[] {
  const words = command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []
  const [, , ...rest] = words.map((word) => word.replace(/^(['"])(.*)\1$/, '$2'))
  return rest.filter((word) => word !== '--install')
}

/** A chart of a repository, or a file beside the reader, as it is found in this repository. */
function here(word: string, platform: string): string {
  if (word.endsWith(`/${platform}`) && !word.startsWith('.')) return `charts/${platform}`
  const example = `charts/${platform}/examples/${word}`
  return /^[^-][^/]*\.yaml$/.test(word) && fs.existsSync(path.join(root, example)) ? example : word
}
