const longest = 240

/**
 * The first sentences of a description, as far as they fit: editors show them beside every field, and the
 * whole text (a megabyte) would be read at each start of the type checker.
 */
export function describe(text: string | undefined, indent: string): string {
  const kept = firstSentences((text ?? '').replace(/\s+/g, ' ').trim())
  return kept ? `${indent}/** ${kept.replaceAll('*/', '*\\/')} */\n` : ''
}

function firstSentences(text: string): string {
  const sentences = text.split(/(?<=[.!?]) (?=[A-Z"'`])/)
  let kept = ''
  for (const sentence of sentences) {
    if (/^(More info|Cannot be updated|This field)\b/.test(sentence) && kept) break
    const next = kept ? `${kept} ${sentence}` : sentence
    if (kept && next.length > longest) break
    kept = next
  }
  return kept.length > longest * 2 ? `${kept.slice(0, longest).replace(/\s+\S*$/, '')} …` : kept
}
