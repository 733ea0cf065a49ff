// count-tests.mjs REPORT: how many tests of a vitest's JSON report passed, failed and were skipped. What was skipped is
// named on stderr; titles say why.
import fs from 'node:fs'

const { testResults } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
const counts = { passed: 0, failed: 0, skipped: 0 }
for (const { name, status, assertionResults } of testResults) {
  // A file that fails before its tests, or beside them.
  if (status === 'failed' && !assertionResults.some((one) => one.status === 'failed')) counts.failed++
  for (const one of assertionResults) {
    const kind = one.status === 'passed' || one.status === 'failed' ? one.status : 'skipped'
    counts[kind]++
    if (kind === 'skipped') console.error(`   skipped: ${name.replace(process.cwd(), '.')}: ${one.fullName}`)
  }
}
console.log(counts.passed, counts.failed, counts.skipped)
