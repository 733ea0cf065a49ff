import { define, GoError, type FunctionFamily } from './definition.ts'

/**
 * DNS. Without `--enable-dns` Helm's getHostByName answers "" and asks nobody. With it, sprig picks one of the
 * addresses at random, and Go's random numbers refuse to pick from none.
 */
export const network: FunctionFamily = {
  name: 'network',
  contextual: ({ host }) => ({
    getHostByName: define(['string'], 'string', (name: string) => {
      if (!host.lookUpHost) return ''
      const addresses = host.lookUpHost(name)
      if (addresses.length === 0) throw new GoError('invalid argument to Intn')
      return addresses[host.randomBytes(1)[0]! % addresses.length]!
    }),
  }),
}
