import path from 'node:path'
import { type Diagnostic, hasErrors } from '../../diagnostics/index.ts'
import type { CliIo } from '../cli-io.ts'
import type { Command } from '../command.ts'
import { devDependencies, platformFiles, scripts } from '../init/platform-files.ts'
import { printFindings } from '../output/failure.ts'

/** `chartwright init hello`: a folder with a first platform, ready to build. */
export const initCommand: Command = {
  usage: 'init [FOLDER] [flags]',
  summary: 'write a first platform that builds',
  description: `Writes a first platform into FOLDER, or into the current folder: chart.ts with one service,
package.json, tsconfig.json, ESLint's configuration with our rule, and a README with the
next steps.

No file is overwritten. A package.json, README.md or .gitignore that is there stays as it
is; any other stops the command before it writes anything.`,
  flags: {
    name: { kind: 'string', value: 'name', help: "the chart's name (default: the folder's)" },
  },
  args: { max: 1 },
  run({ io, flags, args }) {
    const folder = args[0] ?? '.'
    const name = flags.isSet('name') ? flags.text('name') : path.basename(io.files.absolutePath(folder))
    const made = platformFiles(name)
    const present = [...made.keys()].filter((file) => io.files.stat(path.join(folder, file)))
    const findings = [
      ...checkFolder(io, folder),
      ...checkName(name),
      ...present.map((file) => taken(folder, file)),
    ]
    printFindings(findings, io)
    if (hasErrors(findings)) return 1
    for (const [file, text] of made) {
      if (present.includes(file)) continue
      io.files.writeFile(path.join(folder, file), text)
      io.stdout(`${path.join(folder, file)}\n`)
    }
    io.stdout(`\nNext:\n${folder === '.' ? '' : `  cd ${folder}\n`}  npm install\n  npm run build\n`)
    return 0
  },
}

/** Files that many folders have before: they stay, and a person puts in what is missing. */
const kept = ['package.json', 'README.md', '.gitignore']

function taken(folder: string, name: string): Diagnostic {
  const file = path.join(folder, name)
  if (!kept.includes(name))
    return {
      code: 'init-file-taken',
      severity: 'error',
      message: `${file} is there already, and init overwrites nothing`,
      hint: 'give another folder, or move the file away',
    }
  return {
    code: 'init-file-kept',
    severity: 'warning',
    message: `${file} is there already and stays as it is`,
    ...(name === 'package.json' && {
      notes: [{ message: `what the platform needs in it:\n${additions()}` }],
    }),
    ...(name === '.gitignore' && { hint: 'see that it has a line node_modules/' }),
  }
}

/** The commands that give a package.json what a new one would have. */
function additions(): string {
  const set = Object.entries(scripts).map(([key, value]) => `scripts.${key}="${value}"`)
  const packages = Object.entries(devDependencies).map(([key, range]) => `"${key}@${range}"`)
  return `npm pkg set type=module ${set.join(' ')}\nnpm install --save-dev ${packages.join(' ')}`
}

function checkFolder({ files }: CliIo, folder: string): Diagnostic[] {
  const found = files.stat(folder)
  if (!found || found.kind === 'directory') return []
  return [{ code: 'init-file-taken', severity: 'error', message: `${folder} is a file, not a folder` }]
}

/** As of the names of components: objects have 63 characters, and the release stands in front. */
const longest = 40

/** A chart's name becomes part of every object's name: what DNS takes, short enough to leave room. */
function checkName(name: string): Diagnostic[] {
  if (/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= longest) return []
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, longest)
  return [
    {
      code: 'name-invalid',
      severity: 'error',
      message: `"${name}" cannot be a chart's name: it has small letters, digits and dashes, begins with a letter and has at most ${longest} of them`,
      hint: near ? `write --name ${near}` : 'write --name and one that is',
    },
  ]
}
