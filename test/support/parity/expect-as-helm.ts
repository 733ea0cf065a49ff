import { expect } from 'vitest'
import { helmVersionOf, runHelm, type HelmRun } from '../oracles.ts'
import { runOurs } from './render-ours.ts'

/**
 * Holds ours to a real Helm: the same standard output, the same first line on standard error.
 *
 * @param ownFlags what only ours is given
 * @returns what Helm said
 */
export async function expectAsHelm(
  binary: string,
  args: readonly string[],
  ownFlags: readonly string[] = [],
): Promise<HelmRun> {
  const theirs = runHelm(binary, [...args])
  const ours = await runOurs([...args, '--helm-version', helmVersionOf(binary), ...ownFlags])
  expect(ours.stdout).toBe(theirs.stdout)
  expect(ours.stderr.split('\n', 1)).toEqual(theirs.stderr.split('\n', 1))
  return theirs
}
