import { componentName, isExternalConfig, toNode, when, type ContainerSpec } from '../../author/index.ts'
import { onlyIf } from './tree.ts'

/** Whole configurations: the chart's, then the operator's ConfigMap, then his Secret, whose keys win. */
export function envFrom(spec: ContainerSpec): unknown[] {
  const all = spec.envFrom ?? []
  const own = all.flatMap((one) => (isExternalConfig(one) ? [] : [one.part]))
  const operators = all.filter(isExternalConfig)
  return [
    ...own.map((part) =>
      onlyIf(part.when && toNode(part.when), { configMapRef: { name: componentName(part.name) } }),
    ),
    ...operators.flatMap(({ externalConfig: { configMap, secret } }) => [
      { configMapRef: { name: configMap } },
      ...(secret ? [when(secret, { secretRef: { name: secret } })] : []),
    ]),
  ]
}
