/** Go's words for what a system says of a file, by Node's codes. */
const texts: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'device or resource busy',
  EDQUOT: 'disk quota exceeded',
  EEXIST: 'file exists',
  EIO: 'input/output error',
  EISDIR: 'is a directory',
  ELOOP: 'too many links',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'file name too long',
  ENFILE: 'too many open files in system',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
}

/** What Go prints when the system refuses a file, `open P: permission denied`; undefined for other errors. */
export function fileErrorText(error: unknown): string | undefined {
  const { code = '', syscall, path = '' } = (error ?? {}) as NodeJS.ErrnoException
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined
  if (text === undefined || path === '') return text
  if (code === 'EISDIR') return `read ${path}: ${text}`
  return `${syscall === undefined || syscall === 'scandir' ? 'open' : syscall} ${path}: ${text}`
}
