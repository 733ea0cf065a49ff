import { bool, group, int, objectName, oneOf, string, type FaceOf } from '../values/declaration.ts'
import type { Env } from '../workload/env.ts'
import { str, when, type Maybe } from '../values/functions.ts'
import type { Mount } from '../workload/mount.ts'
import { siteField, type Site } from '../site.ts'
import { volume } from '../storage/volume.ts'
import { componentName } from '../workload/component-name.ts'

/** The values of certificates between components. @example mtls: mtlsValues({ issuer: 'shop-ca' }) */
export function mtlsValues(defaults: { issuer: string; kind?: 'Issuer' | 'ClusterIssuer' }) {
  const kinds =
    defaults.kind === 'Issuer'
      ? (['Issuer', 'ClusterIssuer'] as const)
      : (['ClusterIssuer', 'Issuer'] as const)
  return group('Certificates by which the components know each other', {
    enabled: bool(true).doc('Components prove who they are, and encrypt what they say'),
    certManager: group('cert-manager makes and renews them, where the cluster has it', {
      enabled: bool(true).doc('Use it; otherwise, or without it, the chart makes a CA and certificates'),
      issuerRef: group('Who signs', {
        name: objectName(defaults.issuer).notEmpty().doc('Its name'),
        kind: oneOf(kinds).doc('Its kind'),
      }),
    }),
    ca: group('The CA of the chart, when cert-manager is not used', {
      certificate: string('').doc(
        'Its certificate in PEM; empty: the chart makes one and keeps it. Another one than before is trusted after one upgrade and signs after the next',
      ),
      privateKey: string('').doc('Its private key in PEM, with the certificate'),
      days: int(365)
        .min(3)
        .max(1000)
        .doc(
          'How long certificates hold that it signs. Upgrades renew them in their last third, and roll the pods',
        ),
    }),
  })
}

/** What `$` gives for the values of `mtlsValues`. */
export type MtlsValues = FaceOf<ReturnType<typeof mtlsValues>>

export interface MtlsPart {
  part: 'mtls'
  name: string
  from: MtlsValues
  /** Who has a certificate. */
  components: string[]
  at?: Site
}

/** Certificates as a platform holds them. */
export interface Mtls {
  readonly part: MtlsPart
  /** The certificate, key and CA of a component as files of a folder: `tls.crt`, `tls.key`, `ca.crt`. */
  at(component: string, folder: string): Maybe<Mount>
  /** Variables with the paths of the files: `<prefix>CERT`, `KEY`, `CA`. */
  env(prefix: string, folder: string): Env
}

/**
 * A certificate for each component that mounts one, for its Service's names: by cert-manager, or signed by a
 * CA that the chart makes once and finds again; these are renewed by upgrades in the last third of their life.
 *
 * @example const tls = mtls($.security.mtls); mounts: [tls.at('api', '/tls')], env: tls.env('APP_TLS_', '/tls')
 */
export function mtls(values: MtlsValues): Mtls {
  const components: string[] = []
  const part: MtlsPart = { part: 'mtls', name: 'ca', from: values, components, ...siteField() }
  return {
    part,
    at(component, folder) {
      if (!components.includes(component)) components.push(component)
      return when(
        values.enabled,
        volume('tls', { secret: str`${componentName(component)}-tls` }).at(folder, { readOnly: true }),
      )
    },
    env: (prefix, folder) => ({
      [`${prefix}CERT`]: when(values.enabled, `${folder}/tls.crt`),
      [`${prefix}KEY`]: when(values.enabled, `${folder}/tls.key`),
      [`${prefix}CA`]: when(values.enabled, `${folder}/ca.crt`),
    }),
  }
}
