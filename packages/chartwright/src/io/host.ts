/** What a render may ask of the world around it. Tests and provers give a fixed one. */
export interface Host {
  /** Milliseconds since 1970. */
  now(): number
  /** The offset from UTC and the zone's abbreviation at a moment, for a named zone, "Local" or "UTC"; undefined if unknown. */
  zone(name: string, at: number): { offsetSeconds: number; abbreviation: string } | undefined
  randomBytes(length: number): Uint8Array
  /** Resolves a name to an address, or "" when it cannot or may not. */
  hostByName(name: string): string
  environment(name: string): string | undefined
  /** Left out where there is none: functions then do their own hashing, and have no keys and certificates. */
  readonly crypto?: HostCrypto
}

/** Cryptography that a host has at hand and nobody should write anew. Loaded when first used. */
export interface HostCrypto {
  /** The digest in hexadecimal; text counts as UTF-8. */
  hash(algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512', data: string | Uint8Array): string
}
