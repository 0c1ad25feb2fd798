/** A mail with one link. `paragraphs` come before the link, `footnote` after it. All are plain text. */
export type Message = {
  to: string
  subject: string
  paragraphs: string[]
  link: { label: string; url: string }
  footnote: string
}

/** Returns the text and the HTML of a message. The link is visible in both, so that people can read where it leads. */
export function compose({ paragraphs, link, footnote }: Message): { text: string; html: string } {
  const text = [...paragraphs, link.url, footnote].join('\n\n')
  const url = escapeHtml(link.url)
  const html = [
    ...paragraphs.map(each => `<p>${escapeHtml(each)}</p>`),
    `<p><a href="${url}">${escapeHtml(link.label)}</a></p>`,
    `<p>${url}</p>`,
    `<p>${escapeHtml(footnote)}</p>`,
  ]
  return { text: `${text}\n`, html: `<!doctype html>\n<html lang="en"><body>\n${html.join('\n')}\n</body></html>\n` }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => escapes[character]!)
