import path from 'node:path'
import ts from 'typescript'

/** One name that `chartwright` exports, as its source says it. */
export interface Exported {
  name: string
  /** The file that declares it, without folder and ending: `workload`. */
  file: string
  kind: 'function' | 'type'
  /** Its docstring before the tags. */
  summary: string
  params: { name: string; text: string }[]
  examples: string[]
  /** Declarations without bodies, one an overload. */
  signature: string
}

/** What a module exports, in the order of its declarations. Throws when it cannot be read. */
export function readExports(entry: string, options: ts.CompilerOptions): Exported[] {
  const program = ts.createProgram([entry], options)
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!)
  if (!module) throw new Error(`${entry} exports nothing`)
  return checker.getExportsOfModule(module).flatMap((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    const declarations = (target.declarations ?? []).filter((declaration) => !isImplementation(declaration))
    const [first] = declarations
    if (!first) return []
    const tags = target.getJsDocTags(checker)
    const texts = (name: string) =>
      tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text).trim())
    return [
      {
        name: symbol.name,
        file: path.basename(first.getSourceFile().fileName, '.ts'),
        kind:
          ts.isInterfaceDeclaration(first) || ts.isTypeAliasDeclaration(first) || ts.isClassDeclaration(first)
            ? 'type'
            : 'function',
        summary: ts.displayPartsToString(target.getDocumentationComment(checker)).trim(),
        params: texts('param').map(readParam),
        examples: texts('example'),
        signature: declarations.map(signatureOf).join('\n'),
      },
    ]
  })
}

/** The last of several overloads has the body, and is not for callers. */
function isImplementation(declaration: ts.Declaration): boolean {
  if (!ts.isFunctionDeclaration(declaration) || !declaration.body) return false
  const siblings = declaration.parent.getChildren().flatMap((child) => child.getChildren())
  return siblings.some(
    (other) =>
      other !== declaration &&
      ts.isFunctionDeclaration(other) &&
      !other.body &&
      other.name?.text === declaration.name?.text,
  )
}

function readParam(text: string): { name: string; text: string } {
  const [, name = '', rest = ''] = /^(\S+)\s+(?:-\s+)?([\s\S]*)$/.exec(text) ?? []
  return { name, text: rest.replace(/\s+/g, ' ') }
}

function signatureOf(declaration: ts.Declaration): string {
  const source = declaration.getSourceFile()
  const text = (from: number, to: number) => source.text.slice(from, to).trim()
  const start = declaration.getStart(source)
  if (ts.isFunctionDeclaration(declaration)) {
    return plain(text(start, declaration.body?.getStart(source) ?? declaration.end))
  }
  if (ts.isVariableDeclaration(declaration)) {
    const made = declaration.initializer
    if (made && ts.isArrowFunction(made)) {
      const head = text(made.getStart(source), made.equalsGreaterThanToken.getStart(source))
      return plain(`function ${declaration.name.getText(source)}${head}`)
    }
    const type = declaration.type?.getText(source)
    return `const ${declaration.name.getText(source)}${type ? `: ${type}` : ''}`
  }
  if (ts.isClassDeclaration(declaration)) return classSignature(declaration)
  return plain(text(start, declaration.end))
}

/** A class as its users see it: public methods without bodies. */
function classSignature(declaration: ts.ClassDeclaration): string {
  const source = declaration.getSourceFile()
  const head = source.text.slice(declaration.getStart(source), declaration.members.pos)
  const methods = declaration.members.filter(
    (member): member is ts.MethodDeclaration =>
      ts.isMethodDeclaration(member) && !ts.getModifiers(member)?.length,
  )
  const lines = methods.map((method) =>
    source.text.slice(method.getStart(source, true), method.body?.getStart(source)).trim(),
  )
  return plain([head, ...lines.map((line) => `  ${line}`), '}'].join('\n'))
}

const plain = (text: string) => text.replace(/^export (declare )?/, '')
