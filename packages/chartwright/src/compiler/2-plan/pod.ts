import {
  expression,
  isSharedImage,
  toNode,
  type Condition,
  type Expr,
  type Image,
} from '../../author/index.ts'
import { helperText, type Planning } from './context.ts'
import { onlyIf, splice } from './tree.ts'

/** What every pod of the chart has, `helm test`'s too. */
export function securityOfPod(planning: Planning, usesApi: Condition | boolean = false) {
  const { house } = planning
  return {
    // Kubernetes makes a variable of every Service of the namespace (`DAGU_SCHEDULER_PORT=tcp://…`), and
    // applications take such names for their own settings.
    enableServiceLinks: false,
    serviceAccountName: helperText('serviceAccountName'),
    automountServiceAccountToken:
      typeof usesApi !== 'boolean'
        ? onlyIf(toNode(usesApi), true, house.serviceAccount.automount)
        : usesApi || house.serviceAccount.automount,
    imagePullSecrets: [splice(house.imagePullSecrets), splice(house.global.imagePullSecrets)],
    securityContext: house.podSecurityContext,
  }
}

/** The full name of an image. */
export function imageText(image: Image): Expr<string> {
  const type = { t: 'string', safe: 'quoted' } as const
  if (!isSharedImage(image)) return expression({ e: 'call', fn: 'image', args: [toNode(image)], type })
  const { registry, name, tag, instead } = image.sharedImage
  const parts = instead === undefined ? [registry, name, tag] : [registry, name, tag, instead]
  return expression({ e: 'call', fn: 'sharedImage', args: parts.map(toNode), type })
}
