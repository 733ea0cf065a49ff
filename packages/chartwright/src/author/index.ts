/**
 * What a platform author imports: values, expressions, workloads, storage, configuration, secrets. It makes
 * data (`App`) and emits nothing; `compiler` turns the data into a chart.
 */
export * from './chart.ts'
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
  string,
  type Declarations,
  type FaceOf,
  type Faces,
  type MapFace,
  type NumberDeclaration,
  type PlainOf,
  type Plains,
  type StringDeclaration,
} from './declaration.ts'
export * from './expression.ts'
export * from './functions.ts'
export * from './advice.ts'
export * from './autoscale.ts'
export * from './component-name.ts'
export * from './config.ts'
export * from './connection.ts'
export * from './derived.ts'
export * from './env.ts'
export type { Mount } from './mount.ts'
export type { Part } from './part.ts'
export * from './dependency.ts'
export * from './capabilities.ts'
export * from './capacity.ts'
export * from './requirement.ts'
export * from './election.ts'
export * from './exposure.ts'
export * from './external-config.ts'
export * from './gateway.ts'
export * from './gpu.ts'
export * from './job.ts'
export * from './lifecycle.ts'
export * from './network-policy.ts'
export * from './keda.ts'
export * from './metrics.ts'
export * from './mtls.ts'
export * from './permission.ts'
export * from './pods-of.ts'
export * from './port.ts'
export * from './patch.ts'
export * from './probe.ts'
export * from './profile.ts'
export * from './publish.ts'
export * from './raw-template.ts'
export * from './route.ts'
export * from './redis.ts'
export * from './ring.ts'
export * from './secret.ts'
export * from './object.ts'
export * from './object-store.ts'
export * from './shared-image.ts'
export * from './stream-route.ts'
export * from './singleton-guard.ts'
export * from './turn.ts'
export * from './tracing.ts'
export * from './volume.ts'
export * from './workload.ts'
export { houseValueNames, image, knobNames, replicas, workload, type Knobs } from './house-values.ts'
export * from './operator-shapes.ts'
export * from './own-fields.ts'
export { copyPlaces, placeProperties, siteOfProperty, withPlaces } from './places.ts'
export { registerLoadedFile, siteOfError, withoutSites, type LoadedFile, type Site } from './site.ts'
export type { Field, GroupType, Json, StringType, Type, UserShape } from './type.ts'
