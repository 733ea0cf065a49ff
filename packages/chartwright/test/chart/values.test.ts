import { describe, expect, test } from 'vitest'
import type { ValueOptions } from '../../src/chart/index.ts'
import { chartYaml, folderOf, helmSays, helms, valuesTemplate, weSay } from './support.ts'

/** A chart with these values, a subchart s with those, and what the user gives. */
interface Row {
  title: string
  values?: string
  sub?: string
  user?: string
  options?: ValueOptions
}

const nulls: Row[] = [
  { title: 'nulls of a chart', values: 'a: null\nm: {x: null, w: 1}' },
  { title: 'a null over a default', values: 'a: 1\nm: {x: 1, w: 1}', user: 'a: null\nm: {x: null}' },
  { title: 'a null for an unknown key', values: 'm: {w: 1}', user: 'z: null\nm: {q: null}' },
  { title: 'a null into an empty map', values: 'e: {}', options: { set: ['e.x=null'] } },
  { title: 'nulls of a subchart', sub: 'b: {c: 1, d: null}' },
  { title: 'nulls of a subchart under user values', sub: 'b: {c: 1, d: null}', user: 's: {z: 1}' },
  { title: 'a parent nulls a scalar of its subchart', sub: 'a: 1', values: 's: {a: null}' },
  { title: 'a parent nulls in a map of its subchart', sub: 'c: {x: 1, w: 2}', values: 's: {c: {x: null}}' },
  { title: 'a parent nulls in an empty map', sub: 'b: {}', values: 's: {b: {x: null}}' },
  { title: 'the user nulls a scalar of a subchart', sub: 'a: 1', user: 's: {a: null}' },
  { title: 'the user nulls a table of a subchart', sub: 'b: {c: 1}', user: 's: {b: null}' },
  { title: 'null globals', values: 'global: {b: null}', sub: 'global: {b: 2, c: null}' },
  { title: 'the user nulls in a global table', sub: 'global: {m: {x: 1}}', user: 'global: {m: {x: null}}' },
]

const merges: Row[] = [
  { title: 'lists are replaced', values: 'l: [1, 2, 3]', user: 'l: [9]' },
  { title: 'a scalar over a table', values: 'm: {a: 1}', user: 'm: 5' },
  { title: 'a table over a scalar', values: 'm: 5', user: 'm: {a: 1}' },
  {
    title: 'globals reach subcharts and merge',
    values: 'global: {a: 1, m: {x: 1}}',
    sub: 'global: {b: 2, m: {y: 2}}',
  },
  { title: 'globals that are no table', values: 'global: 5', sub: 'a: 1' },
  { title: 'a scalar under a subchart', sub: 'a: 1', user: 's: 5' },
  { title: 'null under a subchart', sub: 'a: 1', user: 's: null' },
  { title: 'a list under a subchart', sub: 'a: 1', user: 's: [1, null, x]' },
  {
    title: 'numbers keep their kinds',
    values: 'a: 1000000\nb: 1e3\nc: 0x1f\nd: 12345678901234567890',
    options: { set: ['e=1000000,f=-5,g=010,h=1.5'] },
  },
  {
    title: 'names every object has',
    values: '__proto__: {a: 1}\nconstructor: 2\ntoString: {x: 1}',
    user: 'constructor: {y: 1}\nhasOwnProperty: 3',
  },
  { title: 'values files merge in order', options: { files: ['one.yaml', 'two.yaml'] } },
  { title: 'several documents in a values file', options: { files: ['documents.yaml'] } },
  { title: 'an empty values file', options: { files: ['empty.yaml'] } },
  { title: 'a values file with a byte order mark', options: { files: ['mark.yaml'] } },
  { title: 'a separator with text behind it', options: { files: ['separator.yaml'] } },
  { title: 'a values file that is a list', options: { files: ['list.yaml'] } },
  { title: 'a values file that is no YAML', options: { files: ['broken.yaml'] } },
  { title: 'a values file that is missing', options: { files: ['missing.yaml'] } },
  { title: 'values of a chart that are a list', values: '- 1' },
  { title: 'values of a chart that are no YAML', values: 'a: [1' },
  { title: 'values of a subchart that are no YAML', sub: 'a: b: c' },
  { title: 'values of a chart in two documents', values: 'a: 1\n---\nb: 2' },
]

