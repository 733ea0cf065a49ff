import { checkReleaseName, mergeValueOptions } from '../../chart/index.ts'
import { findObjects, readObjectName, TemplateSources } from '../../explain/index.ts'
import { traceRender } from '../../objects/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { inspectFlags } from '../flags/inspect-flags.ts'
import { limitsOf } from '../flags/limits.ts'
import { valueOptions } from '../flags/value-options.ts'
import { helmVersion } from '../helm-version.ts'
import {
  aboutField,
  aboutKey,
  aboutMissing,
  aboutObject,
  aboutObjects,
  type Answer,
} from '../inspect/answers.ts'
import { ambiguous, objectNameInvalid } from '../inspect/explain-problems.ts'
import type { Explaining } from '../inspect/explanation.ts'
import { painter } from '../inspect/paint.ts'
import { platformLines } from '../inspect/platform-lines.ts'
import { isColored, outputFormat, readChart } from '../inspect/read-chart.ts'
import { valueLayers } from '../inspect/value-layers.ts'
import { namespaceOf } from '../namespace.ts'

/** `chartwright explain CHART KIND/NAME [FIELD]`: from a field to its template, its description and its values. */
export const explainCommand: Command = {
  usage: 'explain CHART [KIND/NAME [FIELD]] [flags]',
  summary: 'say which template lines and values keys make a field, and what a key moves',
  description: `Leads from a field of a rendered object to the lines of templates that made it, for charts
that were built here to the line of chart.ts, and to the values keys that those read, each
with what set it. Of a field or an object that is not there it says which branches that
would write it were skipped.

Without FIELD it shows the whole object with the templates' lines at the side; without
KIND/NAME the chart's objects. FIELD is a path: spec.replicas, metadata.labels.app, or
'spec.template.spec.containers[name=web].image' (containers.web.image and [0] are
understood too).

With --value it leads back: from a values key to every object and field that it moves and
the branches that it decides.`,
  flags: {
    value: { kind: 'string', value: 'key', help: 'explain a values key: what it moves' },
    platform: {
      kind: 'string',
      value: 'folder',
      help: "the folder of the chart's chart.ts (default: looked for in the folders above the chart)",
    },
    ...inspectFlags,
  },
  args: { min: 1, max: 3 },
  async run(context) {
    const { io, flags } = context
    const format = outputFormat(flags)
    io.progress?.(`rendering ${context.args[0]}`)
    const from = await prepare(context)
    const answer = answerTo(context, from)
    if (format === 'json') io.stdout(`${JSON.stringify(answer.json(), null, 2)}\n`)
    else io.stdout(answer.text(painter(isColored(flags, io))))
    if (from.platform?.problem !== undefined) io.stderr(`note: ${from.platform.problem}\n`)
    return 0
  },
}

function answerTo({ flags, args }: CommandContext, from: Explaining): Answer {
  const key = flags.text('value')
  if (key !== '') return aboutKey(key, from)
  const [, name, field] = args
  if (name === undefined) return aboutObjects(from)
  const wanted = readObjectName(name)
  if (!wanted) throw objectNameInvalid(name)
  const [object, ...others] = findObjects(from.render.objects, wanted)
  if (!object) return aboutMissing(name, wanted, from)
  if (others.length > 0) throw ambiguous(name, [object, ...others])
  return field === undefined || field === '' ? aboutObject(object, from) : aboutField(object, field, from)
}

async function prepare({ io: given, flags, args }: CommandContext): Promise<Explaining> {
  let input: Uint8Array | undefined
  // Values are read twice: merged, and each for itself.
  const io = Object.assign(Object.create(given) as typeof given, {
    readStdin: () => (input ??= given.readStdin()),
  })
  const version = helmVersion(flags)
  const chart = readChart(args[0]!, io, flags, version)
  const options = valueOptions(flags)
  const values = mergeValueOptions(options, { fileSystem: io.files, version, stdin: io.readStdin })
  const name = flags.text('release') || chart.metadata.name
  checkReleaseName(name, { version })
  const render = traceRender(chart, values, {
    host: io.host,
    version,
    release: { name, namespace: namespaceOf(flags, io), isUpgrade: flags.isOn('is-upgrade') },
    kubeVersion: flags.text('kube-version'),
    apiVersions: flags.list('api-versions'),
    skipSchemaValidation: flags.isOn('skip-schema-validation'),
    limits: limitsOf(flags),
  })
  return {
    render,
    sources: new TemplateSources(render.loaded),
    layers: valueLayers(options, render.chart, version, io),
    platform: await platformLines(chart, io, flags.isSet('platform') ? flags.text('platform') : undefined),
    showSecrets: flags.isOn('show-secrets'),
  }
}
