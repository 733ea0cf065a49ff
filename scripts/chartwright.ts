// Runs the command from its sources: npm run cli -- template rel charts/dagu
import { main } from '../packages/chartwright/src/cli/index.ts'

process.exitCode = await main(process.argv.slice(2))
