// Prints the path of every Helm at hand, one a line, for shell scripts.
import { helmBinaries } from '../test/support/oracles.ts'

console.log(helmBinaries().join('\n'))
