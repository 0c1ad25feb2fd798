import { ffmpegEnvironment } from '../programs/ffmpeg-environment.ts'
import type { S3Access } from '../services/s3.ts'

/** Where the product finds what it talks to, all of it in the sandbox. */
export type ProductConfig = {
  postgresUrl: string
  temporalAddress: string
  /** The pass-through before the real S3. */
  s3: S3Access
  bucket: string
  mediaconvertEndpoint: string
  dropbox: { url: string; appKey: string; appSecret: string; refreshToken: string }
  /** What EventBridge sends along, so that nobody else can. */
  eventbridgeKey: string
  /** 32 random bytes in base64: signs cookies and links. */
  secret: string
  port: number
  contentPort: number
  ffprobe: string
}

/** The account of the stand-ins, the one AWS uses in its own examples. */
const awsAccountId = '123456789012'

/** What of a person's environment the product may see: nothing that would send it to another AWS. */
const inheritedVariables = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TZ',
  'LANG',
  'LOG_LEVEL',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_COMPILE_CACHE',
]

/** The admin's address. */
export const adminUrl = (port: number): string => `http://127.0.0.1:${port}`

/** The content host's address: another host than the admin's, because cookies take no notice of ports. */
export const contentUrl = (port: number): string => `http://localhost:${port}`

/** The environment of server and worker: the same settings that a real installation gives, see `.env.example`. */
export function productEnvironment(config: ProductConfig): Record<string, string> {
  const { s3, dropbox } = config
  const inherited = inheritedVariables.flatMap(name =>
    process.env[name] === undefined ? [] : [[name, process.env[name]] as const],
  )
  return {
    LOG_LEVEL: 'info',
    ...Object.fromEntries(inherited),
    DATABASE_URL: config.postgresUrl,
    TEMPORAL_ADDRESS: config.temporalAddress,
    TEMPORAL_NAMESPACE: 'default',
    AWS_REGION: s3.region,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: config.bucket,
    MEDIACONVERT_ENDPOINT: config.mediaconvertEndpoint,
    MEDIACONVERT_ROLE: `arn:aws:iam::${awsAccountId}:role/lectern-mediaconvert`,
    MEDIACONVERT_QUEUE: `arn:aws:mediaconvert:${s3.region}:${awsAccountId}:queues/Default`,
    DROPBOX_URL: dropbox.url,
    DROPBOX_APP_KEY: dropbox.appKey,
    DROPBOX_APP_SECRET: dropbox.appSecret,
    DROPBOX_REFRESH_TOKEN: dropbox.refreshToken,
    EVENTBRIDGE_KEY: config.eventbridgeKey,
    LECTERN_SECRET: config.secret,
    LECTERN_ADMIN_URL: adminUrl(config.port),
    LECTERN_CONTENT_URL: contentUrl(config.contentPort),
    LECTERN_PORT: String(config.port),
    LECTERN_CONTENT_PORT: String(config.contentPort),
    FFPROBE: config.ffprobe,
    GCONV_PATH: ffmpegEnvironment.GCONV_PATH,
  }
}
