import { createRequire } from 'node:module'

/** Put in place by scripts/build.mjs; absent when the sources run as they are. */
declare const CHARTWRIGHT_VERSION: string | undefined

/** The version in package.json. */
export const packageVersion: string =
  typeof CHARTWRIGHT_VERSION === 'string'
    ? CHARTWRIGHT_VERSION
    : (createRequire(import.meta.url)('../../package.json') as { version: string }).version
