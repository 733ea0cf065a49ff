import { HelmError } from '../chart/index.ts'

/**
 * Templates nest deeper than JavaScript's stack goes. Helm would go on: to 1,000 includes of one name, or 100,000
 * templates within templates. Whoever sees this may render again on a thread with a larger stack, as the command
 * does; there Helm's own limit decides.
 */
export class StackExhausted extends HelmError {
  /** @param path the template that was rendered; something else was done without one */
  constructor(path?: string) {
    const message =
      path === undefined
        ? 'what is read nests deeper than the stack of this process'
        : `rendering ${path}: templates nest deeper than the stack of this process`
    super(message, [
      {
        code: 'template-too-deep',
        severity: 'error',
        message,
        hint: 'does a template include itself without an end? If not, render on a thread with a larger stack',
      },
    ])
  }
}
