import { toNode } from '../../author/index.ts'
import { addResource, header, helperText, type Planning } from './context.ts'
import { tree } from './tree.ts'

/** The account that the pods run as. */
export function planServiceAccount(planning: Planning): void {
  const { serviceAccount } = planning.house
  const { metadata, ...head } = header('v1', 'ServiceAccount', 'serviceaccount', {
    name: helperText('serviceAccountName'),
    annotations: serviceAccount.annotations,
  })
  addResource(planning, {
    kind: 'ServiceAccount',
    component: 'serviceaccount',
    file: 'serviceaccount.yaml',
    body: {
      f: 'if',
      condition: toNode(serviceAccount.create),
      then: [tree({ ...head, metadata, automountServiceAccountToken: serviceAccount.automount })],
    },
  })
}
