// Synthesises the objects of a JSON file with cdk8s, as plain JavaScript: no types to strip, no modules of its own.
import fs from 'node:fs'
import { ApiObject, App, Chart } from 'cdk8s'

const [objects, outdir] = process.argv.slice(2)
const app = new App({ outdir })
for (const [name, manifests] of Object.entries(JSON.parse(fs.readFileSync(objects, 'utf8')))) {
  const chart = new Chart(app, name)
  manifests.forEach((manifest, index) => new ApiObject(chart, `object-${index}`, manifest))
}
app.synth()
