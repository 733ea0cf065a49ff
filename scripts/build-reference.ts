// npm run build:reference: docs/reference, from the docstrings of what `chartwright` exports and from the help
// of its commands. `--check` writes nothing and fails when a page is not up to date.
import fs from 'node:fs'
import path from 'node:path'
import prettier from 'prettier'
import { root } from '../test/support/repository.ts'
import { commandPage } from './reference/command-page.ts'
import { readExports } from './reference/exports.ts'
import { printPage } from './reference/page.ts'
import { topicOf, topics } from './reference/topics.ts'
import { compilerOptions } from './reference/compiler-options.ts'

const folder = path.join(root, 'docs/reference')
const exported = readExports(path.join(root, 'packages/chartwright/src/index.ts'), compilerOptions())

// A word is documented where it is written: one sentence, and an example of its use.
const bare = exported.filter(
  ({ summary, kind, examples }) => !summary || (kind === 'function' && examples.length === 0),
)
for (const { name, file } of bare)
  console.error(`${name} in author/${file}.ts has no sentence or no @example`)
if (bare.length > 0) process.exitCode = 1

const pages = new Map<string, string>()
for (const topic of topics) {
  const names = exported.filter(({ file }) => topicOf(file) === topic)
  pages.set(`${topic.page}.md`, printPage(topic.title, topic.about, names))
}
pages.set('commands.md', await commandPage())
pages.set('README.md', contents())

const stale: string[] = []
for (const [name, text] of pages) {
  const file = path.join(folder, name)
  const formatted = await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file })
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === formatted) continue
  stale.push(name)
  if (process.argv.includes('--check')) continue
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(file, formatted)
}
const gone = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => !pages.has(name)) : []
if (process.argv.includes('--check')) {
  for (const name of [...stale, ...gone])
    console.error(`docs/reference/${name} is not what npm run build:reference writes`)
  if (stale.length + gone.length > 0) process.exitCode = 1
} else {
  for (const name of gone) fs.rmSync(path.join(folder, name))
  console.log(`${pages.size} pages, ${stale.length + gone.length} changed`)
}

function contents(): string {
  const lines = topics.map(({ page, title, about, files: _ }) => {
    const names = exported.filter(({ file, kind }) => kind === 'function' && topicOf(file).page === page)
    const links = names.map(({ name }) => `[\`${name}\`](${page}.md#${name.toLowerCase()})`)
    return `**[${title}](${page}.md)** ${about} ${links.join(', ')}`
  })
  return [
    '# Reference',
    'Written from the docstrings by `npm run build:reference`; [the guide](../guide/README.md) is the better start.',
    ...lines,
    '**[Commands](commands.md)** Every command of `chartwright` and its flags.',
  ].join('\n\n')
}
