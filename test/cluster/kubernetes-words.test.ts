import { expect, test } from 'vitest'
import { words, wordsOf, writeWords } from '../../scripts/kubernetes-types/words.ts'
import { kubectl } from './support/commands.ts'

test('the words that fields take are those that the API server lists', async () => {
  const found = wordsOf(
    JSON.parse(await kubectl(['get', '--raw', '/openapi/v2'])) as Parameters<typeof wordsOf>[0],
  )
  if (process.env.CHARTWRIGHT_UPDATE_WORDS) writeWords(found)
  else expect(words).toEqual(found)
})
