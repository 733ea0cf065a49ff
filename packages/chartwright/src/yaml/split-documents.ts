import { YamlError } from './error.ts'

/**
 * Cuts a text into documents as Kubernetes' YAMLReader does: at lines that start with `---` and hold nothing
 * more but blanks and a comment. Content on such a line is an error, whatever YAML says. The separator before
 * the first document stays with it, and lines end with a newline whatever they ended with. One after the other:
 * what is wrong with a document is told before a bad separator behind it.
 */
export function* splitDocuments(text: string): Generator<{ text: string; line: number }> {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  let current = ''
  let start = 1
  for (const [i, raw] of lines.entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (line.startsWith('---')) {
      const rest = line.slice(3).trim()
      if (rest !== '' && !rest.startsWith('#'))
        throw new YamlError(`invalid Yaml document separator: ${rest}`, i + 1, 4)
      if (current !== '') {
        yield { text: current, line: start }
        current = ''
        start = i + 2
        continue
      }
    }
    if (current === '') start = i + 1
    current += `${line}\n`
  }
  if (current !== '') yield { text: current, line: start }
}
