import {
  checkReleaseName,
  mergeValueOptions,
  refusal,
  type Chart,
  type HelmVersion,
  type ValueOptions,
} from '../../chart/index.ts'
import { diffRenders } from '../../diff/index.ts'
import { traceRender, type TracedRender } from '../../objects/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { inspectFlags } from '../flags/inspect-flags.ts'
import type { FlagValues } from '../flags/flag.ts'
import { limitsOf } from '../flags/limits.ts'
import { valueOptions } from '../flags/value-options.ts'
import { helmVersion } from '../helm-version.ts'
import { differenceJson } from '../inspect/difference-json.ts'
import { differenceText } from '../inspect/difference-text.ts'
import { painter } from '../inspect/paint.ts'
import { isColored, outputFormat, readChart } from '../inspect/read-chart.ts'
import { namespaceOf } from '../namespace.ts'

const {
  'set-json': setJson,
  set,
  'set-string': setString,
  'set-file': setFile,
  'set-literal': setLiteral,
} = inspectFlags

/** `chartwright diff CHART [CHART]`: what differs between two renders, by field and by cause. */
export const diffCommand: Command = {
  usage: 'diff CHART [CHART] [flags]',
  summary: 'show what differs between two renders of a chart, or two charts',
  description: `Renders a chart twice, or two charts (folders or .tgz), and shows what differs between
the objects: field by field, and grouped by what made it so.

With one chart, --from-values and --from-set give the values of the first render, and
--values and --set those of the second; where no --from flag is given, the first has the
chart's defaults. With two charts, --values and --set go to both unless a --from flag is
given.

The exit code is 0 whether or not there are differences, and 1 when something went wrong.
With --exit-code it is 0 for none, 1 for differences, 2 when something went wrong.`,
  flags: {
    'from-values': {
      kind: 'stringSlice',
      value: 'files',
      help: 'values of the first render from a YAML file (repeatable; later files win)',
    },
    'from-set-json': { ...setJson!, help: '--set-json for the first render' },
    'from-set': { ...set!, help: '--set for the first render' },
    'from-set-string': { ...setString!, help: '--set-string for the first render' },
    'from-set-file': { ...setFile!, help: '--set-file for the first render' },
    'from-set-literal': { ...setLiteral!, help: '--set-literal for the first render' },
    'from-kube-version': { kind: 'string', value: 'version', help: '--kube-version for the first render' },
    'from-helm-version': { kind: 'string', value: 'version', help: '--helm-version for the first render' },
    ...inspectFlags,
    'no-hooks': { kind: 'bool', help: 'leave out hooks' },
    'skip-tests': { kind: 'bool', help: 'leave out test hooks' },
    by: { kind: 'string', value: 'cause|object', help: 'how changes are grouped (default cause)' },
    full: { kind: 'bool', help: 'print objects that came or went whole' },
    'exit-code': { kind: 'bool', help: 'exit with 1 when there are differences, and with 2 on errors' },
  },
  args: { min: 1, max: 2 },
  run(context) {
    const { io, flags } = context
    const format = outputFormat(flags)
    const showSecrets = flags.isOn('show-secrets')
    io.progress?.(`rendering ${context.args.join(' and ')}`)
    const [from, to] = renderBoth(context)
    const difference = diffRenders(from, to, { showSecrets })
    const byObject = groupsByObject(flags)
    if (format === 'json') io.stdout(`${JSON.stringify(differenceJson(difference), null, 2)}\n`)
    else {
      const paint = painter(isColored(flags, io))
      const style = { paint, showSecrets, byObject, isFull: flags.isOn('full') }
      io.stdout(differenceText(difference, style))
    }
    return flags.isOn('exit-code') && difference.objects.length > 0 ? 1 : 0
  },
}

function renderBoth({ io, flags, args }: CommandContext): [TracedRender, TracedRender] {
  const version = helmVersion(flags)
  const fromVersion = flags.isSet('from-helm-version') ? helmVersion(flags, 'from-helm-version') : version
  const [first, second = first!] = args as [string, string?]
  const chart = readChart(second, io, flags, version)
  const isSame = first === second && fromVersion === version
  const charts = [isSame ? chart : readChart(first, io, flags, fromVersion), chart] as const
  const given = fromOptions(flags)
  const isGiven = Object.values(given).some((list) => list.length > 0)
  let input: Uint8Array | undefined
  const stdin = () => (input ??= io.readStdin())
  const values = (options: ValueOptions, helm: HelmVersion) =>
    mergeValueOptions(options, { fileSystem: io.files, version: helm, stdin })
  const own = valueOptions(flags)
  const release = {
    name: flags.text('release') || charts[1].metadata.name,
    namespace: namespaceOf(flags, io),
    isUpgrade: flags.isOn('is-upgrade'),
  }
  checkReleaseName(release.name, { version })
  const shared = {
    host: io.host,
    release,
    apiVersions: flags.list('api-versions'),
    skipSchemaValidation: flags.isOn('skip-schema-validation'),
    limits: limitsOf(flags),
    hooks: flags.isOn('no-hooks') ? 'none' : flags.isOn('skip-tests') ? 'no tests' : 'all',
    keys: new Map<string, string>(),
    now: io.host.now(),
  } as const
  const kubeVersion = flags.text('kube-version')
  const render = (chart: Chart, options: ValueOptions, helm: HelmVersion, kube: string) =>
    traceRender(chart, values(options, helm), { ...shared, version: helm, kubeVersion: kube })
  const fromOwn = isGiven ? given : args.length === 2 ? own : {}
  return [
    render(charts[0], fromOwn, fromVersion, flags.text('from-kube-version') || kubeVersion),
    render(charts[1], own, version, kubeVersion),
  ]
}

/** Throws HelmError for another word than cause or object. */
function groupsByObject(flags: FlagValues): boolean {
  const by = flags.text('by') || 'cause'
  if (by === 'cause' || by === 'object') return by === 'object'
  throw refusal('flag-invalid', `invalid argument ${JSON.stringify(by)} for "--by" flag`, {
    hint: 'write --by cause or --by object',
  })
}

function fromOptions(flags: FlagValues): Required<ValueOptions> {
  return {
    files: flags.list('from-values'),
    set: flags.list('from-set'),
    setString: flags.list('from-set-string'),
    setJson: flags.list('from-set-json'),
    setFile: flags.list('from-set-file'),
    setLiteral: flags.list('from-set-literal'),
  }
}
