import { certManager } from './cert-manager.ts'
import { gatewayApi } from './gateway-api.ts'
import { keda } from './keda.ts'
import { prometheusOperator } from './prometheus-operator.ts'

/** Stand-ins for the custom resources that our charts make, by whose they are. */
export const standIns = {
  'gateway-api': gatewayApi,
  keda,
  'cert-manager': certManager,
  'prometheus-operator': prometheusOperator,
}
