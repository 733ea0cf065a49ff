import { define, type FunctionFamily } from './definition.ts'

/** DNS. A host resolves nothing, and answers "", unless it was told to: Helm likewise wants `--enable-dns`. */
export const network: FunctionFamily = {
  name: 'network',
  contextual: ({ host }) => ({
    getHostByName: define(['string'], 'string', (name: string) => host.hostByName(name)),
  }),
}
