import { t } from '../../../texts/texts.ts'

/** What a source allows, or what is wrong with it. */
export type CheckedSource = { meaning: string } | { problem: string }

const pattern = /^(https?):\/\/(\*\.)?([a-z0-9.-]+)(?::(\d+|\*))?$/i

/** Checks one source of `frame-ancestors` as it is typed. */
export function checkSource(text: string): CheckedSource {
  const source = text.trim()
  if (source === '') return { problem: t('environments.sourceEmpty') }
  if (source === '*') return { meaning: t('environments.sourceAny') }
  if (source === "'self'") return { meaning: t('environments.sourceSelf') }
  if (source === "'none'") return { meaning: t('environments.sourceNone') }
  if (/^["'‘’]?(self|none)["'‘’]?$/i.test(source)) {
    const word = source.replace(/[^a-z]/gi, '').toLowerCase()
    return { problem: t('environments.sourceQuotes', { source: `'${word}'` }) }
  }
  const parts = pattern.exec(source)
  if (parts) return { meaning: describeSource(parts) }
  if (!/^https?:\/\//i.test(source)) return { problem: t('environments.sourceScheme') }
  const origin = /^https?:\/\/[^/?#]+/i.exec(source)?.[0] ?? ''
  if (origin !== source && pattern.test(origin)) return { problem: t('environments.sourcePath', { origin }) }
  return { problem: t('environments.sourceInvalid') }
}

function describeSource([, scheme, wildcard, host = '', port]: RegExpExecArray): string {
  const texts = [
    wildcard ? t('environments.sourceSubdomains', { host }) : t('environments.sourceHost', { host }),
    scheme?.toLowerCase() === 'http' && t('environments.sourceHttp'),
    port === '*' && t('environments.sourceAnyPort'),
  ]
  return texts.filter(Boolean).join(' ')
}

/** What is odd about a list of sources as a whole. Null: nothing. */
export function checkList(sources: readonly string[]): string | null {
  if (sources.length < 2) return null
  if (sources.includes('*')) return t('environments.listAny')
  return sources.includes("'none'") ? t('environments.listNone') : null
}

/**
 * Returns the source that lets a page show the lessons in a frame, as browsers decide it. Null: none does, or the address is
 * not one of a page. `'self'` stands for Lectern's own pages, which no other address has.
 */
export function findAllowing(sources: readonly string[], address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !/^https?:$/.test(url.protocol)) return null
  return sources.find(source => source === '*' || allows(source, url)) ?? null
}

function allows(source: string, { protocol, hostname, port }: URL): boolean {
  const [, scheme = '', wildcard, host = '', sourcePort] = pattern.exec(source) ?? []
  const name = host.toLowerCase()
  const isSecure = protocol === 'https:'
  const isHost = wildcard ? hostname.endsWith(`.${name}`) : hostname === name
  // A source with http also allows the same host with https.
  const isScheme = isSecure ? scheme !== '' : scheme.toLowerCase() === 'http'
  const actualPort = port || (isSecure ? '443' : '80')
  const isPort =
    sourcePort === '*' || (sourcePort ? sourcePort === actualPort || (sourcePort === '80' && isSecure && !port) : !port)
  return isHost && isScheme && isPort
}
