// What few charts need of `template` lies in a script of its own, which is read when it is first called: loading the
// rest, V8's compiled form and all, is a sixth of a small render. docs/decisions/016-bundles.md has the figures.
import fs from 'node:fs'
import path from 'node:path'
import * as acorn from 'acorn'
import esbuild from 'esbuild'

/**
 * Modules of which less than one public chart in twenty runs anything, as V8's coverage of a hundred of them says.
 * What only they import goes with them. To the rest each is its exported functions; what else it exports stays here.
 */
const seldomNeeded = [
  'chart/load/read-archive.ts',
  'chart/manifests/manifest-failure.ts',
  'chart/schema/compile.ts',
  'chart/schema/failure-text.ts',
  'chart/schema/finding.ts',
  'chart/schema/legacy-compile.ts',
  'chart/schema/legacy-validate.ts',
  'chart/schema/metaschemas.ts',
  'chart/schema/validate.ts',
  'chart/values/read-json.ts',
  'chart/values/set.ts',
  'cli/dependencies/update-dependencies.ts',
  'cli/output/failure.ts',
  'cli/output/manifest-files.ts',
  'diagnostics/print.ts',
  'diagnostics/suggest.ts',
  'engine/execution-failure.ts',
  'engine/render-name-template.ts',
  'go/bcrypt.ts',
  'go/json.ts',
  'go/sha1.ts',
  'go/sha512.ts',
  'go/toml.ts',
  'go/toml-reader.ts',
  'io/gunzip.ts',
  'template/node-text.ts',
  'yaml/emit-pretty.ts',
  'yaml/read-document.ts',
]

/**
 * esbuild's options for two scripts in place of one: `often` begins at `entry` and loads `seldom` by the function
 * that it is given as its fourth argument.
 *
 * @param entry the module that the one script began at
 * @param sources the folder of the names above
 * @param common what both are built with
 */
export async function splitSeldomNeeded(entry, sources, common) {
  const graph = await importsFrom(entry, common)
  const stubs = new Set(seldomNeeded.map((name) => path.join(sources, name)))
  for (const file of stubs) if (!graph.has(file)) throw new Error(`${file} is in no render`)
  const often = reachable(entry, graph, stubs)
  const seldom = new Set([...graph.keys()].filter((file) => !often.has(file)))
  const nameOf = (file) => path.relative(sources, file).replaceAll(path.sep, '/')

  // What the seldom needed asks of the rest, by name: the rest hands it over when it loads them.
  const shared = new Map()
  for (const file of seldom)
    for (const { from, names } of importsOf(file)) {
      const target = path.resolve(path.dirname(file), from)
      if (!often.has(target)) continue
      const asked = shared.get(target) ?? new Set()
      for (const name of names) asked.add(name)
      shared.set(target, asked)
    }

  const listed = (files) => listing([...files].map(([file, names]) => [file, nameOf(file), [...names]]))
  const exported = new Map([...stubs].map((file) => [file, functionsOf(file)]))
  return {
    often: {
      ...common,
      stdin: {
        contents: `export * from ${JSON.stringify(entry)}\nimport ${JSON.stringify(loaderName)}`,
        resolveDir: sources,
      },
      plugins: [
        ...common.plugins,
        { name: 'seldom-needed', setup: (build) => callWhenAsked(build, exported, nameOf, listed(shared)) },
      ],
    },
    seldom: {
      ...common,
      stdin: { contents: listed(exported), resolveDir: sources },
      plugins: [
        ...common.plugins,
        { name: 'often-needed', setup: (build) => takeFromTheOther(build, often, nameOf) },
      ],
    },
  }
}

const loaderName = 'seldom-needed'

/** `export const modules = { 'go/json.ts': { toJson, … }, … }`, made anew at each call. */
function listing(files) {
  const imports = files.map(
    ([file, , names], at) =>
      `import { ${names.map((name) => `${name} as ${name}_${at}`).join(', ')} } from ${JSON.stringify(file)}`,
  )
  const entries = files.map(
    ([, name, names], at) =>
      `${JSON.stringify(name)}: { ${names.map((each) => `${each}: ${each}_${at}`).join(', ')} }`,
  )
  return `${imports.join('\n')}\nexport const modules = () => ({\n${entries.join(',\n')}\n})\n`
}

/** In the script of the seldom needed, imports of the rest are calls of the `require` that it is given. */
function takeFromTheOther({ onResolve }, often, nameOf) {
  onResolve({ filter: /^\./ }, ({ path: from, resolveDir }) => {
    const file = path.resolve(resolveDir, from)
    return often.has(file) ? { path: nameOf(file), external: true } : undefined
  })
}

/** In the first script, each function of a module that is seldom needed is a call of the other's. */
function callWhenAsked({ onResolve, onLoad }, exported, nameOf, shared) {
  onResolve({ filter: new RegExp(`^${loaderName}$`) }, ({ path }) => ({ path, namespace: loaderName }))
  onLoad({ filter: /./, namespace: loaderName }, () => ({
    contents: `${shared}
      let loaded
      export const seldomNeeded = (name) => (loaded ??= loadSeldomNeeded(modules()).modules())[name]`,
    resolveDir: path.dirname([...exported.keys()][0]),
  }))
  onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
    if (!exported.has(file)) return undefined
    const functions = exported
      .get(file)
      .map(
        (name) =>
          `export function ${name}(...all) { return seldomNeeded(${JSON.stringify(nameOf(file))}).${name}(...all) }`,
      )
    return { contents: `import { seldomNeeded } from '${loaderName}'\n${functions.join('\n')}` }
  })
}

/** Each file that a bundle of `entry` is made of, with those it imports. */
async function importsFrom(entry, common) {
  const { metafile } = await esbuild.build({
    ...common,
    entryPoints: [entry],
    outfile: 'unused.cjs',
    write: false,
    metafile: true,
  })
  const inputs = Object.entries(metafile.inputs).filter(([file]) => file.endsWith('.ts'))
  return new Map(
    inputs.map(([file, { imports }]) => [
      path.resolve(file),
      imports.map((each) => path.resolve(each.path)).filter((each) => each.endsWith('.ts')),
    ]),
  )
}

function reachable(entry, graph, without) {
  const found = new Set()
  const visit = (file) => {
    if (found.has(file) || without.has(file)) return
    found.add(file)
    for (const next of graph.get(file) ?? []) visit(next)
  }
  visit(entry)
  return found
}

function syntaxOf(file) {
  const { code } = esbuild.transformSync(fs.readFileSync(file, 'utf8'), { loader: 'ts', format: 'esm' })
  return acorn.parse(code, { ecmaVersion: 'latest', sourceType: 'module' }).body
}

function importsOf(file) {
  return syntaxOf(file)
    .filter((statement) => statement.source?.value.startsWith('.'))
    .map(({ source, specifiers }) => {
      if (!specifiers?.every((each) => each.type !== 'ImportNamespaceSpecifier'))
        throw new Error(`${file} takes all of ${source.value}`)
      return { from: source.value, names: specifiers.map((each) => (each.imported ?? each.local).name) }
    })
}

function functionsOf(file) {
  return syntaxOf(file)
    .filter((statement) => statement.type === 'ExportNamedDeclaration')
    .flatMap(({ declaration, specifiers }) =>
      declaration
        ? declaration.type === 'FunctionDeclaration'
          ? [declaration.id.name]
          : []
        : specifiers.map((each) => each.exported.name),
    )
}
