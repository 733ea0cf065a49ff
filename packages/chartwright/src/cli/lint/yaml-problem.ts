import { fileErrorText } from '../../io/index.ts'

/** The words of sigs.k8s.io/yaml for a document that it could not read, or not into the type that was wanted. */
export function yamlProblem(error: Error): string {
  const message = fileErrorText(error) ?? error.message
  return message.startsWith('json: ') ? `error unmarshaling JSON: while decoding JSON: ${message}` : message
}
