/** A first description: one service with what every service has, small enough to read at a glance. */
export function chartFile(name: string): string {
  return `import { chart, http, image, replicas, service, string, values, workload } from 'chartwright'

// What an operator may set: values.yaml, its comments and its schema are made from this.
const v = values({
  image: image({ repository: 'nginxinc/nginx-unprivileged', tag: '1.29' }),
  web: workload(
    'The web page',
    {
      replicas: replicas(2),
      greeting: string('Hello').doc('What the page says'),
    },
    { resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } } },
  ),
})

// What is installed. \`$\` stands for the values of an installation, known when the chart is rendered.
export default chart(
  { name: '${name}', version: '0.1.0', description: 'A page that greets', kubernetes: '1.25' },
  v,
  ($) => [
    service('web', {
      image: $.image,
      values: $.web,
      replicas: $.web.replicas,
      ports: { http: 8080 },
      env: { GREETING: $.web.greeting },
      live: http('http', '/'),
      ready: http('http', '/'),
    }),
  ],
)
`
}