const sets: Row[] = [
  ['a.b=1,c={x,y},l[2]=z'],
  ['a=true,b=FALSE,c=null,d=0,e=00,f=1_0,g=9223372036854775808'],
  ['a='],
  ['a={}'],
  ['a={,}'],
  ['a'],
  ['a={b'],
  ['a[0'],
  ['a[-1]=x'],
  ['a[65537]=x'],
  ['a[x]=1'],
  ['a[0]b=1'],
  ['a.b,c=1'],
  ['a\\.b=1,c=x\\,y'],
  ['m=5', 'm.a=1'],
  ['m=5', 'm[0]=1'],
  ['l[0].a=1,l[1].b=2', 'l[0].c=3'],
  ['l[1][1]=x'],
  ['=5'],
  ['a..b=1'],
  [`${'a.'.repeat(31)}a=1`],
].map((set) => ({
  title: `--set ${set.join(' --set ').slice(0, 60)}`,
  values: 'l: [1, 2]\nm: {z: 1}',
  options: { set },
}))

const otherSets: Row[] = [
  { title: '--set-string', options: { setString: ['a=1,b=true,c={1,2}'] } },
  { title: '--set-json', options: { setJson: ['a={"x":[1,1.5,null]}, b="t" ,c=', 'd=[1'] } },
  { title: '--set-json of values', options: { setJson: ['a={"x":[1,1.5,null]}, b="t" ,c=1e3'] } },
  { title: '--set-json with a whole object', options: { setJson: ['{"a":{"b":1}}'] } },
  { title: '--set-json with a broken object', options: { setJson: ['{"a":'] } },
  { title: '--set-literal', options: { setLiteral: ['a.b=x,y={z}\\', 'c[0]=d'] } },
  { title: '--set-file', options: { setFile: ['a=one.yaml,b.c=empty.yaml'] } },
  { title: '--set-file of nothing', options: { setFile: ['a=missing.txt'] } },
  {
    title: 'the order of the flags',
    options: { setString: ['a=s'], set: ['a=1,b=1'], setJson: ['b="j"'], setLiteral: ['c=l'] },
  },
]

function filesOf({ values, sub, user }: Row): Record<string, string> {
  return {
    'c/Chart.yaml': chartYaml(),
    'c/templates/a.yaml': valuesTemplate,
    ...(values === undefined ? {} : { 'c/values.yaml': values }),
    ...(sub === undefined
      ? {}
      : {
          'c/charts/s/Chart.yaml': chartYaml('s'),
          'c/charts/s/values.yaml': sub,
          'c/charts/s/templates/b.yaml': valuesTemplate,
        }),
    'user.yaml': user ?? '',
    'one.yaml': 'a: 1\nm: {x: 1, y: null}\nl: [1]',
    'two.yaml': 'a: null\nm: {y: 2, z: {}}\nl: []',
    'documents.yaml': 'a: 1\nm: {x: 1}\n---\nb: 2\nm: {y: 2}\n--- # more\nm: {x: null}\n',
    'empty.yaml': '# nothing\n',
    'mark.yaml': '\ufeffa: 1\n',
    'separator.yaml': 'a: 1\n--- b: 2\n',
    'list.yaml': '- 1\n',
    'broken.yaml': 'a: b: c\n',
  }
}

describe.each(helms)('values as Helm $version.version has them', ({ binary, version }) => {
  test.each([...nulls, ...merges, ...sets, ...otherSets])('$title', (row) => {
    const folder = folderOf(filesOf(row))
    const values = {
      ...row.options,
      files: [...(row.user === undefined ? [] : ['user.yaml']), ...(row.options?.files ?? [])],
    }
    const given = { files: {}, chart: 'c', values }
    const helm = helmSays(binary, folder, given)
    const ours = weSay(version, folder, given)
    if ('error' in helm) expect(ours.error).toBe(helm.error)
    else expect(ours.text).toBe(helm.text)
  })
})
