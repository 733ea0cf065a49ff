import type { MutationClass } from '../mutation.ts'
import { branchLost } from './branch-lost.ts'
import { conditionDropped } from './condition-dropped.ts'
import { defaultChanged } from './default-changed.ts'
import { fieldDropped } from './field-dropped.ts'
import { mountDropped } from './mount-dropped.ts'
import { policyPeerRemoved } from './policy-peer-removed.ts'
import { portSwapped } from './port-swapped.ts'
import { probeMisdirected } from './probe-misdirected.ts'
import { quoteRemoved } from './quote-removed.ts'
import { referenceBroken } from './reference-broken.ts'
import { selectorWidened } from './selector-widened.ts'
import { variableLost } from './variable-lost.ts'

/** Every class of damage, in the order of the table. */
export const mutationClasses: readonly MutationClass[] = [
  conditionDropped,
  branchLost,
  portSwapped,
  quoteRemoved,
  defaultChanged,
  policyPeerRemoved,
  selectorWidened,
  mountDropped,
  probeMisdirected,
  variableLost,
  referenceBroken,
  fieldDropped,
]
