import fs from 'node:fs'
import path from 'node:path'
import { standIns } from '../crds/index.ts'
import { root } from '../../support/repository.ts'

/** What stands in platforms/<name>/cluster.json: what a cluster must have, and what must outlive a release. */
export interface ClusterNeeds {
  /** Manifests of the whole cluster, applied once: storage classes, nodes with GPUs, issuers. */
  cluster?: object[]
  /** Whose custom resources the release makes: they are there before the install. Without it there are none. */
  crds?: (keyof typeof standIns)[]
  /** What controllers that are not there would make, as `Kind/name`: the Secrets of cert-manager's Certificates. */
  madeByControllers?: string[]
  /** Manifests that the operator makes in the namespace before the install. */
  namespace?: object[]
  /** Values for a first install with the defaults, where the chart asks for some. */
  values?: object
  /** A change that an operator makes later. */
  edit: object
  /** What an uninstall leaves, as `Kind/name` with `RELEASE` for the release. */
  survives?: string[]
  /** What differs for one of the chart's examples, by its file's name; `namespace` is added. `skip` is a reason. */
  examples?: Record<string, Partial<Omit<ClusterNeeds, 'cluster' | 'examples'>> & { skip?: string }>
}

export interface ClusterCase {
  platform: string
  chart: string
  /** `defaults` or the name of an example. */
  name: string
  example?: string
  needs: ClusterNeeds
  skip?: string
}

/** The defaults and each example of every chart. A chart without cluster.json fails: nothing says what it needs. */
export function clusterCases(): ClusterCase[] {
  return fs.readdirSync(path.join(root, 'charts')).flatMap((platform) => {
    const chart = path.join(root, 'charts', platform)
    const file = path.join(root, 'platforms', platform, 'cluster.json')
    if (!fs.existsSync(file))
      throw new Error(
        `platforms/${platform}/cluster.json is missing: test/cluster/README.md says what it holds`,
      )
    const needs = JSON.parse(fs.readFileSync(file, 'utf8')) as ClusterNeeds
    const examples = path.join(chart, 'examples')
    const files = fs.existsSync(examples) ? fs.readdirSync(examples).sort() : []
    for (const named of Object.keys(needs.examples ?? {}))
      if (!files.includes(named)) throw new Error(`platforms/${platform}/cluster.json: no example ${named}`)
    return [
      { platform, chart, name: 'defaults', needs },
      ...files.map((example): ClusterCase => {
        const { skip, ...own } = needs.examples?.[example] ?? {}
        const namespace = [...(needs.namespace ?? []), ...(own.namespace ?? [])]
        const all = { ...needs, ...own, namespace }
        return {
          platform,
          chart,
          name: example,
          example: path.join(examples, example),
          needs: all,
          ...(skip && { skip }),
        }
      }),
    ]
  })
}
