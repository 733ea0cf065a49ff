/** An item of a platform's document, as its acceptance.json lists it. */
export interface AcceptanceItem {
  id: string
  /** What shows it: the rendered output, a live API server, the services' own behaviour, or somebody else's tool. */
  class: 'render' | 'cluster' | 'runtime' | 'external'
  about: string
}

/** A test that ran, by its full name. */
export interface RanTest {
  name: string
  status: string
}

export interface ItemResult {
  item: AcceptanceItem
  tests: RanTest[]
  result: 'passed' | 'failed' | 'skipped' | 'no test'
}

/** Each item with the tests that name it. A test may name several; one that failed fails all of them. */
export function resultsOf(items: readonly AcceptanceItem[], tests: readonly RanTest[]): ItemResult[] {
  return items.map((item) => {
    const own = tests.filter(({ name }) => new RegExp(`\\b${item.id}\\b`).test(name))
    return { item, tests: own, result: resultOf(own) }
  })
}

function resultOf(tests: readonly RanTest[]): ItemResult['result'] {
  if (tests.length === 0) return 'no test'
  if (tests.some(({ status }) => status === 'failed')) return 'failed'
  return tests.some(({ status }) => status === 'passed') ? 'passed' : 'skipped'
}

/** Ids that tests name and no list knows: a typing mistake would leave an item without its test. */
export function unknownIds(items: readonly AcceptanceItem[], tests: readonly RanTest[]): string[] {
  const known = new Set(items.map(({ id }) => id))
  const prefix = items[0]?.id.replace(/\d+$/, '') ?? ''
  const named = tests.flatMap(({ name }) => name.match(new RegExp(`\\b${prefix}\\d+\\b`, 'g')) ?? [])
  return [...new Set(named)].filter((id) => !known.has(id)).sort()
}

/** A line for each item, and one for each further test of it when `all` is asked for. */
export function report(results: readonly ItemResult[], all = false): string[] {
  return results.flatMap(({ item, tests, result }) => {
    const [first, ...rest] = tests.map(({ name, status }) => (status === 'failed' ? `FAILED ${name}` : name))
    const more = rest.length > 0 && !all ? ` (and ${rest.length} more)` : ''
    const head = `${item.id}  ${item.class.padEnd(8)}  ${result.padEnd(7)}  `
    const failed = tests.filter(({ status }) => status === 'failed').map(({ name }) => `FAILED ${name}`)
    const below = all ? rest : failed.filter((line) => line !== first)
    return [
      `${head}${item.about}: ${first ?? 'nothing shows it'}${more}`,
      ...below.map((name) => `${' '.repeat(head.length)}${name}`),
    ]
  })
}
