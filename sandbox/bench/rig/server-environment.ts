import type { Postgres } from '../../services/postgres.ts'
import { productEnvironment } from '../../start/product.ts'

/** Returns the environment of a server that has only Postgres. All other services are unreachable. */
export function postgresOnlyEnvironment(
  postgres: Postgres,
  ports: { port: number; contentPort: number },
): NodeJS.ProcessEnv {
  const unreachable = 'http://127.0.0.1:1'
  return productEnvironment({
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
    ...ports,
  })
}
