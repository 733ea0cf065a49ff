import type { Arg } from '../values/expression.ts'
import type { ConfigPart } from '../storage/config.ts'
import type { SecretPart } from '../storage/secret.ts'
import type { Site } from '../site.ts'
import type { VolumePart } from '../storage/volume.ts'

/** Something at a path of a container. */
export interface Mount {
  readonly mount: VolumePart | ConfigPart | SecretPart
  readonly path: Arg<string>
  readonly subPath?: Arg<string>
  readonly readOnly: boolean
  readonly at?: Site
}
