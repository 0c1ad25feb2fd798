import { join } from 'node:path'
import { root } from '../../machine/command.ts'
import { freePorts } from '../../machine/ports.ts'
import type { Processes } from '../../machine/processes.ts'
import type { Postgres } from '../../services/postgres.ts'
import { adminUrl } from '../../start/product.ts'
import { postgresOnlyEnvironment } from '../rig/server-environment.ts'

/**
 * Starts one server of Lectern with only Postgres behind it, and with rate limits that never apply. Returns its address.
 */
export async function startBenchServer(processes: Processes, postgres: Postgres): Promise<string> {
  const [port, contentPort] = (await freePorts(2)) as [number, number]
  const env = {
    ...postgresOnlyEnvironment(postgres, { port, contentPort }),
    LECTERN_API_LIMIT: '10000000',
    LECTERN_CALLER_LIMIT: '10000000',
  }
  const args = [join(root, 'server/main.ts')]
  await processes.start({ name: 'server', command: process.execPath, args, cwd: root, env, ready: 'message' })
  return adminUrl(port)
}
