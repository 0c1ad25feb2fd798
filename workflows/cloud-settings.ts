import { z } from 'zod'
import { privateRanges } from './outbound/address-ranges.ts'

/**
 * Settings for the services that both the server and the worker use. Each is reached only at the address given here.
 */
export const cloudSettings = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  TEMPORAL_ADDRESS: z.string().regex(/^\S+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  AWS_REGION: z.string().min(1),
  /** Set both or neither. Without them the AWS SDK finds credentials by its own rules (instance role, profile, …). */
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  /** Only for an S3 other than Amazon's. */
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().min(3),
  /** Only for a Dropbox other than dropbox.com: one address for its API, content, and sign-in hosts. */
  DROPBOX_URL: z.url().optional(),
  DROPBOX_APP_KEY: z.string().min(1),
  DROPBOX_APP_SECRET: z.string().min(1),
  /** Seeds the connection row the first time. Afterward, only the row counts. */
  DROPBOX_REFRESH_TOKEN: z.string().optional(),
  /** 32 random bytes in base64. Encrypts what `.env.example` lists, and signs sessions. If you lose it, all of that is lost. */
  LECTERN_SECRET: z
    .string()
    .refine(text => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)'),
  /** The private addresses that webhooks may lead to, as CIDRs. By default, they lead only to public addresses. */
  LECTERN_WEBHOOK_PRIVATE: privateRanges,
  /** The Chromium executable, which takes pictures of pages. Without it, pages are not compared as they look. */
  CHROMIUM: z.string().optional(),
  /** The name of the version that runs, which the page System shows. */
  LECTERN_VERSION: z.string().max(60).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
}

export type CloudSettings = z.infer<z.ZodObject<typeof cloudSettings>>

/** Lists every missing or invalid setting, one per line. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** Reads settings and reports all problems together. An empty value counts as not set. */
export function readConfiguration<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const nonEmptyEnv = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = z.object(shape).safeParse(nonEmptyEnv)
  const issues = result.success ? [] : result.error.issues
  const problems = issues.map(({ path, message }) => {
    const name = path.join('.')
    return `  ${name}: ${nonEmptyEnv[name] === undefined ? 'is missing' : message}`
  })
  if ((nonEmptyEnv.AWS_ACCESS_KEY_ID === undefined) !== (nonEmptyEnv.AWS_SECRET_ACCESS_KEY === undefined))
    problems.push('  AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: set both or neither')
  if (!result.success || problems.length > 0)
    throw new ConfigurationError(`Fix these settings (.env.example explains each):\n${problems.join('\n')}`)
  return result.data
}
