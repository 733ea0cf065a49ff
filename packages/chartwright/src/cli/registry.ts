import type { CommandEntry } from './command.ts'
import type { Registry } from './run.ts'

/** Every command, with its code loaded when it is asked for. */
const commands: Readonly<Record<string, CommandEntry>> = {
  init: {
    summary: 'write a first platform that builds',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  build: {
    summary: "build a Helm chart from a platform's TypeScript",
    load: async () => (await import('./commands/build.ts')).buildCommand,
  },
  template: {
    summary: "render a chart's templates, as helm template does",
    load: async () => (await import('./commands/template.ts')).templateCommand,
  },
  lint: {
    summary: 'examine a chart for possible issues, as helm lint does',
    load: async () => (await import('./commands/lint.ts')).lintCommand,
  },
  show: {
    summary: "show a chart's values, schema, readme, notes, intents, a picture, or its definition",
    load: async () => (await import('./commands/show.ts')).showCommand,
  },
  diff: {
    summary: 'show what differs between two renders of a chart, or two charts',
    load: async () => (await import('./commands/diff.ts')).diffCommand,
  },
  explain: {
    summary: 'say which template lines and values keys make a field, and what a key moves',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  import: {
    summary: 'write typed builders for custom resources',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  completion: {
    summary: 'print the script with which a shell completes command lines',
    load: async () => (await import('./commands/completion.ts')).completionCommand,
  },
  version: {
    summary: 'print the version',
    load: async () => (await import('./commands/version.ts')).versionCommand,
  },
  help: {
    summary: 'say what a command does',
    load: async () => (await import('./commands/help.ts')).helpCommand,
  },
}

export const registry: Registry = {
  commands,
  help: async (io, path) => (await import('./commands/help.ts')).printHelp(commands, io, path),
}
