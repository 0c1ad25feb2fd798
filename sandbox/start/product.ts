import { ffmpegEnvironment } from '../programs/ffmpeg-environment.ts'
import type { S3Access } from '../services/s3.ts'

/** The addresses and credentials of the services that server and worker use. All of them run in the sandbox. */
export type ProductConfig = {
  postgresUrl: string
  temporalAddress: string
  /** The proxy in front of the real S3. */
  s3: S3Access
  bucket: string
  mediaconvertEndpoint: string
  dropbox: { url: string; appKey: string; appSecret: string; refreshToken: string }
  /** The key that EventBridge sends with each event. Requests without it are rejected. */
  eventbridgeKey: string
  /** The mail server, which keeps all mails. Without it, no mails are sent. */
  smtpUrl?: string
  /** The key that signs cookies and links: 32 random bytes in base64. */
  secret: string
  /** The Ed25519 key that signs the audit log: 32 random bytes in hex. */
  auditKey: string
  port: number
  contentPort: number
  ffprobe: string
  /** The Chromium of this machine. Without it, pages are not compared as they look. */
  chromium?: string
}

/** The AWS account id of the stand-ins. AWS uses it in its own examples. */
const awsAccountId = '123456789012'

/** What precedes an Ed25519 key in PKCS #8 (RFC 8410), in hex. */
const ed25519Prefix = '302e020100300506032b657004220420'

/**
 * The environment variables that server and worker inherit. None of them can redirect Lectern to a real AWS account.
 */
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

/** Returns the address of the admin. */
export const adminUrl = (port: number): string => `http://127.0.0.1:${port}`

/** Returns the address of the content host. Its host name differs from the admin's, because cookies ignore ports. */
export const contentUrl = (port: number): string => `http://localhost:${port}`

/** Returns the environment of server and worker. A real installation sets the same variables; see `.env.example`. */
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
    ...(config.smtpUrl && { SMTP_URL: config.smtpUrl, SMTP_FROM: 'Lectern <lectern@lectern.localhost>' }),
    LECTERN_SECRET: config.secret,
    LECTERN_AUDIT_KEY: Buffer.from(`${ed25519Prefix}${config.auditKey}`, 'hex').toString('base64'),
    LECTERN_ADMIN_URL: adminUrl(config.port),
    LECTERN_CONTENT_URL: contentUrl(config.contentPort),
    LECTERN_PORT: String(config.port),
    LECTERN_CONTENT_PORT: String(config.contentPort),
    // Subscribers on loopback can be tried.
    LECTERN_WEBHOOK_PRIVATE: '127.0.0.0/8,::1/128',
    LECTERN_PUBLIC_SCHEMA: 'on',
    FFPROBE: config.ffprobe,
    ...(config.chromium && {
      CHROMIUM: config.chromium,
      // As root, Chromium cannot isolate its processes.
      CHROMIUM_SANDBOX: process.getuid?.() === 0 ? 'off' : 'on',
    }),
    GCONV_PATH: ffmpegEnvironment.GCONV_PATH,
  }
}
