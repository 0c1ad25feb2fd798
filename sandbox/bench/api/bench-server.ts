import { join } from 'node:path'
import { root } from '../../machine/command.ts'
import { freePorts } from '../../machine/ports.ts'
import type { Processes } from '../../machine/processes.ts'
import type { Postgres } from '../../services/postgres.ts'
import { adminUrl, productEnvironment } from '../../start/product.ts'

/**
 * Starts one server of Lectern with only Postgres behind it, and with rate limits that never apply. Returns its address.
 */
export async function startBenchServer(processes: Processes, postgres: Postgres): Promise<string> {
  const [port, contentPort] = (await freePorts(2)) as [number, number]
  const unreachable = 'http://127.0.0.1:1'
  const env = {
    ...productEnvironment({
      postgresUrl: postgres.appUrl,
      temporalAddress: '127.0.0.1:1',
      s3: { endpoint: unreachable, region: 'us-east-1', accessKeyId: 'none', secretAccessKey: 'none' },
      bucket: 'none',
      mediaconvertEndpoint: unreachable,
      dropbox: { url: unreachable, appKey: 'none', appSecret: 'none', refreshToken: 'none' },
      eventbridgeKey: 'unused-eventbridge-key',
      secret: Buffer.alloc(32, 1).toString('base64'),
      auditKey: Buffer.alloc(32, 1).toString('hex'),
      ffprobe: 'ffprobe',
      ...{ port, contentPort },
    }),
    LECTERN_API_LIMIT: '10000000',
    LECTERN_CALLER_LIMIT: '10000000',
  }
  const args = [join(root, 'server/main.ts')]
  await processes.start({ name: 'server', command: process.execPath, args, cwd: root, env, ready: 'message' })
  return adminUrl(port)
}
