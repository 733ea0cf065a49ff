/** What `template` prints of one manifest, and the template that it came from. */
interface Block {
  source: string
  text: string
}

function blocksOf(stdout: string): Block[] {
  return stdout
    .split(/^(?=---\n# Source: )/m)
    .filter((text) => text !== '')
    .map((text) => ({ source: /^---\n# Source: (.*)$/m.exec(text)?.[1] ?? '', text }))
}

/**
 * An output of `template` with the manifests of some templates taken from another output. They stand where the first
 * of a template stood before, and at the end where there was none.
 */
export function withBlocksOf(whole: string, part: string, sources: readonly string[]): string {
  const instead = new Map(sources.map((source) => [source, [] as Block[]]))
  for (const block of blocksOf(part)) instead.get(block.source)?.push(block)
  const blocks = blocksOf(whole).flatMap((block) => {
    const own = instead.get(block.source)
    if (!own) return [block]
    return own.splice(0)
  })
  return [...blocks, ...[...instead.values()].flat()].map(({ text }) => text).join('')
}
