/** Where Helm says the schema of a chart lives. */
export const schemaUrl = 'file:///values.schema.json'

const drafts: Record<string, number> = {
  'json-schema.org/schema': 2020,
  'json-schema.org/draft/2020-12/schema': 2020,
  'json-schema.org/draft/2019-09/schema': 2019,
  'json-schema.org/draft-07/schema': 7,
  'json-schema.org/draft-06/schema': 6,
  'json-schema.org/draft-04/schema': 4,
}

/** The draft a `$schema` names; undefined for one that is not built in. */
export function draftOf(url: string): number | undefined {
  const hash = url.indexOf('#')
  if (hash >= 0 && hash !== url.length - 1) return undefined
  const bare = (hash < 0 ? url : url.slice(0, hash)).replace(/^https?:\/\//, '')
  return Object.hasOwn(drafts, bare) ? drafts[bare] : undefined
}
