/** Words of the language by what they are for, in the order of the table. A word that is in none is "other". */
export const topics: Readonly<Record<string, readonly string[]>> = {
  workloads: ['service', 'worker', 'pool', 'hook', 'cron', 'sharedImage', 'turn'],
  'settings and Secrets': [
    'config',
    'variables',
    'secret',
    'generated',
    'derived',
    'urlOf',
    'externalConfig',
  ],
  storage: ['volume', 'redis', 'objectStore', 'dependency'],
  connections: [
    'external',
    'connect',
    'networkPolicies',
    'hostNetworkPolicy',
    'fromOutside',
    'mtls',
    'udp',
    'udpRange',
  ],
  'ways in': ['route', 'publish', 'gateway', 'streamRoute', 'exposure'],
  scaling: [
    'autoscaling',
    'onCpu',
    'onGpuLoad',
    'onQuery',
    'onAnswer',
    'onRedisList',
    'onGpu',
    'gpuAutoscaling',
    'gpu',
    'capacity',
  ],
  lifecycle: ['drain', 'ring', 'election', 'singletonGuard', 'immutable', 'requirement', 'preflight'],
  observing: ['metrics', 'note', 'warn', 'refuse'],
  topologies: ['profile', 'byProfile'],
  'by hand': ['object', 'patch', 'rawTemplate', 'extraObjects'],
}

/** Declarations of values and operators on them: every platform has them, and a table of them says nothing. */
export const everywhere = new Set(
  `and or not eq ne lt le gt ge when str count add max min join pairs contains hasPrefix chart values group bool
  string int port quantity duration oneOf listOf mapOf dnsLabel objectName labelValue image replicas workload http
  tcp exec podName podNamespace podIp ingress gatewayRoute gatewayValues published networkPolicy security expand
  requestedCpus number anyValue kubernetes annotations portRange hasApi since`.split(/\s+/),
)
