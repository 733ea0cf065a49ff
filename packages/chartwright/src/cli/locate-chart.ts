import { type HelmError, type HelmVersion, type Log, refusal } from '../chart/index.ts'
import { nearPath } from '../chart/near-path.ts'
import type { FileSystem } from '../io/index.ts'
import type { FlagValues } from './flags/flag.ts'

/**
 * The path of the chart that an argument names, as Helm's LocateChart finds it: what exists is a chart, the
 * rest would be looked for in repositories, which is not done here. Throws HelmError with Helm's words.
 */
export function locateChart(
  files: FileSystem,
  argument: string,
  given?: { flags: FlagValues; version: HelmVersion; log: Log },
): string {
  const name = argument.trim()
  const found = files.stat(name)
  const repository = given?.flags.text('repo') ?? ''
  // Helm 4 goes to the repository first, Helm 3 to the disk.
  if (repository !== '' && (!found || given!.version.line === 4)) throw inRepository(name, repository)
  if (found && repository !== '') logIgnored(name, repository, given!)
  if (found && given?.flags.isOn('verify')) throw unverified(name, found.kind)
  if (found) return name
  if (/^(https?|oci):\/\//.test(name))
    throw remote(name, `chart "${name}" cannot be fetched: chartwright reads charts from disk`)
  if (name.startsWith('/') || name.startsWith('.')) throw missing(files, name, `path "${name}" not found`)
  const slash = name.indexOf('/')
  if (slash < 0)
    throw missing(files, name, `non-absolute URLs should be in form of repo_name/path_to_chart, got: ${name}`)
  throw missing(files, name, `repo ${name.slice(0, slash)} not found`)
}

function inRepository(name: string, repository: string): HelmError {
  return refusal(
    'chart-missing',
    `chart "${name}" cannot be fetched from ${repository}: nothing is fetched`,
    {
      message: `--repo names a repository on the network, and nothing is fetched`,
      hint: `run "helm pull ${name} --repo ${repository}" and give the .tgz`,
    },
  )
}

function logIgnored(
  name: string,
  repository: string,
  { version, log }: { version: HelmVersion; log: Log },
): void {
  if (version.minor < 19) return
  const said = 'WARN local chart found in current working directory. repository url ignored'
  log(
    { code: 'flag-ignored', severity: 'warning', message: `${said} chart=${name} repository=${repository}` },
    { site: 'repository' },
  )
}

function unverified(name: string, kind: string): HelmError {
  if (kind === 'directory')
    return refusal('flag-refused', 'unpacked charts cannot be verified', { hint: 'leave --verify out' })
  return refusal('flag-refused', `the signature of ${name} cannot be verified here`, {
    message: '--verify asks for a check of the signature, which this command does not do',
    hint: `run "helm verify ${name}" first, and leave --verify out`,
  })
}

function missing(files: FileSystem, name: string, helm: string): HelmError {
  const near = nearPath(files, name)
  return refusal('chart-missing', helm, {
    message: `there is no chart at ${name}`,
    hint: near
      ? `did you mean ${near}?`
      : 'name the folder that holds Chart.yaml, or a .tgz; a chart in a repository: helm pull it first',
  })
}

function remote(name: string, helm: string): HelmError {
  return refusal('chart-missing', helm, {
    message: `${name} is not on this disk, and nothing is fetched`,
    hint: `run "helm pull ${name}" and give the .tgz`,
  })
}
