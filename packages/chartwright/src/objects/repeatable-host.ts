import type { Host } from '../io/index.ts'

/**
 * A host whose randomness and clock stand still: renders with the same seed draw the same. Keys, which nobody
 * can seed, are made once for each seed and place in a render and kept.
 *
 * @param keys what was made so far, shared by renders that are compared
 */
export function repeatableHost(
  host: Host,
  seed: number,
  now: number,
  keys: Map<string, string>,
): { host: Host; wasAsked(): boolean } {
  let wasAsked = false
  let state = (seed * 0x9e3779b9) | 1
  let made = 0
  // xorshift32: neither secret nor strong, only other bytes every time.
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state & 0xff
  }
  const { crypto } = host
  const repeatable: Host = {
    now() {
      wasAsked = true
      return now
    },
    zone: (name, at) => host.zone(name, at),
    randomBytes(length) {
      wasAsked = true
      return Uint8Array.from({ length }, next)
    },
    environment: (name) => host.environment(name),
    ...(crypto && {
      crypto: Object.assign(Object.create(crypto) as typeof crypto, {
        generateKey(kind: Parameters<typeof crypto.generateKey>[0], bits?: number) {
          wasAsked = true
          const id = `${seed} ${made++} ${kind} ${bits}`
          if (!keys.has(id)) keys.set(id, crypto.generateKey(kind, bits))
          return keys.get(id)!
        },
      }),
    }),
  }
  return { host: repeatable, wasAsked: () => wasAsked }
}
