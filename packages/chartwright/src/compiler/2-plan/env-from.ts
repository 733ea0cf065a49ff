import { when, type ContainerSpec } from '../../author/index.ts'

/** The operator's own configuration, whole: its ConfigMap, then its Secret, whose keys win. */
export function envFrom(spec: ContainerSpec): unknown[] {
  return (spec.envFrom ?? []).flatMap(({ externalConfig }) => {
    const { configMap, secret } = externalConfig
    return [
      { configMapRef: { name: configMap } },
      ...(secret ? [when(secret, { secretRef: { name: secret } })] : []),
    ]
  })
}
