import { ConfigurationError, cloudSettings, readConfiguration } from '@lectern/workflows/cloud-settings'
import { priceSettings } from '@lectern/workflows/mediaconvert/price-list'
import { z } from 'zod'
import { packageOfHost, packageUrl } from '@lectern/domain/playback/content-origin'
import { trustedProxies } from './request.ts'

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

const wholeNumber = (minimum: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'a whole number is expected')
    .transform(Number)
    .refine(number => number >= minimum, `at least ${minimum} is expected`)

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
  /** An origin for each package, so that not even packages can reach one another. */
  LECTERN_PACKAGE_URL: packageUrl.optional(),
  /** Whose word about a client's address is taken; everybody else's is not. */
  LECTERN_TRUSTED_PROXIES: trustedProxies,
  /** Memory for small files and packed texts, in MiB. */
  LECTERN_CONTENT_CACHE_MB: wholeNumber(1).default(64),
  /** Requests that the content host answers to one address in ten seconds: a whole school may stand behind it. */
  LECTERN_FILES_LIMIT: wholeNumber(1).default(20_000),
  /** The same for its GraphQL, by address … */
  LECTERN_GRAPHQL_LIMIT: wholeNumber(1).default(6_000),
  /** … and by the token in the path. */
  LECTERN_TOKEN_LIMIT: wholeNumber(1).default(600),
}

export type Configuration = z.infer<z.ZodObject<typeof serverSettings>>

/** Reads a server's settings. Throws a `ConfigurationError` that names all problems at once. */
export function readServerConfiguration(env: NodeJS.ProcessEnv): Configuration {
  const configuration = readConfiguration(serverSettings, env)
  if (configuration.LECTERN_ADMIN_URL === configuration.LECTERN_CONTENT_URL)
    throw new ConfigurationError('LECTERN_ADMIN_URL and LECTERN_CONTENT_URL: packages need a host of their own')
  for (const name of ['LECTERN_ADMIN_URL', 'LECTERN_CONTENT_URL'] as const)
    if (packageOfHost(configuration, new URL(configuration[name]).host) !== null)
      throw new ConfigurationError(`LECTERN_PACKAGE_URL: ${name} would be a package's origin; give it another host`)
  return configuration
}

const { DATABASE_URL, LECTERN_SECRET, LOG_LEVEL, LECTERN_ADMIN_URL } = serverSettings

/** What signing people in needs: all that the commands ask for. */
export const signInSettings = { DATABASE_URL, LECTERN_SECRET, LOG_LEVEL, LECTERN_ADMIN_URL }

export type SignInSettings = z.infer<z.ZodObject<typeof signInSettings>>
