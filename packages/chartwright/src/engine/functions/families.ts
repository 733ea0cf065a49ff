import { casing } from './case.ts'
import { certificates } from './certificates.ts'
import { conversion } from './conversion.ts'
import { dates } from './dates.ts'
import { defaults } from './defaults.ts'
import type { FunctionFamily } from './definition.ts'
import { dicts } from './dicts.ts'
import { durations } from './durations.ts'
import { encoding } from './encoding.ts'
import { hashes } from './hashes.ts'
import { json } from './json.ts'
import { lists } from './lists.ts'
import { math } from './math.ts'
import { network } from './network.ts'
import { passwords } from './passwords.ts'
import { paths } from './paths.ts'
import { random } from './random.ts'
import { reflection } from './reflection.ts'
import { regexps } from './regexps.ts'
import { semver } from './semver.ts'
import { strings } from './strings.ts'
import { toml } from './toml.ts'
import { urls } from './urls.ts'
import { yaml } from './yaml.ts'

/** Sprig's functions and Helm's own, without those that need the render itself (`include`, `tpl`, `lookup`, …). */
export const families: readonly FunctionFamily[] = [
  casing,
  certificates,
  conversion,
  dates,
  defaults,
  dicts,
  durations,
  encoding,
  hashes,
  json,
  lists,
  math,
  network,
  passwords,
  paths,
  random,
  reflection,
  regexps,
  semver,
  strings,
  toml,
  urls,
  yaml,
]
