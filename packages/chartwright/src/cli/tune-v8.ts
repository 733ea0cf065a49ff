/** So many bytes of templates are worth the three milliseconds that loading `node:v8` takes. */
const many = 150_000

/** By Node's major version: V8 complains of flags that it does not know. */
const flags: Record<string, string> = {
  20: '--interrupt-budget=600000',
  22: '--invocation-count-for-turbofan=30000',
  24: '--invocation-count-for-turbofan=30000 --invocation-count-for-maglev=2000',
}

/** Known to all of these. */
const always = '--semi-space-growth-factor=1 --heap-growing-percent=120 --no-parallel-scavenge'

/**
 * Has V8 do for one large render what it would not for a program that stays (docs/performance.md): optimize only
 * what runs far more often than it usually asks for, because a render of half a second spends as much processor
 * time again on machine code that is ready when it is nearly over; and keep memory small. Most of what a render
 * makes is gone at once, so that a young generation of 16 MB holds nothing that one of 1 MB does not.
 *
 * @param templates how many bytes of them are to be rendered
 */
export function tuneV8(templates: number): void {
  if (templates >= many && optimizeLate()) set(always)
}

/** The first half of it, for what runs once and makes little: building a platform. */
export function optimizeLate(): boolean {
  const own = flags[process.versions.node.split('.', 1)[0]!]
  if (own !== undefined) set(own)
  return own !== undefined
}

function set(all: string): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  for (const flag of all.split(' ')) setFlagsFromString(flag)
}
