import { contentOrigin, packageOfHost, packageUrl } from '@lectern/domain/playback/content-origin'
import { ConfigurationError, cloudSettings, readConfiguration } from '@lectern/workflows/cloud-settings'
import { checkMailSettings, mailSettings } from '@lectern/workflows/mail/mail-settings'
import { priceSettings } from '@lectern/workflows/mediaconvert/price-list'
import { z } from 'zod'
import { trustedProxies } from './request.ts'

const origin = z
  .url({ protocol: /^https?$/ })
  .transform(text => new URL(text))
  .refine(({ pathname, search }) => pathname === '/' && search === '', 'must be an address without a path')
  .transform(url => url.origin)

const port = z
  .string()
  .regex(/^\d+$/, 'must be a port number from 1 to 65535')
  .transform(Number)
  .refine(number => number > 0 && number < 65_536, 'must be a port number from 1 to 65535')

const wholeNumber = (minimum: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine(number => number >= minimum, `must be at least ${minimum}`)

/** A school's own sign-in by OpenID Connect. */
const oidcSettings = {
  /** The issuer: the address before `/.well-known/openid-configuration`. */
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://login.example.org' })
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** The name on the button, as in "Sign in with Example School". */
  OIDC_NAME: z.string().max(60).default('your school'),
}

export type OidcSettings = Partial<z.infer<z.ZodObject<typeof oidcSettings>>>

/** Every setting of a server. `.env.example` explains each. */
export const serverSettings = {
  ...cloudSettings,
  ...priceSettings,
  ...mailSettings,
  ...oidcSettings,
  /** The value that EventBridge sends as `x-lectern-key`, so that only EventBridge can send events. */
  EVENTBRIDGE_KEY: z.string().min(16, 'must have at least 16 characters'),
  /** The address of the admin and the API. */
  LECTERN_ADMIN_URL: origin,
  /** The address of the packages. Its host name must differ from the admin's. */
  LECTERN_CONTENT_URL: origin,
  /** The address of the Temporal UI, to which the page System links. */
  TEMPORAL_UI_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The port on which this process serves the admin's origin. */
  LECTERN_PORT: port,
  /** The port on which this process serves the content host. */
  LECTERN_CONTENT_PORT: port,
  /** A separate origin for each package, so that packages cannot reach one another. */
  LECTERN_PACKAGE_URL: packageUrl.optional(),
  /** The proxies whose `X-Forwarded-For` is trusted. */
  LECTERN_TRUSTED_PROXIES: trustedProxies,
  /** Memory for small files and compressed text, in MiB. */
  LECTERN_CONTENT_CACHE_MB: wholeNumber(1).default(64),
  /** How many file requests one address may send in 10 seconds. A whole school may share one address. */
  LECTERN_FILES_LIMIT: wholeNumber(1).default(20_000),
  /** How many GraphQL requests one address may send in 10 seconds. */
  LECTERN_GRAPHQL_LIMIT: wholeNumber(1).default(6_000),
  /** How many GraphQL requests one path token may send in 10 seconds. */
  LECTERN_TOKEN_LIMIT: wholeNumber(1).default(600),
  /** How many operations of the whole API one address may send in 10 seconds. */
  LECTERN_API_LIMIT: wholeNumber(1).default(6_000),
  /** How many operations of the whole API one API token or person may send in 10 seconds. */
  LECTERN_CALLER_LIMIT: wholeNumber(1).default(3_000),
  /** Whether callers who are not signed in may read the schema of the API. */
  LECTERN_PUBLIC_SCHEMA: z.stringbool('must be on or off').default(false),
  /** Whether callers without an API token may send only the documents of the admin and the player. */
  LECTERN_LISTED_DOCUMENTS: z.stringbool('must be on or off').default(false),
}

export type Configuration = z.infer<z.ZodObject<typeof serverSettings>>

/** Reads a server's settings. Throws a `ConfigurationError` that lists all problems. */
export function readServerConfiguration(env: NodeJS.ProcessEnv): Configuration {
  const configuration = readConfiguration(serverSettings, env)
  const adminHost = new URL(configuration.LECTERN_ADMIN_URL).hostname
  if (adminHost === new URL(configuration.LECTERN_CONTENT_URL).hostname)
    throw new ConfigurationError(
      `LECTERN_ADMIN_URL and LECTERN_CONTENT_URL have the same host name, ${adminHost}. Packages are third-party code, and cookies ignore ports. Give LECTERN_CONTENT_URL another host name.`,
    )
  checkMailSettings(configuration)
  const oidc = [configuration.OIDC_ISSUER, configuration.OIDC_CLIENT_ID, configuration.OIDC_CLIENT_SECRET]
  if (new Set(oidc.map(value => value === undefined)).size > 1)
    throw new ConfigurationError('OIDC_ISSUER, OIDC_CLIENT_ID, and OIDC_CLIENT_SECRET: set all, or none')
  const { port: packagePort } = new URL(contentOrigin(configuration, 'package'))
  const hosts = {
    // With the port of the packages, because cookies ignore ports.
    LECTERN_ADMIN_URL: packagePort ? `${adminHost}:${packagePort}` : adminHost,
    LECTERN_CONTENT_URL: new URL(configuration.LECTERN_CONTENT_URL).host,
  }
  for (const [name, host] of Object.entries(hosts))
    if (packageOfHost(configuration, host) !== null)
      throw new ConfigurationError(`LECTERN_PACKAGE_URL: ${name} would be a package's origin. Give it another host.`)
  return configuration
}

const { DATABASE_URL, LECTERN_SECRET, LOG_LEVEL, LECTERN_ADMIN_URL } = serverSettings

/** The settings that sign-in needs. The commands require only these. */
export const signInSettings = { DATABASE_URL, LECTERN_SECRET, LOG_LEVEL, LECTERN_ADMIN_URL }

export type SignInSettings = z.infer<z.ZodObject<typeof signInSettings>>
