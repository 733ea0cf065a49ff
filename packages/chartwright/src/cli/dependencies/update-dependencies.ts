import { goError } from '../../chart/load/read-folder.ts'
import {
  HelmError,
  isCompatible,
  loadChart,
  refusal,
  type Chart,
  type Dependency,
  type HelmVersion,
} from '../../chart/index.ts'
import { quote } from '../../go/quote.ts'
import { parseConstraints } from '../../go/semver.ts'
import type { CliIo } from '../cli-io.ts'
import { lockDigest, lockText, type Locked } from './chart-lock.ts'
import { packChart } from './pack-chart.ts'

/**
 * `--dependency-update` for a chart whose charts/ lacks something, as Helm's downloader does it: every entry of
 * `dependencies` is packaged anew from its file:// folder into charts/, archives that no entry asks for are
 * removed, and Chart.lock is written. Nothing is fetched: other repositories are refused. Throws HelmError.
 */
export function updateDependencies(io: CliIo, folder: string, chart: Chart, version: HelmVersion): void {
  const { files } = io
  if (files.stat(folder)?.kind !== 'directory')
    throw refusal('dependency-missing', 'only unpacked charts can be updated', { hint: 'unpack it first' })
  const root = files.absolutePath(folder)
  const asked = chart.metadata.dependencies ?? []
  for (const dependency of asked) refuseRemote(dependency)
  for (const { repository } of asked) if (repository !== '') localPath(io, root, repository)
  const found = resolve(io, root, asked, version)
  io.stdout(`Saving ${asked.length} charts\n`)
  for (const dependency of asked) if (dependency.repository === '') checkLocal(io, root, dependency, version)
  const packed = new Map(
    [...found.values()].map((one) => [`${one.metadata.name}-${one.metadata.version}.tgz`, packChart(one)]),
  )
  const before =
    files.stat(`${root}/charts`)?.kind === 'directory' ? files.readDirectory(`${root}/charts`) : []
  for (const [name, bytes] of packed) files.writeFile(`${root}/charts/${name}`, bytes)
  io.stdout('Deleting outdated charts\n')
  const inPlace = asked.filter(({ repository }) => repository === '').map(({ name }) => name)
  for (const { name, kind } of before)
    if (kind !== 'directory' && !packed.has(name))
      removeOutdated(io, `${root}/charts/${name}`, inPlace, version)
  writeLock(
    io,
    root,
    chart,
    asked.map((one) => lockedOf(one, found)),
  )
}

function refuseRemote({ name, repository, version }: Dependency): void {
  if (repository === '' || repository.startsWith('file://')) return
  throw refusal('dependency-missing', `dependency ${quote(name)} cannot be fetched from ${repository}`, {
    message: `${name} ${version} comes from ${repository}, and nothing is fetched`,
    hint: 'run "helm dependency build" once; --dependency-update packages dependencies of file:// only',
  })
}

/** Helm's resolver.GetLocalPath. */
function localPath({ files }: CliIo, root: string, repository: string): string {
  const given = repository.replace(/^file:\/\//, '')
  const path = files.absolutePath(given.startsWith('/') ? given : `${root}/${given}`)
  if (files.stat(path)) return path
  throw refusal('dependency-missing', `directory ${path} not found`, {
    message: `a dependency is said to be at ${repository}, and there is nothing at ${path}`,
    hint: 'the path is relative to the folder of the chart',
  })
}

/** The chart of each entry, by its place in the list. */
function resolve(
  io: CliIo,
  root: string,
  asked: readonly Dependency[],
  version: HelmVersion,
): Map<Dependency, Chart> {
  const found = new Map<Dependency, Chart>()
  const missing: string[] = []
  for (const dependency of asked) {
    checkConstraint(dependency, version)
    const { name, repository } = dependency
    if (repository === '') {
      localPath(io, root, `charts/${name}`)
      continue
    }
    const chart = load(io, localPath(io, root, repository), version)
    if (isCompatible(dependency.version, chart.metadata.version, version)) found.set(dependency, chart)
    else
      missing.push(`${quote(name)} (repository ${quote(repository)}, version ${quote(dependency.version)})`)
  }
  if (missing.length === 0) return found
  const text = `can't get a valid version for ${missing.length} subchart(s): ${missing.join(', ')}. Make sure a matching chart version exists in the repo, or change the version constraint in Chart.yaml`
  throw refusal('dependency-missing', text, { hint: 'compare it with "version" in the Chart.yaml there' })
}

function checkConstraint({ name, version }: Dependency, helm: HelmVersion): void {
  try {
    parseConstraints(version, helm.semver)
  } catch (error) {
    const why = (error as Error).message
    const text = `dependency ${quote(name)} has an invalid version/constraint format: ${why}`
    throw refusal('dependency-missing', text, {
      hint: 'write a version such as 1.2.3, or a range such as ^1.2',
    })
  }
}

function load({ files }: CliIo, path: string, version: HelmVersion): Chart {
  try {
    return loadChart(files, path, { version })
  } catch (error) {
    throw error instanceof HelmError ? error : refusal('dependency-missing', goError(error))
  }
}

/** An entry without a repository lies in charts/ already. */
function checkLocal(io: CliIo, root: string, { name, version }: Dependency, helm: HelmVersion): void {
  io.stdout(`Dependency ${name} did not declare a repository. Assuming it exists in the charts directory\n`)
  const has = load(io, `${root}/charts/${name}`, helm).metadata.version
  if (isCompatible(version, has, helm)) return
  const text = `dependency ${name} at version ${has} does not satisfy the constraint ${version}`
  io.stdout(`Save error occurred:  ${text}\n`)
  throw refusal('dependency-missing', text, { hint: `change the version in Chart.yaml, or charts/${name}` })
}

function removeOutdated(
  { files, stdout }: CliIo,
  path: string,
  inPlace: readonly string[],
  version: HelmVersion,
): void {
  let name: string
  try {
    name = loadChart(files, path, { version }).metadata.name
  } catch (error) {
    if (!(error instanceof HelmError)) throw error
    stdout(`Could not verify ${path} for deletion: ${error.message} (Skipping)\n`)
    return
  }
  if (!inPlace.includes(name)) files.remove(path)
}

function lockedOf(dependency: Dependency, found: ReadonlyMap<Dependency, Chart>): Locked {
  const { name, repository } = dependency
  return { name, repository, version: found.get(dependency)?.metadata.version ?? dependency.version }
}

function writeLock(io: CliIo, root: string, chart: Chart, locked: readonly Locked[]): void {
  const digest = lockDigest(chart.metadata.dependencies ?? [], locked)
  if (chart.lock?.digest === digest) return
  const name = chart.metadata.apiVersion === 'v1' ? 'requirements.lock' : 'Chart.lock'
  io.files.writeFile(`${root}/${name}`, lockText(locked, digest, io.host.now()))
}
