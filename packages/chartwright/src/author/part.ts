import type { DerivedPart } from './derived.ts'
import type { ExprNode } from './expression.ts'
import type { ConfigPart } from './config.ts'
import type { NetworkPoliciesPart } from './network-policy.ts'
import type { CapacityPart } from './capacity.ts'
import type { ExposurePart } from './exposure.ts'
import type { GatewayPart } from './gateway.ts'
import type { MetricsPart } from './metrics.ts'
import type { MtlsPart } from './mtls.ts'
import type { PatchPart } from './patch.ts'
import type { PublishPart } from './publish.ts'
import type { RawTemplatePart } from './raw-template.ts'
import type { RoutePart } from './route.ts'
import type { ObjectPart } from './object.ts'
import type { RequirementPart } from './requirement.ts'
import type { SecretPart } from './secret.ts'
import type { SingletonGuardPart } from './singleton-guard.ts'
import type { Site } from './site.ts'
import type { StreamRoutePart } from './stream-route.ts'
import type { VolumePart } from './volume.ts'
import type { WorkloadPart } from './workload.ts'

/** A piece of a chart's description, as `chart()` collects them. */
export type Part =
  | VolumePart
  | ConfigPart
  | SecretPart
  | WorkloadPart
  | NetworkPoliciesPart
  | RoutePart
  | GatewayPart
  | StreamRoutePart
  | PublishPart
  | PatchPart
  | RawTemplatePart
  | CapacityPart
  | RequirementPart
  | MetricsPart
  | MtlsPart
  | ObjectPart
  | SingletonGuardPart
  | DerivedPart
  | ExposurePart
  | { part: 'refusal'; condition: ExprNode; message: ExprNode; at?: Site }
  | { part: 'warning'; condition: ExprNode; message: ExprNode; at?: Site }
  | { part: 'note'; condition?: ExprNode; message: ExprNode; at?: Site }
