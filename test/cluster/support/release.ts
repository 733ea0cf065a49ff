import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { complaintsAbout, create } from './api.ts'
import type { Helm } from './commands.ts'
import { everythingIn, nameOf, objects, podsThatStayUnready, type KubeObject } from './objects.ts'
import { danglingReferences } from './references.ts'
import type { ClusterCase } from './platforms.ts'

const waiting = ['--wait', '--timeout', '180s']

/** A release of a case's chart, taken through its life by one Helm. */
export class Release {
  readonly name: string
  readonly helm: Helm
  readonly it: ClusterCase
  /** Values files of the first install, in order. */
  readonly #files: string[]
  readonly #folder: string
  constructor(name: string, helm: Helm, it: ClusterCase) {
    this.name = name
    this.helm = helm
    this.it = it
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chartwright-release-'))
    this.#files = [
      ...(it.example ? [it.example] : []),
      ...(it.needs.values ? [this.#file('own', it.needs.values)] : []),
    ]
  }

  #file(name: string, content: object): string {
    const file = path.join(this.#folder, `${name}.json`)
    fs.writeFileSync(file, JSON.stringify(content))
    return file
  }

  #values(files = this.#files): string[] {
    return files.flatMap((file) => ['--values', file])
  }

  install(): Promise<string> {
    return this.helm.must('install', this.name, this.it.chart, ...this.#values(), ...waiting)
  }

  /** The operator changes values. */
  edit(): Promise<string> {
    const files = [...this.#files, this.#file('edit', this.it.needs.edit)]
    return this.helm.must('upgrade', this.name, this.it.chart, ...this.#values(files), ...waiting)
  }

  /** The same chart comes in a later version, and nothing else changes. */
  bump(): Promise<string> {
    const chart = path.join(this.#folder, path.basename(this.it.chart))
    fs.cpSync(this.it.chart, chart, { recursive: true })
    const file = path.join(chart, 'Chart.yaml')
    const text = fs.readFileSync(file, 'utf8')
    const later = text.replace(/^version: .*$/m, 'version: "99.0.0"')
    if (later === text) throw new Error(`${file} has no version`)
    fs.writeFileSync(file, later)
    return this.helm.must('upgrade', this.name, chart, '--reuse-values', ...waiting)
  }

  rollback(revision: number): Promise<string> {
    return this.helm.must('rollback', this.name, `${revision}`, ...waiting)
  }

  test(): Promise<string> {
    return this.helm.must('test', this.name, '--timeout', '180s')
  }

  uninstall(): Promise<string> {
    // Without --debug Helm 4 keeps to itself why it could not.
    return this.helm.must('uninstall', this.name, '--debug', ...waiting)
  }

  readonly #manifests = new Map<number, Promise<string>>()

  /** A revision's manifest, which never changes. */
  manifest(revision: number): Promise<string> {
    const asked =
      this.#manifests.get(revision) ??
      this.helm.must('get', 'manifest', this.name, '--revision', `${revision}`)
    this.#manifests.set(revision, asked)
    return asked
  }

  async complaints(revision: number): Promise<string[]> {
    return complaintsAbout(await this.manifest(revision), this.helm.namespace)
  }

  /** By `Kind/name`: the identity of what holds data or is the operator's, and the data itself. */
  async kept(kinds = 'persistentvolumeclaims,secrets'): Promise<Record<string, unknown>> {
    const found = await objects(kinds, this.helm.namespace)
    const own = found.filter(({ metadata }) => !metadata.name.startsWith('sh.helm.release.'))
    return Object.fromEntries(own.map((object) => [nameOf(object), [object.metadata.uid, object.data]]))
  }

  /** By `Kind/name`: what of a workload makes new pods when it changes. */
  async templates(): Promise<Record<string, unknown>> {
    const found = await objects('deployments,statefulsets,daemonsets', this.helm.namespace)
    return Object.fromEntries(found.map((object) => [nameOf(object), object.spec?.template]))
  }

  /** By `Kind/name`: how many pods the release asks for, where no autoscaler decides. */
  async replicas(): Promise<Record<string, unknown>> {
    const { namespace } = this.helm
    const scaled = (await objects('horizontalpodautoscalers', namespace)).map(({ spec }) => {
      const { kind, name } = spec!.scaleTargetRef!
      return `${kind}/${name}`
    })
    const all = await objects('deployments,statefulsets', namespace)
    const found = all.filter((object) => !scaled.includes(nameOf(object)))
    return Object.fromEntries(found.map((object) => [nameOf(object), object.spec?.replicas]))
  }

  /** Secrets, ConfigMaps and claims that pods name and nobody made. */
  async dangling(): Promise<string[]> {
    const { namespace } = this.helm
    const pods = await objects('pods', namespace)
    const present = await objects('secrets,configmaps,persistentvolumeclaims', namespace)
    const made = this.#names(this.it.needs.madeByControllers)
    return danglingReferences(pods, present).filter((one) => !made.some((name) => one.endsWith(` ${name}`)))
  }

  podsNotReady(): Promise<string[]> {
    return podsThatStayUnready(this.helm.namespace)
  }

  async everything(): Promise<KubeObject[]> {
    const all = await everythingIn(this.helm.namespace)
    return all.filter(({ metadata }) => !metadata.name.startsWith('sh.helm.release.'))
  }

  /** What an uninstall is to leave behind, by `Kind/name`. */
  survivors(): string[] {
    return this.#names(this.it.needs.survives)
  }

  #names(given: readonly string[] = []): string[] {
    return given.map((name) => name.replaceAll('RELEASE', this.name))
  }

  async prepare(): Promise<void> {
    const { namespace } = this.helm
    await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, namespace)
    for (const object of this.it.needs.namespace ?? []) await create(object, namespace)
  }

  /** The namespace ends with the cluster: emptying it would keep the controllers busy. */
  remove(): void {
    fs.rmSync(this.#folder, { recursive: true })
  }
}
