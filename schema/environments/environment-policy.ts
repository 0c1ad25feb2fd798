import type { EnvironmentPolicy } from '@lectern/domain/environments/environments'
import { invalidInput } from '@lectern/domain/errors'
import { sealViewerSecret } from './viewer-key.ts'

/** The policy of an environment as a person enters it: the viewer secret is still in plain text. */
export type EnvironmentInput = Omit<EnvironmentPolicy, 'viewerSecret'> & { viewerSecret?: string | null }

/** HS256 needs a key of at least 256 bits (RFC 7518, 3.2). */
const minSecretBytes = 32

/**
 * Checks an entered policy and encrypts its viewer secret with `secret` (LECTERN_SECRET). A viewer key is a secret or a
 * JWKS address: setting one removes the other. INVALID_INPUT when both are set, or when one is not usable.
 */
export function toEnvironmentPolicy(
  secret: string,
  { viewerSecret, viewerJwksUrl, ...policy }: EnvironmentInput,
): EnvironmentPolicy {
  if (viewerSecret != null && viewerJwksUrl != null)
    throw invalidInput('input.viewerSecret', 'Enter a secret or the address of a key set (JWKS), not both.')
  if (viewerSecret != null && Buffer.byteLength(viewerSecret) < minSecretBytes)
    throw invalidInput('input.viewerSecret', `Enter a secret of at least ${minSecretBytes} characters (HS256).`)
  if (viewerJwksUrl != null && !isAllowedJwksUrl(viewerJwksUrl))
    throw invalidInput('input.viewerJwksUrl', 'Enter an address that begins with https://.')
  if (viewerSecret != null)
    return { ...policy, viewerSecret: sealViewerSecret(secret, viewerSecret), viewerJwksUrl: null }
  return { ...policy, viewerSecret: viewerJwksUrl == null ? viewerSecret : null, viewerJwksUrl }
}

/** Whether the address uses HTTPS or is on this machine. */
function isAllowedJwksUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}
