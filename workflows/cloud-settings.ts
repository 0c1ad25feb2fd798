import { z } from 'zod'

/** Settings of everything that both server and worker reach. Each part is reached only at the address given here. */
export const cloudSettings = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  TEMPORAL_ADDRESS: z.string().regex(/^\S+:\d+$/, 'host:port is expected'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  AWS_REGION: z.string().min(1),
  /** Both or none: without them the AWS SDK finds credentials by its own rules (instance role, profile …). */
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  /** Only for an S3 that is not Amazon's. */
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().min(3),
  /** Only for a Dropbox that is not dropbox.com: one address for its API, content and sign-in hosts. */
  DROPBOX_URL: z.url().optional(),
  DROPBOX_APP_KEY: z.string().min(1),
  DROPBOX_APP_SECRET: z.string().min(1),
  /** Fills the connection's row the first time; afterwards the row is what counts. */
  DROPBOX_REFRESH_TOKEN: z.string().optional(),
  /** 32 random bytes in base64. Encrypts Dropbox's refresh token and signs sessions: keep it, or both are lost. */
  LECTERN_SECRET: z
    .string()
    .refine(
      text => Buffer.from(text, 'base64').length === 32,
      '32 bytes in base64 are expected (openssl rand -base64 32)',
    ),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
}

export type CloudSettings = z.infer<z.ZodObject<typeof cloudSettings>>

/** Thrown with one line for each setting that is missing or wrong. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** Reads settings once and reports all problems together. An empty value counts as not given. */
export function readConfiguration<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): z.infer<z.ZodObject<Shape>> {
  const nonEmptyEnv = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = z.object(shape).safeParse(nonEmptyEnv)
  const problems = result.success ? [] : result.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`)
  if ((nonEmptyEnv.AWS_ACCESS_KEY_ID === undefined) !== (nonEmptyEnv.AWS_SECRET_ACCESS_KEY === undefined))
    problems.push('  AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: give both or none')
  if (!result.success || problems.length > 0)
    throw new ConfigurationError(`These settings must be mended (.env.example explains each):\n${problems.join('\n')}`)
  return result.data
}
