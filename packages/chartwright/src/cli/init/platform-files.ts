import { packageVersion } from '../package-version.ts'
import { chartFile } from './chart-file.ts'
import { readmeFile } from './readme-file.ts'

/** The majors that the repository itself is checked with; test/repo/first-platform.test.ts holds them to it. */
const tools = { eslint: '^10.0.0', typescript: '~6.0.0', 'typescript-eslint': '^8.58.0' }

/** What `init` writes for a platform of this name, by path. */
export function platformFiles(name: string): Map<string, string> {
  return new Map([
    ['package.json', json(manifest(name))],
    ['tsconfig.json', json(compilerOptions)],
    ['eslint.config.mjs', lintRules],
    ['chart.ts', chartFile(name)],
    ['README.md', readmeFile(name)],
    ['.gitignore', 'node_modules/\n'],
  ])
}

/** The scripts that `init` writes, and tells whoever has a package.json already. */
export const scripts = {
  build: 'chartwright build . --check',
  watch: 'chartwright build . --watch',
  types: 'tsc',
  lint: 'eslint .',
}

/** What the scripts need to be installed. */
export const devDependencies = { chartwright: `^${packageVersion}`, ...tools }

const manifest = (name: string) => ({
  name,
  private: true,
  version: '0.1.0',
  type: 'module',
  scripts,
  devDependencies,
})

const compilerOptions = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'ESNext',
    moduleResolution: 'bundler',
    types: [],
    strict: true,
    noUnusedLocals: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    // Types are blanked, not compiled: enums and parameter properties have nothing to blank.
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  },
  include: ['**/*.ts'],
}

const lintRules = `import chartwright from 'chartwright/eslint'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['charts/**'] },
  ...tseslint.configs.recommended,
  // Shows where an expression of the chart is used as a JavaScript value.
  chartwright.configs.recommended,
)
`

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
