/** Handed to the bundle by bin/chartwright.cjs; absent when the sources run as they are. */
declare const importFromBundle: ((url: string) => Promise<unknown>) | undefined

/** Imports the module at a URL: code that V8 runs from its cache is not told how, and asks whoever loaded it. */
export function importModule(url: string): Promise<unknown> {
  return typeof importFromBundle === 'function' ? importFromBundle(url) : import(url)
}
