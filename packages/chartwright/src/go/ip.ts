/** net.ParseIP: four or sixteen bytes, or undefined. */
export function parseIp(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIp6(text) : parseIp4(text)
}

function parseIp4(text: string): Uint8Array | undefined {
  const parts = text.split('.')
  if (
    parts.length !== 4 ||
    !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)
  )
    return undefined
  return Uint8Array.from(parts, Number)
}

function parseIp6(text: string): Uint8Array | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const bytes = groups.map((half, i) => groupBytes(half, i === groups.length - 1))
  if (bytes.some((half) => half === undefined)) return undefined
  const [head, tail = []] = bytes as [number[], number[]?]
  const missing = 16 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined
  const address = Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...tail])
  // An IPv4 address written in IPv6 is the IPv4 address.
  const mapped =
    address.subarray(0, 10).every((byte) => byte === 0) && address[10] === 255 && address[11] === 255
  return mapped ? address.subarray(12) : address
}

function groupBytes(groups: readonly string[], isLast: boolean): number[] | undefined {
  const bytes: number[] = []
  for (const [i, group] of groups.entries()) {
    const embedded = isLast && i === groups.length - 1 && group.includes('.') ? parseIp4(group) : undefined
    if (embedded) bytes.push(...embedded)
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 255)
    else return undefined
  }
  return bytes
}
