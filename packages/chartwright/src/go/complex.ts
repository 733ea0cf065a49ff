import { GoError } from './error.ts'
import { formatFloatG } from './strconv.ts'
import { GoStruct, mapOf, type GoValue } from './values.ts'

/** A complex128: only a constant such as `1i` makes one, and little more than printing is to be done with it. */
export function complex(re: number, im: number): GoStruct {
  const imaginary = formatFloatG(im)
  const text = `(${formatFloatG(re)}${/^[+-]/.test(imaginary) ? '' : '+'}${imaginary}i)`
  const fields = mapOf([
    ['re', re],
    ['im', im],
  ])
  const json = () => {
    throw new GoError('json: unsupported type: complex128')
  }
  return new GoStruct('complex128', fields, { String: () => text }, { json })
}

export function isComplex(value: GoValue): value is GoStruct & { type: 'complex128' } {
  return value instanceof GoStruct && value.type === 'complex128'
}
