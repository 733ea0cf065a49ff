/**
 * The outside world as interfaces: files, and the host (clock, randomness, DNS, cluster lookup). `node.ts`
 * is the real one; `memory.ts` is the twin that tests and the browser use. Nothing else touches `node:`.
 */
export { fileErrorText } from './file-error.ts'
export * from './file-system.ts'
export * from './host.ts'
export { memoryFileSystem, fixedHost } from './memory.ts'
