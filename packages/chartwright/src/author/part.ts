import type { DerivedPart } from './values/derived.ts'
import type { ExprNode } from './values/expression.ts'
import type { ConfigPart } from './storage/config.ts'
import type { NetworkPoliciesPart } from './network/network-policy.ts'
import type { CapacityPart } from './preflight/capacity.ts'
import type { ExposurePart } from './network/exposure.ts'
import type { GatewayPart } from './network/gateway.ts'
import type { MetricsPart } from './workload/metrics.ts'
import type { MtlsPart } from './network/mtls.ts'
import type { PatchPart } from './patch.ts'
import type { PublishPart } from './network/publish.ts'
import type { RawTemplatePart } from './raw-template.ts'
import type { RoutePart } from './network/route.ts'
import type { ObjectPart } from './object.ts'
import type { RequirementPart } from './preflight/requirement.ts'
import type { SecretPart } from './storage/secret.ts'
import type { SingletonGuardPart } from './workload/singleton-guard.ts'
import type { Site } from './site.ts'
import type { StreamRoutePart } from './network/stream-route.ts'
import type { VolumePart } from './storage/volume.ts'
import type { WorkloadPart } from './workload/workload.ts'

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
