import { ConfigurationError, cloudSettings, readConfiguration } from '@lectern/workflows/clients/configuration'
import { priceSettings } from '@lectern/workflows/clients/prices'
import { z } from 'zod'

const origin = z
  .url({ protocol: /^https?$/ })
  .transform(text => new URL(text))
  .refine(({ pathname, search }) => pathname === '/' && search === '', 'an address without a path is expected')
  .transform(url => url.origin)

const port = z
  .string()
  .regex(/^\d+$/, 'a port is expected, a number from 1 to 65535')
  .transform(Number)
  .refine(number => number > 0 && number < 65_536, 'a port is expected, a number from 1 to 65535')

/** Every setting of a server. `.env.example` explains each. */
export const serverSettings = {
  ...cloudSettings,
  ...priceSettings,
  /** What EventBridge sends as `x-lectern-key`, so that nobody else can wake us. */
  EVENTBRIDGE_KEY: z.string().min(16, 'at least 16 characters are expected'),
  /** Where people find the admin and the API. */
  LECTERN_ADMIN_URL: origin,
  /** Where packages are shown: another host than the admin's, because packages are foreign code. */
  LECTERN_CONTENT_URL: origin,
  /** Where this process listens for the admin's origin … */
  LECTERN_PORT: port,
  /** … and for the content host's. */
  LECTERN_CONTENT_PORT: port,
}

export type Configuration = z.infer<z.ZodObject<typeof serverSettings>>

/** Reads a server's settings. Throws a `ConfigurationError` that names all problems at once. */
export function readServerConfiguration(env: NodeJS.ProcessEnv): Configuration {
  const configuration = readConfiguration(serverSettings, env)
  if (configuration.LECTERN_ADMIN_URL === configuration.LECTERN_CONTENT_URL)
    throw new ConfigurationError('LECTERN_ADMIN_URL and LECTERN_CONTENT_URL: packages need a host of their own')
  return configuration
}

const { DATABASE_URL, LECTERN_SECRET, LOG_LEVEL, LECTERN_ADMIN_URL } = serverSettings

/** What signing people in needs: all that the commands ask for. */
export const signInSettings = { DATABASE_URL, LECTERN_SECRET, LOG_LEVEL, LECTERN_ADMIN_URL }

export type SignInSettings = z.infer<z.ZodObject<typeof signInSettings>>
