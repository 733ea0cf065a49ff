import { describe, expect, test } from 'vitest'
import { helms, printedByHelm, printedByUs, withChart } from './support.ts'

/** Hosts that net/url came to read more strictly, in Go 1.24.8 and 1.26. */
const addresses = [
  'http://h:1:2/x',
  'http://a:b:c/',
  'http://[1.2.3.4]/',
  'http://[abc]:80/',
  'http://x[::1]/',
]

describe.each(helms)('Helm $name', ({ binary, version }) => {
  test.each(addresses)(
    'urlParse reads or refuses %s as it does',
    (address) => {
      withChart({ 'templates/a.yaml': `kind: A\nurl: {{ urlParse "${address}" }}\n` }, (folder) => {
        expect(printedByUs(version, folder)).toEqual(printedByHelm(binary, folder))
      })
    },
    30_000,
  )
})
