import type { Selected } from './select.ts'

/**
 * TypeScript names for definitions. Kubernetes names types within a group, so a few names occur in several;
 * those get their group in front (`apiextensions` and `ServiceReference` → `ApiextensionsServiceReference`).
 * Core's keep their plain name.
 */
export function typeNames(selected: ReadonlyMap<string, Selected>): Map<string, string> {
  const byShortName = new Map<string, Selected[]>()
  for (const one of selected.values()) {
    const short = shortName(one.name)
    byShortName.set(short, [...(byShortName.get(short) ?? []), one])
  }
  const names = new Map<string, string>()
  for (const [short, all] of byShortName)
    for (const one of all) {
      const group = one.file.split('-')[0]!
      const plain = all.length === 1 || group === 'core'
      names.set(one.name, plain ? short : `${group[0]!.toUpperCase()}${group.slice(1)}${short}`)
    }
  return names
}

const shortName = (name: string) => name.slice(name.lastIndexOf('.') + 1)
