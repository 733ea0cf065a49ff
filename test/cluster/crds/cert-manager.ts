// cert-manager 1: https://cert-manager.io/docs/reference/api-docs
import { any, bool, crd, list, mapOf, oneOf, required, text, whole } from './notation.ts'

const secretKey = { key: text, name: required(text) }
const names = {
  dnsDomains: list(text),
  emailAddresses: list(text),
  ipRanges: list(text),
  uriDomains: list(text),
}
const usages = [
  ['signing', 'digital signature', 'content commitment', 'key encipherment', 'key agreement'],
  ['data encipherment', 'cert sign', 'crl sign', 'encipher only', 'decipher only', 'any', 'server auth'],
  ['client auth', 'code signing', 'email protection', 's/mime', 'ipsec end system', 'ipsec tunnel'],
  ['ipsec user', 'timestamping', 'ocsp signing', 'microsoft sgc', 'netscape sgc'],
].flat()
const signatures = ['RSA', 'ECDSAWith'].flatMap((key) =>
  ['256', '384', '512'].map((size) => (key === 'RSA' ? `SHA${size}WithRSA` : `${key}SHA${size}`)),
)

const certificate = {
  additionalOutputFormats: list({ type: required(oneOf('DER', 'CombinedPEM')) }),
  commonName: text,
  dnsNames: list(text),
  duration: text,
  emailAddresses: list(text),
  encodeUsagesInRequest: bool,
  ipAddresses: list(text),
  isCA: bool,
  issuerRef: required({ group: text, kind: text, name: required(text) }),
  keystores: {
    jks: { alias: text, create: required(bool), password: text, passwordSecretRef: secretKey },
    pkcs12: {
      create: required(bool),
      password: text,
      passwordSecretRef: secretKey,
      profile: oneOf('LegacyRC2', 'LegacyDES', 'Modern2023', 'Modern2026'),
    },
  },
  literalSubject: text,
  nameConstraints: { critical: bool, excluded: names, permitted: names },
  otherNames: list({ oid: text, utf8Value: text }),
  privateKey: {
    algorithm: oneOf('RSA', 'ECDSA', 'Ed25519'),
    encoding: oneOf('PKCS1', 'PKCS8'),
    rotationPolicy: oneOf('Never', 'Always'),
    size: whole,
  },
  renewBefore: text,
  renewBeforePercentage: whole,
  renewal: {
    policy: oneOf('RenewBefore', 'Disabled'),
    windows: list({ cron: required(text), timezone: text, windowDuration: required(text) }),
  },
  revisionHistoryLimit: whole,
  secretName: required(text),
  secretTemplate: { annotations: mapOf(text), labels: mapOf(text) },
  signatureAlgorithm: oneOf(...signatures, 'PureEd25519'),
  subject: {
    countries: list(text),
    localities: list(text),
    organizationalUnits: list(text),
    organizations: list(text),
    postalCodes: list(text),
    provinces: list(text),
    serialNumber: text,
    streetAddresses: list(text),
  },
  uris: list(text),
  usages: list(oneOf(...usages)),
}
const issuer = {
  // A solver's pod template has hundreds of fields; no chart of ours makes an ACME issuer.
  acme: any,
  ca: {
    crlDistributionPoints: list(text),
    issuingCertificateURLs: list(text),
    ocspServers: list(text),
    secretName: required(text),
  },
  selfSigned: { crlDistributionPoints: list(text) },
  vault: any,
  venafi: any,
}

const group = 'cert-manager.io'
const versions = ['v1']
export const certManager = [
  crd(group, { kind: 'Certificate', plural: 'certificates', versions, spec: certificate }),
  crd(group, { kind: 'Issuer', plural: 'issuers', versions, spec: issuer }),
  crd(group, { kind: 'ClusterIssuer', plural: 'clusterissuers', versions, cluster: true, spec: issuer }),
]
