import type { Host } from '../io/index.ts'
import type { CliIo } from './cli-io.ts'

/** The host with DNS, as `--enable-dns` asks for; without it no name leaves this machine. */
export function withDns(host: Host, { lookUpHost }: CliIo): Host {
  return lookUpHost ? Object.assign(Object.create(host) as Host, { lookUpHost }) : host
}
