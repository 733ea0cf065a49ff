import {
  HelmError,
  coalesceValues,
  processDependencies,
  validateValues,
  type Chart,
  type HelmVersion,
  type Log,
} from '../../chart/index.ts'
import { capabilities, defaultKubeVersion } from '../../engine/capabilities.ts'
import { parseKubeVersion } from '../../engine/kube-version.ts'
import { renderTemplates } from '../../engine/render-templates.ts'
import { int, mapOf, type GoMap } from '../../go/index.ts'
import type { Host } from '../../io/index.ts'

export interface LintRenderOptions {
  version: HelmVersion
  host: Host
  log: Log
  namespace: string
  /** As --kube-version; "" for the version's own. */
  kubeVersion: string
  skipSchemaValidation: boolean
}

/**
 * Renders as `helm lint` does, which is not as `helm template` does: values are merged twice, so that a null of
 * the user's brings the default back; nothing is installed; `kubeVersion` is not looked at; `required` and `fail`
 * go on. Undefined when the values cannot be merged, of which a lint says nothing. Throws HelmError.
 */
export function renderForLint(
  loaded: Chart,
  user: GoMap,
  options: LintRenderOptions,
): Map<string, string> | undefined {
  const { version, log, host } = options
  let chart: Chart
  let once: GoMap
  try {
    // Helm 4's action would log the failure; a lint calls what is below it.
    const belowAction: Log = (diagnostic, frame) => {
      if (frame.site !== 'dependencies-failed') log(diagnostic, frame)
    }
    chart = processDependencies(loaded, user, { version, log: belowAction })
    once = coalesceValues(chart, user, { version, log, merge: false })
  } catch (error) {
    if (error instanceof HelmError) return undefined
    throw error
  }
  const values = coalesceValues(chart, once, { version, log, merge: false })
  if (!options.skipSchemaValidation) validateValues(chart, values, { version, log })
  const kubeVersion =
    options.kubeVersion === '' ? defaultKubeVersion(version) : parseKubeVersion(options.kubeVersion, version)
  return renderTemplates(chart, {
    helm: version,
    host,
    values,
    release: mapOf([
      ['Name', 'test-release'],
      ['Namespace', options.namespace],
      ['IsUpgrade', false],
      ['IsInstall', false],
      ['Revision', int(0)],
      ['Service', 'Helm'],
    ]),
    capabilities: capabilities(version, kubeVersion, []),
    lintMode: true,
    log,
  })
}
