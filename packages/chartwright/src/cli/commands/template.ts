import {
  checkDependencies,
  checkInstallable,
  crdsOf,
  HelmError,
  loadChart,
  mergeValueOptions,
  printManifests,
  showOnly,
  type Chart,
  type HelmVersion,
} from '../../chart/index.ts'
import { renderChart, renderText } from '../../engine/index.ts'
import type { GoMap } from '../../go/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { checkDryRun } from '../flags/check-dry-run.ts'
import { templateFlags } from '../flags/template-flags.ts'
import { valueOptions } from '../flags/value-options.ts'
import { helmVersion } from '../helm-version.ts'
import { locateChart } from '../locate-chart.ts'
import { namespaceOf } from '../namespace.ts'
import { writeManifestFiles } from '../output/manifest-files.ts'
import { printLog } from '../print-log.ts'
import { nameAndChart } from '../release-name.ts'

/** `chartwright template [NAME] CHART`: what `helm template` prints. */
export const templateCommand: Command = {
  usage: 'template [NAME] CHART [flags]',
  summary: "render a chart's templates, as helm template does",
  description: `Renders a chart's templates and prints the manifests, to the byte what \`helm template\`
prints. CHART is a folder or a .tgz. Nothing is fetched and no cluster is asked.`,
  flags: templateFlags,
  args: { min: 1 },
  run(context) {
    const { io, flags, args } = context
    const version = helmVersion(flags)
    checkDryRun(flags, version)
    const { name, chart: argument } = nameAndChart(flags, args, (template) =>
      renderText(template, { version, host: io.host }),
    )
    const path = locateChart(io.files, argument)
    const values = mergeValueOptions(valueOptions(flags), {
      fileSystem: io.files,
      version,
      stdin: io.readStdin,
    })
    const chart = loadChart(io.files, path, { version, log: printLog(io, version) })
    checkInstallable(chart)
    checkDependencies(chart, { version })
    return print(context, version, render(context, version, name, chart, values))
  },
}

function render(
  { io, flags }: CommandContext,
  version: HelmVersion,
  name: string,
  chart: Chart,
  values: GoMap,
): Rendered {
  try {
    return renderChart(chart, values, {
      version,
      host: io.host,
      log: printLog(io, version),
      release: { name, namespace: namespaceOf(flags, io), isUpgrade: flags.isOn('is-upgrade') },
      kubeVersion: flags.text('kube-version'),
      apiVersions: flags.list('api-versions'),
      skipSchemaValidation: flags.isOn('skip-schema-validation'),
    })
  } catch (error) {
    throw error
  }
}

function print({ io, flags }: CommandContext, version: HelmVersion, rendered: Rendered): number {
  const hooks = flags.isOn('no-hooks')
    ? []
    : rendered.hooks.filter(({ events }) => !flags.isOn('skip-tests') || !events.includes('test'))
  const crds = flags.isOn('include-crds') ? crdsOf(rendered.chart) : []
  const folder = flags.text('output-dir')
  if (folder !== '') {
    const below = flags.isOn('release-name') ? `${folder}/${rendered.release}` : folder
    writeManifestFiles(io, below, [
      ...crds.map(({ path, file }) => ({ path, content: file.text })),
      ...rendered.manifests,
      ...hooks,
    ])
  }
  const shown = folder === '' ? rendered : { manifests: [], hooks: [] }
  const text = printManifests(shown, {
    version,
    crds: folder === '' ? crds : [],
    noHooks: flags.isOn('no-hooks'),
    skipTests: flags.isOn('skip-tests'),
  })
  const only = flags.list('show-only')
  io.stdout(only.length > 0 ? showOnly(text, only, { version }) : text)
  return 0
}
