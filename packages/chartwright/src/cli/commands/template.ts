import {
  checkDependencies,
  checkInstallable,
  checkReleaseName,
  crdsOf,
  loadChart,
  mergeValueOptions,
  printManifests,
  showOnly,
  source,
  type Chart,
  type DebugLog,
  type HelmVersion,
  type Log,
} from '../../chart/index.ts'
import { renderChart, RenderFailure, renderNameTemplate, type Render } from '../../engine/index.ts'
import { parseKubeVersion } from '../../engine/kube-version.ts'
import type { GoMap } from '../../go/index.ts'
import { quote } from '../../go/quote.ts'
import type { Command, CommandContext } from '../command.ts'
import { updateDependencies } from '../dependencies/update-dependencies.ts'
import { checkDryRun } from '../flags/check-dry-run.ts'
import { limitsOf } from '../flags/limits.ts'
import { templateFlags } from '../flags/template-flags.ts'
import { valueOptions } from '../flags/value-options.ts'
import { helmVersion } from '../helm-version.ts'
import { locateChart } from '../locate-chart.ts'
import { namespaceOf } from '../namespace.ts'
import { withDns } from '../with-dns.ts'
import { checkClientFiles } from '../flags/check-client-files.ts'
import { debugLog, isDebug } from '../output/debug-log.ts'
import { writeManifestFiles } from '../output/manifest-files.ts'
import { printLog } from '../print-log.ts'
import { nameAndChart } from '../release-name.ts'

/** `chartwright template [NAME] CHART`: what `helm template` prints. */
export const templateCommand: Command = {
  usage: 'template [NAME] CHART [flags]',
  summary: "render a chart's templates, as helm template does",
  description: `Renders a chart's templates and prints the manifests, to the byte what helm template
prints. CHART is a folder or a .tgz. Nothing is fetched and no cluster is asked.`,
  flags: templateFlags,
  args: { min: 1 },
  run(context) {
    const { io, flags, args } = context
    const version = helmVersion(flags)
    const log = printLog(io, version)
    const kubeVersion = flags.text('kube-version')
    if (kubeVersion !== '') parseKubeVersion(kubeVersion, version)
    checkClientFiles(flags, io.files, version)
    if (version.line === 4) checkDryRun(flags, version, log)
    const debug = debugLog(flags, io, version)
    const asked = flags.text('version')
    const original = `Original chart version: ${quote(asked)}`
    debug?.('Original chart version', [['version', asked]], { place: 'install.go:225', text: original })
    const least = 'setting version to >0.0.0-0'
    if (asked === '' && flags.isOn('devel')) debug?.(least, [], { place: 'install.go:227', text: least })
    const release = nameAndChart(flags, args, (text) => renderNameTemplate(text, { version, host: io.host }))
    const path = locateChart(io.files, release.chart, { flags, version, log })
    const absolute = io.files.absolutePath(path)
    debug?.('Chart path', [['path', absolute]], {
      place: 'install.go:242',
      text: `CHART PATH: ${absolute}\n`,
    })
    const sources: ValuesSource[] = []
    const values = mergeValueOptions(valueOptions(flags), {
      fileSystem: io.files,
      version,
      stdin: io.readStdin,
      onFile: (file) => sources.unshift(file),
    })
    const limits = limitsOf(flags)
    let chart = loadChart(io.files, path, { version, log, limits })
    checkInstallable(chart)
    if (chart.metadata.deprecated) logDeprecated(chart, version, log)
    try {
      checkDependencies(chart, { version })
    } catch (error) {
      if (!flags.isOn('dependency-update')) throw error
      updateDependencies(io, path, chart, version)
      chart = loadChart(io.files, path, { version, log, limits })
    }
    if (version.line === 3) checkDryRun(flags, version, log)
    checkReleaseName(release.name, { version, log })
    io.beforeRender?.(bytesOfTemplates(chart))
    if (io.progress && mayTakeLong(chart)) io.progress(`rendering ${path}`)
    try {
      print(
        context,
        version,
        release.name,
        render(context, version, { log, debug }, release.name, chart, values, sources),
      )
    } catch (error) {
      if (!(error instanceof RenderFailure) || !isDebug(flags, io)) throw error
      printRendered(context, version, error)
      throw error.reason
    }
    return 0
  },
}

