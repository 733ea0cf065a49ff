import type { HelmVersion } from '../chart/index.ts'
import { GoStruct, mapOf, method, sliceOf, type GoMap } from '../go/values.ts'

/**
 * `.Capabilities` as Helm fills them without a cluster: the Kubernetes that this Helm's libraries are of. Read
 * off the versions of Helm; `--api-versions` adds to the list, `--kube-version` never changes it.
 */
export function capabilities(
  helm: HelmVersion,
  kubeVersion: KubeVersion,
  apiVersions: readonly string[],
): GoStruct {
  const own = defaultsOf(helm)
  const all = [...own.list, ...apiVersions]
  const known = apiVersions.length > 0 ? new Set(all) : own.set
  const name = helm.line === 3 ? 'chartutil' : 'common'
  const versions = new GoStruct(`${name}.VersionSet`, mapOf([['items', sliceOf('string', all)]]), {
    Has: method(['string'], (version) => known.has(String(version))),
  })
  return new GoStruct(
    `*${name}.Capabilities`,
    mapOf([
      ['KubeVersion', kubeVersionStruct(kubeVersion, helm, `${name}.KubeVersion`)],
      ['APIVersions', versions],
      ['HelmVersion', helmVersionStruct(helm)],
    ]),
  )
}

export interface KubeVersion {
  /** `v1.32.0`, as given. */
  version: string
  major: string
  minor: string
  /** Without what a vendor puts behind it: what Helm 4.1 compares and prints. */
  normalized?: string
}

/** The Kubernetes that a Helm assumes when none is named. */
export function defaultKubeVersion(helm: HelmVersion): KubeVersion {
  return { version: `v1.${helm.kubernetesMinor}.0`, major: '1', minor: String(helm.kubernetesMinor) }
}

function kubeVersionStruct(given: KubeVersion, helm: HelmVersion, type: string): GoStruct {
  const { version, major, minor, normalized = version } = given
  const fields = mapOf([['Version', version]])
  if (helm.keepsKubeVersionSuffix) fields.normalizedVersion = normalized
  fields.Major = major
  fields.Minor = minor
  return new GoStruct(
    type,
    fields,
    {},
    { pointerMethods: { String: () => normalized, GitVersion: () => version } },
  )
}

const helmVersionTags = {
  Version: 'version,omitempty',
  GitCommit: 'git_commit,omitempty',
  GitTreeState: 'git_tree_state,omitempty',
  GoVersion: 'go_version,omitempty',
  KubeClientVersion: 'kube_client_version',
}

function helmVersionStruct(helm: HelmVersion): GoStruct {
  const fields: GoMap = mapOf([
    ['Version', `v${helm.version}`],
    ['GitCommit', ''],
    ['GitTreeState', 'clean'],
    ['GoVersion', goVersion(helm)],
  ])
  if (helm.line === 4) fields.KubeClientVersion = `v1.${helm.kubernetesMinor}`
  return new GoStruct('version.BuildInfo', fields, {}, { tags: helmVersionTags })
}

function goVersion({ line, minor }: HelmVersion): string {
  if (line === 3) return minor < 18 ? 'go1.23.7' : 'go1.26.8'
  return minor < 2 ? 'go1.25.9' : 'go1.26.8'
}

interface ApiVersions {
  list: readonly string[]
  set: ReadonlySet<string>
}

const defaults = new Map<number, ApiVersions>()

/** Made once in a process for each Kubernetes that a Helm is of. */
function defaultsOf({ kubernetesMinor }: HelmVersion): ApiVersions {
  let known = defaults.get(kubernetesMinor)
  if (!known) {
    const list = defaultApiVersions(kubernetesMinor)
    defaults.set(kubernetesMinor, (known = { list, set: new Set(list) }))
  }
  return known
}

const groups = (group: string, versions: string) =>
  versions.split(' ').map((version) => `${group}/${version}`)

function defaultApiVersions(minor: number): string[] {
  const from = (wanted: number, then: string, before: string) => (minor >= wanted ? then : before)
  return [
    'v1',
    ...groups('admissionregistration.k8s.io', 'v1 v1alpha1 v1beta1'),
    'internal.apiserver.k8s.io/v1alpha1',
    ...groups('apps', 'v1 v1beta1 v1beta2'),
    ...groups('authentication.k8s.io', 'v1 v1alpha1 v1beta1'),
    ...groups('authorization.k8s.io', 'v1 v1beta1'),
    ...groups('autoscaling', from(37, 'v1 v2', 'v1 v2 v2beta1 v2beta2')),
    ...groups('batch', 'v1 v1beta1'),
    ...groups('certificates.k8s.io', 'v1 v1beta1 v1alpha1'),
    ...groups('coordination.k8s.io', 'v1alpha2 v1beta1 v1'),
    ...groups('discovery.k8s.io', 'v1 v1beta1'),
    ...groups('events.k8s.io', 'v1 v1beta1'),
    'extensions/v1beta1',
    ...groups('flowcontrol.apiserver.k8s.io', 'v1 v1beta1 v1beta2 v1beta3'),
    ...(minor >= 37 ? ['lifecycle.k8s.io/v1alpha1'] : []),
    ...groups('networking.k8s.io', from(35, 'v1 v1beta1', 'v1 v1alpha1 v1beta1')),
    ...groups('node.k8s.io', 'v1 v1alpha1 v1beta1'),
    ...groups('policy', 'v1 v1beta1'),
    ...groups('rbac.authorization.k8s.io', 'v1 v1beta1 v1alpha1'),
    ...groups('resource.k8s.io', from(35, 'v1 v1beta2 v1beta1 v1alpha3', 'v1beta1 v1alpha3')),
    ...groups('scheduling.k8s.io', from(37, 'v1alpha3 v1beta1 v1', 'v1alpha1 v1beta1 v1')),
    ...groups('storage.k8s.io', 'v1beta1 v1 v1alpha1'),
    ...groups('storagemigration.k8s.io', from(37, 'v1 v1beta1', from(35, 'v1beta1', 'v1alpha1'))),
    ...groups('apiextensions.k8s.io', 'v1beta1 v1'),
  ]
}
