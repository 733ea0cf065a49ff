import { expect, test } from 'vitest'
import { deprecationProblem } from '../../src/cli/lint/deprecation-problem.ts'
import { isEmail, isRequestUrl, isUrl } from '../../src/cli/lint/is-url.ts'
import { objectNameProblem } from '../../src/cli/lint/object-name.ts'

test('a deprecated kind is named with what removed and what replaces it', () => {
  expect(deprecationProblem('policy/v1beta1', 'PodDisruptionBudget', 35, 35)).toBe(
    'policy/v1beta1 PodDisruptionBudget is deprecated in v1.21+, unavailable in v1.25+; use policy/v1 PodDisruptionBudget',
  )
  expect(deprecationProblem('policy/v1beta1', 'PodDisruptionBudget', 20, 35)).toBeUndefined()
  expect(deprecationProblem('policy/v1', 'PodDisruptionBudget', 35, 35)).toBeUndefined()
})

test('what a Kubernetes library does not know is not deprecated', () => {
  expect(deprecationProblem('autoscaling/v2beta2', 'HorizontalPodAutoscaler', 35, 35)).toContain('deprecated')
  expect(deprecationProblem('autoscaling/v2beta2', 'HorizontalPodAutoscaler', 37, 37)).toBeUndefined()
  expect(deprecationProblem('v1', 'Endpoints', 33, 32)).toBeUndefined()
  expect(deprecationProblem('v1', 'Endpoints', 35, 35)).toContain('use discovery.k8s.io/v1 EndpointSlice')
})

test('names are held to the rules of their kind', () => {
  expect(objectNameProblem('Service', 'a.b')).toContain('DNS-1035')
  expect(objectNameProblem('ConfigMap', 'a.b')).toBeUndefined()
  expect(objectNameProblem('Namespace', 'a.b')).toContain('must not contain dots')
  expect(objectNameProblem('Namespace', 'A')).toContain('RFC 1123 label')
  expect(objectNameProblem('Role', 'A:b')).toBeUndefined()
  expect(objectNameProblem('Role', 'a/b')).toContain("may not contain '/'")
})

test('addresses are judged as govalidator does', () => {
  expect(isRequestUrl('https://example.com/icon.png')).toBe(true)
  expect(isRequestUrl('example.com/icon.png')).toBe(false)
  expect(isUrl('example.com')).toBe(true)
  expect(isUrl('https://example.com/a?b#c')).toBe(true)
  expect(isUrl('not a url')).toBe(false)
  expect(isEmail('a.b+c@example.org')).toBe(true)
  expect(isEmail('a@b')).toBe(false)
})