/** Large, or with keys to make, which are waited for: a small chart is done before anybody wonders. */
function mayTakeLong(chart: Chart): boolean {
  const makesKeys = ({ templates }: Chart) =>
    templates.some(({ text }) => /\bgen[A-Z]\w*(Cert|CA|Key)/.test(text))
  const any = (one: Chart): boolean => makesKeys(one) || one.dependencies.some(any)
  return bytesOfTemplates(chart) > 300_000 || any(chart)
}

/** A values file as it was given; the last one wins, and stands first. */
type ValuesSource = { file: string; text: string }

function render(
  { io, flags }: CommandContext,
  version: HelmVersion,
  logs: { log: Log; debug: DebugLog | undefined },
  name: string,
  chart: Chart,
  values: GoMap,
  sources: readonly ValuesSource[],
): Render {
  return renderChart(chart, values, {
    sources,
    version,
    ...logs,
    host: flags.isOn('enable-dns') ? withDns(io.host, io) : io.host,
    release: { name, namespace: namespaceOf(flags, io), isUpgrade: flags.isOn('is-upgrade') },
    kubeVersion: flags.text('kube-version'),
    apiVersions: flags.list('api-versions'),
    skipSchemaValidation: flags.isOn('skip-schema-validation'),
    once: !io.isWarm,
    limits: limitsOf(flags),
  })
}

function bytesOfTemplates({ templates, dependencies }: Chart): number {
  const own = templates.reduce((bytes, file) => bytes + file.size, 0)
  return dependencies.reduce((bytes, dependency) => bytes + bytesOfTemplates(dependency), own)
}

/** With --debug, what was rendered is printed although it is not YAML. Helm prints it in random order. */
function printRendered({ io, flags }: CommandContext, version: HelmVersion, { files }: RenderFailure): void {
  const texts = [...files].filter(([, text]) => text.trim() !== '').sort(([a], [b]) => (a < b ? -1 : 1))
  const text = `${texts
    .map(([path, content]) => source(path, content))
    .join('')
    .trim()}\n`
  const patterns = flags.list('show-only')
  io.stdout(patterns.length > 0 ? showOnly(text, patterns, { version }) : text)
}

function print({ io, flags }: CommandContext, version: HelmVersion, release: string, rendered: Render): void {
  const { manifests, chart } = rendered
  const crds = flags.isOn('include-crds') ? crdsOf(chart) : []
  const hooks = flags.isOn('no-hooks')
    ? []
    : rendered.hooks.filter(({ events }) => !flags.isOn('skip-tests') || !events.includes('test'))
  const folder = flags.text('output-dir')
  let text: string
  if (folder === '') text = printManifests({ manifests, hooks }, { version, crds })
  else {
    const below = flags.isOn('release-name') ? `${folder.replace(/\/+$/, '')}/${release}` : folder
    const described = crds.map(({ path, file }) => ({ path, content: file.text }))
    // Helm forgets the release's name for crds/.
    writeManifestFiles(io, folder, described)
    writeManifestFiles(io, below, [...manifests, ...hooks])
    text = printManifests({ manifests: [], hooks: [] }, { version })
  }
  const patterns = flags.list('show-only')
  io.stdout(patterns.length > 0 ? showOnly(text, patterns, { version }) : text)
}

function logDeprecated({ origin }: Chart, { line }: HelmVersion, log: Log): void {
  const message = `${line === 3 ? 'This' : 'this'} chart is deprecated`
  const span = { file: `${origin}/Chart.yaml`, line: 1, column: 1 }
  log(
    { code: 'chart-deprecated', severity: 'warning', message, span },
    { site: 'chart-deprecated', level: 'WARN' },
  )
}
