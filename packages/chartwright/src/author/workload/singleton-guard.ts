import { bool, group, type FaceOf } from '../values/declaration.ts'
import { refuse } from '../advice.ts'
import { kubernetesSince } from '../preflight/capabilities.ts'
import type { Bundle } from '../chart.ts'
import { and, not } from '../values/functions.ts'
import { nameOfNode, toNode } from '../values/expression.ts'
import type { Part } from '../part.ts'
import { siteField, type Site } from '../site.ts'

/** The values of singletonGuard(). @example singletonGuard: singletonGuardValues() */
export function singletonGuardValues() {
  return group('Has the API server refuse a second pod of the components that must stay alone', {
    enabled: bool(false).doc(
      'Make a ValidatingAdmissionPolicy (Kubernetes 1.30), which needs the right to make objects of the cluster',
    ),
  })
}

export type SingletonGuardValues = FaceOf<ReturnType<typeof singletonGuardValues>>

export interface SingletonGuardPart {
  part: 'singleton-guard'
  name: string
  from: SingletonGuardValues
  at?: Site
}

/**
 * Enforces what `singleton` says against those who scale by hand: `kubectl scale` and edits that ask for a second
 * pod are refused by the API server. A singleton that elects a leader is left alone while it does.
 *
 * @example singletonGuard($.singletonGuard)
 */
export function singletonGuard(values: SingletonGuardValues): Bundle {
  const part: Part = { part: 'singleton-guard', name: 'singletons', from: values, ...siteField() }
  const key = nameOfNode(toNode(values.enabled)).slice(2)
  const old = refuse(
    and(values.enabled, not(kubernetesSince('1.30'))),
    `${key} needs Kubernetes 1.30, which has ValidatingAdmissionPolicies. Set ${key}=false.`,
  )
  return { parts: [part, old] }
}
