import {
  parseConstraints,
  parseVersion,
  satisfies,
  versionStruct,
  type SemverRelease,
} from '../../go/semver.ts'
import { define, type FunctionFamily } from './definition.ts'

/** Semantic versions and constraints, as the Masterminds/semver of the chosen Helm reads them. */
export const semver: FunctionFamily = {
  name: 'semver',
  contextual: ({ helm }) => {
    const release: SemverRelease = helm.semver
    return {
      semver: define(['string'], '*semver.Version', (text: string) =>
        versionStruct(parseVersion(text, release)),
      ),
      semverCompare: define(['string', 'string'], 'bool', (constraint: string, text: string) => {
        const constraints = parseConstraints(constraint, release)
        return satisfies(constraints, parseVersion(text, release))
      }),
    }
  },
}
