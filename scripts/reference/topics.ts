/** The pages of the reference, in the order of the contents: which files of `src/author` each of them shows. */
export const topics: readonly { page: string; title: string; about: string; files: readonly string[] }[] = [
  {
    page: 'chart',
    title: 'The chart',
    about: 'What a `chart.ts` exports, and what it says to operators.',
    files: [
      'chart',
      'profile',
      'topology',
      'part',
      'advice',
      'requirement',
      'capacity',
      'shared-image',
      'capabilities',
    ],
  },
  {
    page: 'values',
    title: 'Values',
    about: 'What operators may set: declared once, with its type, its default and its meaning.',
    files: ['declaration', 'house-values', 'operator-shapes', 'type'],
  },
  {
    page: 'expressions',
    title: 'Expressions',
    about: 'What is computed when the chart renders, not when it is built.',
    files: ['expression', 'functions', 'env'],
  },
  {
    page: 'workloads',
    title: 'Workloads',
    about: 'What runs: services, workers, pools, rings, jobs, and how they live and end.',
    files: [
      'workload',
      'own-fields',
      'job',
      'ring',
      'port',
      'probe',
      'lifecycle',
      'gpu',
      'election',
      'singleton-guard',
    ],
  },
  {
    page: 'connections',
    title: 'Connections',
    about: 'Who talks to whom, and what keeps the others out.',
    files: ['connection', 'network-policy', 'mtls'],
  },
  {
    page: 'exposure',
    title: 'Exposure',
    about: 'What is reached from outside of the cluster.',
    files: ['route', 'exposure', 'publish', 'gateway', 'stream-route', 'turn'],
  },
  {
    page: 'storage-and-configuration',
    title: 'Storage and configuration',
    about: 'Files, claims, ConfigMaps and Secrets.',
    files: ['volume', 'mount', 'config', 'external-config', 'secret'],
  },
  {
    page: 'dependencies',
    title: 'Dependencies',
    about: 'Databases, caches and object stores: inside of the chart, outside of it, or managed.',
    files: ['dependency', 'redis', 'object-store'],
  },
  {
    page: 'scaling',
    title: 'Scaling',
    about: 'Who decides how many pods run.',
    files: ['autoscale', 'keda'],
  },
  {
    page: 'observability',
    title: 'Observability',
    about: 'Metrics and who collects them.',
    files: ['metrics'],
  },
  {
    page: 'objects',
    title: 'Objects and ways out',
    about: 'Objects of any kind, changes to what is made, and templates written by hand.',
    files: ['object', 'patch', 'raw-template'],
  },
]

/** The page of a file; what is not listed yet stands among the objects. */
export function topicOf(file: string): (typeof topics)[number] {
  return topics.find(({ files }) => files.includes(file)) ?? topics.at(-1)!
}
