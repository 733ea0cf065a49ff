import fs from 'node:fs'
import path from 'node:path'
import { loadChart } from '../../packages/chartwright/src/chart/index.ts'
import { diagramOf } from '../../packages/chartwright/src/cli/diagram/diagram-of.ts'
import { fixedHost } from '../../packages/chartwright/src/io/index.ts'
import { nodeFileSystem } from '../../packages/chartwright/src/io/node.ts'
import { filesBelow, root } from '../../test/support/repository.ts'
import { everywhere, topics } from './topics.ts'

interface Platform {
  name: string
  title: string
  about: string
  words: Set<string>
  kinds: string[]
  figures: Record<string, string | number>
}

/** docs/platforms.md and the pictures that it shows, by path. Whatever is in platforms/ is in them. */
export function platformsPage(): Map<string, string> {
  const names = fs.readdirSync(path.join(root, 'platforms')).sort()
  const platforms = names.map(readPlatform)
  const pictures = names.map((name): [string, string] => {
    const chart = loadChart(nodeFileSystem, path.join(root, 'charts', name))
    return [`docs/platforms/${name}.svg`, diagramOf(chart, fixedHost())]
  })
  return new Map([['docs/platforms.md', pageOf(platforms)], ...pictures])
}

/** Writes what is new and removes pictures of platforms that are gone. */
export function writePlatformsPage(): void {
  const files = platformsPage()
  const folder = path.join(root, 'docs/platforms')
  fs.mkdirSync(folder, { recursive: true })
  for (const name of fs.readdirSync(folder))
    if (!files.has(`docs/platforms/${name}`)) fs.rmSync(path.join(folder, name))
  for (const [file, text] of files) fs.writeFileSync(path.join(root, file), text)
}

function readPlatform(name: string): Platform {
  const folder = path.join(root, 'platforms', name)
  const chart = path.join(root, 'charts', name)
  const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8')
  const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')
  const description = filesBelow(`platforms/${name}`)
    .filter((file) => file.endsWith('.ts') && !file.includes('/test/'))
    .map(read)
    .join('')
  const templates = filesBelow(`charts/${name}/templates`)
  const texts = templates.map(read)
  const intents = JSON.parse(fs.readFileSync(path.join(chart, 'intents.json'), 'utf8')) as {
    workloads: object
  }
  const examples = fs.readdirSync(path.join(folder, 'examples')).filter((file) => file.endsWith('.yaml'))
  return {
    name,
    title: /^# (.*)$/m.exec(readme)![1]!,
    about: aboutOf(readme),
    words: importedWords(description),
    kinds: [
      ...new Set(texts.flatMap((text) => [...text.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind!))),
    ].sort(),
    figures: {
      'lines of TypeScript': description.split('\n').length - 1,
      components: Object.keys(intents.workloads).length,
      templates: templates.filter((file) => file.endsWith('.yaml')).length,
      'lines of templates': texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0),
      examples: examples.length,
      'items of its document': readItems(folder),
    },
  }
}

/** The first sentence of a platform's README, without what this page says of all. */
function aboutOf(readme: string): string {
  const text = readme.split('\n\n')[1]!.replace(/`chart\.ts` describes /, '')
  const about = text.replace(/\. `npm run build:charts`.*$/s, '.')
  return about[0]!.toUpperCase() + about.slice(1)
}

function readItems(folder: string): number | string {
  const file = path.join(folder, 'acceptance.json')
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as unknown[]).length : '–'
}

/** The words of the language that a description imports. */
function importedWords(text: string): Set<string> {
  const imports = [...text.matchAll(/^import \{([^}]*)\} from 'chartwright'$/gm)].map(([, names]) => names!)
  const names = imports.flatMap((list) => list.split(',').map((name) => name.replace(/\btype\b/, '').trim()))
  return new Set(names.filter((name) => /^[a-z]/.test(name)))
}

function pageOf(platforms: readonly Platform[]): string {
  const link = ({ name, title }: Platform) => `[${title}](#${anchor(title)}) (\`${name}\`)`
  const head = ['', ...platforms.map(({ name }) => name)]
  const figures = Object.keys(platforms[0]!.figures).map((figure) => [
    figure,
    ...platforms.map((one) => String(one.figures[figure])),
  ])
  return `<!-- Written by npm run build:charts; test/repo/platforms-page.test.ts holds it to that. -->

# The platforms

${platforms.map(link).join(', ')}: each is one \`chart.ts\` in [platforms/](../platforms) and the chart that it builds to in [charts/](../charts). The pictures are what \`chartwright show diagram\` makes of a chart: its components, whom they connect to and how the outside gets in. Arrows at a frame are for each component in it; what the chart's defaults leave out is dashed.

## What each exercises

${table([head, ...figures])}

The words of the language by what they are for, besides those that declare values and compute with them:

${table([head, ...topicRows(platforms)])}

The kinds of objects that their templates make, for some values or for all:

${table([head, ...kindRows(platforms)])}
${platforms.map(section).join('')}`
}

function section({ name, title, about }: Platform): string {
  return `
## ${title}

${about}

[chart.ts](../platforms/${name}/chart.ts) · [its README](../platforms/${name}/README.md) · [the chart](../charts/${name}) · [for those who install it](../charts/${name}/README.md)

![The components of ${title} and whom they connect to](platforms/${name}.svg)
`
}

function topicRows(platforms: readonly Platform[]): string[][] {
  const known = new Set(Object.values(topics).flat())
  const others = [...new Set(platforms.flatMap(({ words }) => [...words]))]
    .filter((word) => !known.has(word) && !everywhere.has(word) && !word.endsWith('Values'))
    .sort()
  return Object.entries({ ...topics, other: others })
    .map(([topic, words]) => [
      topic,
      ...platforms.map((one) =>
        words
          .filter((word) => one.words.has(word))
          .map((word) => `\`${word}\``)
          .join(' '),
      ),
    ])
    .filter(([, ...cells]) => cells.some((cell) => cell !== ''))
}

function kindRows(platforms: readonly Platform[]): string[][] {
  const kinds = [...new Set(platforms.flatMap((one) => one.kinds))].sort()
  return kinds.map((kind) => [kind, ...platforms.map((one) => (one.kinds.includes(kind) ? '✓' : ''))])
}

function table(rows: readonly (readonly string[])[]): string {
  const [head, ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`)
  return [head, `|${'---|'.repeat(rows[0]!.length)}`, ...body].join('\n')
}

/** As GitHub makes one of a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replace(/ /g, '-')
}
