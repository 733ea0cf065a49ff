import { GoError } from '../../go/index.ts'
import { type Url, type UrlHosts, parseUrl } from '../../go/url.ts'

/** Go's url.Parse, with its refusal as data: the format checks report it. */
export function goUrl(text: string, hosts?: UrlHosts): Url | { error: string } {
  try {
    return parseUrl(text, hosts)
  } catch (error) {
    if (error instanceof GoError) return { error: error.message }
    throw error
  }
}
