import { defaultLimits, refusal, type LoadLimits } from '../../chart/index.ts'
import { defaultRenderLimits, type RenderLimits } from '../../engine/index.ts'
import type { FlagValues } from './flag.ts'

/** `--limit name=number`: what a chart may ask for, beyond or below the defaults. Throws HelmError. */
export function limitsOf(flags: FlagValues): Partial<LoadLimits & RenderLimits> {
  const limits: Record<string, number> = {}
  const known = { ...defaultLimits, ...defaultRenderLimits }
  for (const given of flags.list('limit')) {
    const [name = '', value = ''] = given.split('=', 2)
    if (!Object.hasOwn(known, name) || !/^\d{1,15}$/.test(value)) {
      throw refusal('flag-invalid', `invalid argument ${JSON.stringify(given)} for "--limit" flag`, {
        hint: `write --limit name=number, with one of ${Object.keys(known).join(', ')}`,
      })
    }
    limits[name] = Number(value)
  }
  return limits
}
