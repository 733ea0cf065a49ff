/** CustomResourceDefinitions of nobody's, with what schemas of custom resources have. */
export const backup = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: backups.stand-in.example.com
spec:
  group: stand-in.example.com
  scope: Namespaced
  names: { kind: Backup, plural: backups }
  versions:
    - name: v1alpha1
      served: false
      storage: false
      schema: { openAPIV3Schema: { type: object } }
    - name: v1beta1
      served: true
      storage: false
      deprecated: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: { type: object, properties: { cron: { type: string } } }
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          description: A Backup copies a claim. It ends */ every comment early.
          type: object
          required: [spec]
          properties:
            apiVersion: { type: string }
            kind: { type: string }
            metadata: { type: object }
            spec:
              type: object
              required: [schedule, targets]
              properties:
                schedule: { type: string, description: When it runs. }
                keep: { type: integer, default: 7, description: How many stay. }
                paused: { type: boolean }
                mode: { type: string, enum: [Full, "it's", 'a"b'] }
                port: { x-kubernetes-int-or-string: true, anyOf: [{ type: integer }, { type: string }] }
                x-odd key: { type: string }
                options: { type: object, x-kubernetes-preserve-unknown-fields: true }
                anything: { x-kubernetes-preserve-unknown-fields: true }
                half:
                  type: object
                  x-kubernetes-preserve-unknown-fields: true
                  properties: { known: { type: string } }
                labels: { type: object, additionalProperties: { type: string } }
                limits: { type: object, additionalProperties: { x-kubernetes-int-or-string: true } }
                matrix: { type: array, items: { type: array, items: { type: number } } }
                targets:
                  type: array
                  items:
                    type: object
                    required: [claim]
                    properties:
                      claim: { type: string }
                      from: &key { type: object, required: [name], properties: { name: { type: string } } }
                      to: *key
                byName:
                  type: object
                  additionalProperties:
                    type: object
                    properties: { weight: { type: number } }
            status: { type: object, properties: { phase: { type: string } } }
`

/** One kind of one version, with a schema given as YAML of one line. */
export const simple = (kind: string, schema = '{ type: object }', group = 'stand-in.example.com') =>
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: ${group}
  names: { kind: ${kind} }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: ${schema} } }]
`
