import type { Diagnostic } from '../../diagnostics/index.ts'
import type { App } from '../../author/index.ts'
import { checkCapacity } from './check-capacity.ts'
import { checkClaims } from './check-claims.ts'
import { checkContainers } from './check-containers.ts'
import { checkJobs } from './check-jobs.ts'
import { checkLifecycle } from './check-lifecycle.ts'
import { checkMounts } from './check-mounts.ts'
import { checkNumbers } from './check-numbers.ts'
import { checkReferences } from './check-references.ts'
import { checkRequests } from './check-requests.ts'
import { checkResources } from './check-resources.ts'
import { checkSecrets } from './check-secrets.ts'
import { checkSelectors } from './check-selectors.ts'
import { checkVocabulary } from './check-vocabulary.ts'
import { checkNames } from './check-names.ts'
import { checkComplete, checkParts } from './check-parts.ts'
import { checkPorts } from './check-ports.ts'
import { checkProfiles } from './check-profiles.ts'
import { checkRawTemplates } from './check-raw-templates.ts'
import { checkRoutes } from './check-routes.ts'
import { checkValues } from './check-values.ts'

/** Everything that types cannot see. Several mistakes are reported together. */
export function check(app: App): Diagnostic[] {
  return [
    checkNames,
    checkComplete,
    checkPorts,
    checkContainers,
    checkParts,
    checkCapacity,
    checkJobs,
    checkLifecycle,
    checkMounts,
    checkClaims,
    checkNumbers,
    checkReferences,
    checkResources,
    checkRequests,
    checkSecrets,
    checkSelectors,
    checkVocabulary,
    checkRoutes,
    checkRawTemplates,
    checkProfiles,
    checkValues,
  ].flatMap((one) => one(app))
}
