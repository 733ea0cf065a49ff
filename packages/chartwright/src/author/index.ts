/**
 * What a platform author imports: values, expressions, workloads, storage, configuration, secrets. It makes
 * data (`App`) and emits nothing; `compiler` turns the data into a chart.
 *
 * `values` are what operators set and what is computed of it; `workload` what runs, `storage` what it mounts,
 * `network` who reaches whom; `services` are databases and the like, ready-made of these; `preflight` says what
 * a cluster must have. Here stand the chart itself and the ways out: objects, patches, templates by hand.
 */
export * from './chart.ts'
export { typesSayMore } from './mistake.ts'
export {
  bool,
  Declaration,
  dnsLabel,
  duration,
  group,
  int,
  labelValue,
  listOf,
  mapOf,
  number,
  objectName,
  oneOf,
  port,
  quantity,
  quantityPattern,
  string,
  type Declarations,
  type FaceOf,
  type Faces,
  type MapFace,
  type NumberDeclaration,
  type PlainOf,
  type Plains,
  type StringDeclaration,
} from './values/declaration.ts'
export * from './values/expression.ts'
export * from './values/functions.ts'
export * from './advice.ts'
export * from './workload/autoscale.ts'
export * from './workload/component-name.ts'
export * from './storage/config.ts'
export * from './network/connection.ts'
export * from './values/derived.ts'
export * from './workload/env.ts'
export type { Mount } from './workload/mount.ts'
export type { Part } from './part.ts'
export * from './services/dependency.ts'
export * from './preflight/capabilities.ts'
export * from './preflight/capacity.ts'
export * from './preflight/requirement.ts'
export * from './workload/election.ts'
export * from './network/exposure.ts'
export * from './storage/external-config.ts'
export * from './network/gateway.ts'
export * from './workload/gpu.ts'
export * from './workload/job.ts'
export * from './workload/lifecycle.ts'
export * from './network/network-policy.ts'
export * from './workload/keda.ts'
export * from './workload/metrics.ts'
export * from './network/mtls.ts'
export * from './workload/permission.ts'
export * from './workload/pods-of.ts'
export * from './workload/port.ts'
export * from './patch.ts'
export * from './workload/probe.ts'
export * from './values/profile.ts'
export * from './network/publish.ts'
export * from './raw-template.ts'
export * from './network/route.ts'
export * from './services/redis.ts'
export * from './workload/ring.ts'
export * from './storage/secret.ts'
export * from './object.ts'
export * from './services/object-store.ts'
export * from './workload/shared-image.ts'
export * from './network/stream-route.ts'
export * from './workload/singleton-guard.ts'
export * from './services/turn.ts'
export * from './workload/tracing.ts'
export * from './storage/volume.ts'
export * from './workload/workload.ts'
export { houseValueNames, image, knobNames, replicas, workload, type Knobs } from './values/house-values.ts'
export * from './values/operator-shapes.ts'
export * from './values/own-fields.ts'
export { copyPlaces, placedAt, placedBy, placeProperties, siteOfProperty, withPlaces } from './places.ts'
export { registerLoadedFile, sitesOfError, withoutSites, type LoadedFile, type Site } from './site.ts'
export type { Field, GroupType, Json, StringType, Type, UserShape } from './values/type.ts'
