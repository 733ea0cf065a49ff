// npm test: installs what is missing, builds the command, runs the tests.
import { node, prepare } from './support/prepare.mjs'

prepare()
node('scripts/build.mjs', '--no-types')
node('node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2))
