import { componentName, type Mount } from '../../author/index.ts'
import { helperText } from './context.ts'
import { claimHelper } from './plan-claim.ts'
import { secretHelper } from './plan-secret.ts'
import { Ready } from './tree.ts'

/** The volumes behind the mounts of a pod, each once. */
export function volumes(mounts: readonly Mount[]) {
  const parts = [...new Set(mounts.map((mount) => mount.mount))]
  return parts.map((part) => {
    if (part.part === 'config') return { name: part.name, configMap: { name: componentName(part.name) } }
    if (part.part === 'secret') {
      const secretName = part.existing ? helperText(secretHelper(part)) : componentName(part.name)
      return { name: part.name, secret: { secretName } }
    }
    if (part.source.kind === 'ephemeral') {
      const { sizeLimit } = part.source
      return {
        name: part.name,
        emptyDir: sizeLimit === undefined ? new Ready({ y: 'empty' }) : { sizeLimit },
      }
    }
    const claimName = part.source.claim.existing ? helperText(claimHelper(part)) : componentName(part.name)
    return { name: part.name, persistentVolumeClaim: { claimName } }
  })
}
