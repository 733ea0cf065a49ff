/** What a render may ask of the world around it. Tests and provers give a fixed one. */
export interface Host {
  /** Milliseconds since 1970. */
  now(): number
  /** The offset from UTC and the zone's abbreviation at a moment, for a named zone, "Local" or "UTC"; undefined if unknown. */
  zone(name: string, at: number): { offsetSeconds: number; abbreviation: string } | undefined
  randomBytes(length: number): Uint8Array
  /** The addresses of a name, none when it has none. Left out where DNS may not be asked. */
  lookUpHost?(name: string): readonly string[]
  environment(name: string): string | undefined
  /** Left out where there is none: functions then do their own hashing, and have no keys and certificates. */
  readonly crypto?: HostCrypto
}

export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** A private key, read. */
export interface PrivateKey {
  kind: 'rsa' | 'ec' | 'ed25519'
  /** NIST's curve of an EC key, P-256 and so on. */
  curve?: string
  /** In the form that OpenSSL calls traditional; PKCS#8 for Ed25519. */
  pem: string
  /** The DER of its SubjectPublicKeyInfo. */
  publicKey: Uint8Array
}

/** Cryptography that a host has at hand and nobody should write anew. Loaded when first used. */
export interface HostCrypto {
  /** The digest in hexadecimal; text counts as UTF-8. */
  hash(algorithm: HashAlgorithm, data: string | Uint8Array): string
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array
  scrypt(
    password: Uint8Array,
    salt: Uint8Array,
    cost: number,
    blockSize: number,
    parallel: number,
    length: number,
  ): Uint8Array
  /** AES in CBC mode with no padding; the key's length chooses the variant. */
  aesCbc(direction: 'encrypt' | 'decrypt', key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array
  /** A new private key as PEM, as `PrivateKey.pem`; a DSA key as PKCS#8. ECDSA keys are on P-256. */
  generateKey(kind: 'rsa' | 'dsa' | 'ecdsa' | 'ed25519', bits?: number): string
  /** Reads a private key. Throws for text that is none, or of another kind. */
  readKey(pem: string): PrivateKey
  /** Ed25519 hashes by itself and takes no algorithm. ECDSA signatures are DER. */
  sign(pem: string, algorithm: HashAlgorithm | undefined, data: Uint8Array): Uint8Array
}
