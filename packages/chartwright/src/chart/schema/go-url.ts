import { GoError } from '../../go/index.ts'
import { type Url, parseUrl } from '../../go/url.ts'

/** Go's url.Parse, with its refusal as data: the format checks report it. */
export function goUrl(text: string): Url | { error: string } {
  try {
    return parseUrl(text)
  } catch (error) {
    if (error instanceof GoError) return { error: error.message }
    throw error
  }
}
