/** So many bytes of templates are worth the three milliseconds that loading `node:v8` takes. */
const many = 150_000

/** By Node's major version: V8 complains of flags that it does not know. */
const flags: Record<string, string> = {
  20: '--interrupt-budget=600000',
  22: '--invocation-count-for-turbofan=30000',
  24: '--invocation-count-for-turbofan=30000 --invocation-count-for-maglev=2000',
}

/**
 * Has V8 optimize only what runs far more often than it usually asks for: a render of half a second spends as much
 * processor time again on machine code that is ready when it is nearly over (docs/performance.md).
 *
 * @param templates how many bytes of them are to be rendered
 */
export function compileLess(templates: number): void {
  const own = templates < many ? undefined : flags[process.versions.node.split('.', 1)[0]!]
  if (own) for (const flag of own.split(' ')) process.getBuiltinModule('node:v8').setFlagsFromString(flag)
}
