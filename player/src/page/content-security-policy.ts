/** The directive that decides when a more special one is absent (CSP Level 3, "fallback"). */
const fallbackDirective = 'default-src'

/**
 * Returns whether all policies plainly allow what a stream needs: scripts and requests of the page's own origin, and
 * `blob:` for media and images. A policy that allows it in a roundabout way (a nonce, `'strict-dynamic'`) counts as a
 * refusal: a wrong guess would cost the page its video.
 * @param policies the `content` of each policy `<meta>`
 * @param protocol the page's protocol, such as `https:`
 */
export function allowsStream(policies: string[], protocol: string): boolean {
  const own = ["'self'", '*', protocol]
  return policies.every(policy => {
    const directives = parsePolicy(policy)
    const allows = (names: string[], expressions: string[]) => {
      const name = [...names, fallbackDirective].find(candidate => directives.has(candidate))
      const sources = name === undefined ? null : directives.get(name)!
      return sources === null || sources.some(source => expressions.includes(source))
    }
    return (
      allows(['media-src'], ['blob:']) &&
      allows(['img-src'], ['blob:']) &&
      allows(['connect-src'], own) &&
      allows(['script-src-elem', 'script-src'], own) &&
      ![...directives.values()].some(sources => sources.includes("'strict-dynamic'"))
    )
  })
}

/** Parses a policy into its directives. The first of two equal directives counts. */
function parsePolicy(policy: string): Map<string, string[]> {
  const directives = new Map<string, string[]>()
  for (const text of policy.toLowerCase().split(';')) {
    const [name = '', ...sources] = text.trim().split(/\s+/)
    if (name !== '' && !directives.has(name)) directives.set(name, sources)
  }
  return directives
}

/** Returns the policies that the page's markup has at this moment. */
export function policiesOf(page: Document): string[] {
  const metas = page.querySelectorAll<HTMLMetaElement>('meta[http-equiv="content-security-policy" i]')
  return Array.from(metas, ({ content }) => content)
}
