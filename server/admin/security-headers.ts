/** What a page may do beyond the admin's own: sources of fonts and workers, as in CSP. */
type Additions = { fonts?: string; workers?: string }

/**
 * Returns the headers of the admin's pages. Scripts come from the admin's own origin only. The component library requires
 * inline styles. `contentSources`: where streams and posters come from.
 */
export function securityHeaders(contentSources: string, { fonts = '', workers = "'self'" }: Additions = {}) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `worker-src ${workers}`,
    "style-src 'self' 'unsafe-inline'",
    `font-src 'self' ${fonts}`.trim(),
    `img-src 'self' data: ${contentSources}`,
    `media-src 'self' blob: ${contentSources}`,
    `connect-src 'self' ${contentSources}`,
    `frame-src ${contentSources}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  }
}
