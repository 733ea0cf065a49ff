import ts from 'typescript'
import path from 'node:path'
import { root } from '../../test/support/repository.ts'

/** The repository's own options. */
export function compilerOptions(): ts.CompilerOptions {
  const file = path.join(root, 'tsconfig.json')
  return ts.parseJsonConfigFileContent(ts.readConfigFile(file, ts.sys.readFile).config, ts.sys, root).options
}
