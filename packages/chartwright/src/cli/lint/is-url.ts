/**
 * What govalidator takes for a URL in Chart.yaml's `icon` and `sources`: anything Go's url.ParseRequestURI
 * reads that has a scheme.
 */
export function isRequestUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(text) && !hasControl(text) && !/%(?![0-9a-f]{2})/i.test(text)
}

/** What govalidator takes for a maintainer's URL: it may lack its scheme, the host must look like one. */
export function isUrl(text: string): boolean {
  if (text.length >= 2083 || text.length <= 3 || text.startsWith('.') || hasControl(text)) return false
  const host = String.raw`(?:(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?)(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?)*\.?|\[[0-9a-f:.]+\])`
  const url = new RegExp(
    `^(?:(?:ftp|tcp|udp|wss?|https?)://)?(?:\\S+(?::\\S*)?@)?${host}(?::\\d{1,5})?(?:[/?#]\\S*)?$`,
    'iu',
  )
  return url.test(text)
}

/** What govalidator takes for an e-mail address, quoted local parts left out. */
export function isEmail(text: string): boolean {
  const atom = "[\\p{L}\\p{N}!#$%&'*+\\-/=?^_`{|}~]+"
  const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}._~-]*[\p{L}\p{N}])?`
  return new RegExp(
    `^${atom}(?:\\.${atom})*@(?:${label}\\.)+[\\p{L}](?:[\\p{L}\\p{N}._~-]*[\\p{L}])?\\.?$`,
    'iu',
  ).test(text)
}

function hasControl(text: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(text)
}
