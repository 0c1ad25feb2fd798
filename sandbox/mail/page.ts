import type { KeptMail } from './mailbox.ts'

/** Returns a page with these mails. Addresses in their texts are links. */
export function renderMails(mails: KeptMail[]): string {
  const articles = mails.map(
    ({ to, subject, date, text }) =>
      `<article><h2>${escapeHtml(subject)}</h2><p>To ${escapeHtml(to.join(', '))} · ${escapeHtml(date)}</p><pre>${withLinks(text)}</pre></article>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Mails</title><meta name="viewport" content="width=device-width">
<style>:root { color-scheme: light dark } body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
article { border-top: 1px solid gray } h2 { font-size: 1.1rem; margin-bottom: 0 } pre { white-space: pre-wrap; overflow-wrap: anywhere }</style></head>
<body><h1>Mails</h1>${articles.join('\n') || '<p>No mails yet.</p>'}</body></html>
`
}

/** Splits at addresses, which are the odd parts. */
const withLinks = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part)))
    .join('')

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, character => escapes[character]!)
