// npm start: from a fresh clone to a chart that is proven equal to Helm's rendering, in one command.
import { node, prepare } from './support/prepare.mjs'

prepare()
node('scripts/build.mjs', '--no-types')
node('--conditions=chartwright-source', '--import', 'tsx', 'scripts/tour.ts')
