import fs from 'node:fs'

/** Put in place by scripts/build.mjs; absent when the sources run as they are. */
declare const CHARTWRIGHT_VERSION: string | undefined

/** The version in package.json. */
export const packageVersion: string =
  typeof CHARTWRIGHT_VERSION === 'string'
    ? CHARTWRIGHT_VERSION
    : (
        JSON.parse(fs.readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
          version: string
        }
      ).version
