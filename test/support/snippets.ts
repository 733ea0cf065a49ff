import fs from 'node:fs'
import path from 'node:path'
import { filesBelow, root } from './repository.ts'

export interface Snippet {
  /** The page it stands on, and its line there. */
  page: string
  line: number
  language: string
  text: string
}

/** The fenced blocks of README.md and docs/. */
export function readSnippets(): Snippet[] {
  const pages = ['README.md', 'packages/chartwright/README.md', ...filesBelow('docs')]
  return pages.filter((page) => page.endsWith('.md')).flatMap(snippetsOf)
}

function snippetsOf(page: string): Snippet[] {
  const snippets: Snippet[] = []
  let open: Snippet | undefined
  fs.readFileSync(path.join(root, page), 'utf8')
    .split('\n')
    .forEach((text, index) => {
      const fence = /^\s*```(\w*)/.exec(text)
      if (!fence) {
        if (open) open.text += `${text}\n`
      } else if (open) {
        snippets.push(open)
        open = undefined
      } else open = { page, line: index + 1, language: fence[1], text: '' }
    })
  return snippets
}
