// What the editor shows authors. Checked by the type checker; a wrong type fails `npm run types`.
import { expect, expectTypeOf, test } from 'vitest'
import {
  eq,
  group,
  image,
  int,
  mapOf,
  object,
  oneOf,
  pool,
  service,
  string,
  when,
  workload,
  type Expr,
  type Faces,
  type Maybe,
  type Plains,
  type When,
} from '../../src/author/index.ts'

const declared = {
  image: image({ repository: 'x', tag: '1' }),
  mode: oneOf(['a', 'b']),
  web: workload('The page', { replicas: int(1), host: string('') }),
  pools: mapOf(group('A pool', { replicas: int(1) })),
}
type $ = Faces<typeof declared>

test('declared values give their types', () => {
  expectTypeOf<$['mode']>().toEqualTypeOf<Expr<'a' | 'b'>>()
  expectTypeOf<$['web']['replicas']>().toEqualTypeOf<Expr<number>>()
  expectTypeOf<$['image']['tag']>().toEqualTypeOf<Expr<string>>()
  expectTypeOf<$>().not.toHaveProperty('replicas')
  expectTypeOf<$['web']>().not.toHaveProperty('replica')
  expect(Object.keys(declared)).toContain('web')
})

test('a workload has the usual knobs without declaring them', () => {
  expectTypeOf<$['web']>().toHaveProperty('resources')
  expectTypeOf<$['web']>().toHaveProperty('tolerations')
  expect(declared.web.field.type).toMatchObject({ t: 'group' })
})

test('a pool hands its entry over with the types of the map', () => {
  const describe = (pools: $['pools']) =>
    pool('w', pools, { label: 'x/pool' }, (name, p) => {
      expectTypeOf(name).toEqualTypeOf<Expr<string>>()
      expectTypeOf(p.replicas).toEqualTypeOf<Expr<number>>()
      return { image: declared.image as unknown as Expr<object>, replicas: p.replicas }
    })
  expectTypeOf(describe).returns.toHaveProperty('part')
  expect(describe).toBeTypeOf('function')
})

test('a word that a value cannot have is no comparison', () => {
  expectTypeOf(eq<'a' | 'b'>)
    .parameter(1)
    .toEqualTypeOf<'a' | 'b' | Expr<'a' | 'b'>>()
  expect(eq).toBeTypeOf('function')
})

test('when keeps the type of what it guards', () => {
  const guard = (mode: $['mode']) => when(eq(mode, 'a'), 'x' as string)
  expectTypeOf(guard).returns.toEqualTypeOf<When<string>>()
  expect(guard).toBeTypeOf('function')
})

test('numbers are no text, and a component takes only what it knows', () => {
  type Spec = Parameters<typeof service>[1]
  expectTypeOf<Spec>().not.toHaveProperty('port')
  expectTypeOf<NonNullable<Spec['replicas']>>().toEqualTypeOf<Maybe<number | Expr<number>>>()
  expectTypeOf<Expr<string>>().not.toExtend<NonNullable<Spec['replicas']>>()
  expect(service).toBeTypeOf('function')
})

test('a values file may leave anything out, and writes plain values', () => {
  expectTypeOf<{ mode: 'b'; web: { replicas: 2 } }>().toExtend<Plains<typeof declared>>()
  expectTypeOf<{ mode: 'c' }>().not.toExtend<Plains<typeof declared>>()
  expect(declared.mode.field.default).toBe('a')
})

// Each of these is an error in the editor: `@ts-expect-error` fails the type check when it is none.
test('mistakes that types catch', () => {
  const $ = undefined as unknown as $
  const mistakes = [
    // @ts-expect-error a value that is not declared
    () => $.web.replica,
    // @ts-expect-error a value of a group that is not declared
    () => $.image.tags,
    // @ts-expect-error a word that the value cannot have
    () => eq($.mode, 'c'),
    // @ts-expect-error a text where a number is compared
    () => eq($.web.replicas, '1'),
    // @ts-expect-error an expression has no methods
    () => $.web.host.toUpperCase(),
    // @ts-expect-error an expression is no number
    () => $.web.replicas * 2,
    // @ts-expect-error a field that no service has
    () => service('web', { image: $.image, port: 80 }),
    // @ts-expect-error a text for a number of replicas
    () => service('web', { image: $.image, replicas: $.web.host }),
    // @ts-expect-error a singleton is true or not there
    () => service('web', { image: $.image, singleton: false }),
    // @ts-expect-error the default is none of the words
    () => oneOf(['a', 'b']).default('c'),
    // @ts-expect-error a profile sets a number
    () => int(1).byProfile({ ha: '3' }),
    // @ts-expect-error Kubernetes knows no such field
    () => object('Service', 'web', { spec: { prots: [] } }),
    // @ts-expect-error Kubernetes has no such word
    () => object('Service', 'web', { spec: { type: 'Loadbalancer' } }),
  ]
  expect(mistakes).toHaveLength(13)
})
