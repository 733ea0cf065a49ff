import { bytesOf, stringOf } from '../../go/bytes.ts'
import { base32Decode, base32Encode, base64Decode, base64Encode } from '../../go/base64.ts'
import { define, type FunctionFamily } from './definition.ts'

/** Base64 and base32, of the text's bytes. Decoding what is not encoded gives Go's error message as the text. */
export const encoding: FunctionFamily = {
  name: 'encoding',
  pure: {
    b64enc: define(['string'], 'string', base64Encode),
    b64dec: define(['string'], 'string', (text: string) => decoded(base64Decode(text))),
    b32enc: define(['string'], 'string', (text: string) => base32Encode(bytesOf(text))),
    b32dec: define(['string'], 'string', (text: string) => decoded(base32Decode(text))),
  },
}

function decoded(result: Uint8Array | string): string {
  return typeof result === 'string' ? result : stringOf(result)
}
