import type { FileUse } from '@lectern/domain/findings/text-analyses'
import { string, tokenize, tokenTypes, url } from 'css-tree'
import { unsupportedFormats } from '../../files/unsupported-formats.ts'

/**
 * A URL in a text and its offset there. `use` is set for what browsers read as a script or style sheet. `skipped`: an
 * `image-set()` says that it has a format that not all browsers show, so they choose another one.
 */
export type LocatedUrl = { url: string; offset: number; use?: FileUse; skipped?: true }

/**
 * Finds the URLs that CSS loads: `url()`, `@import`, `image-set()`. Reads tokens, not rules, because even a broken
 * stylesheet has valid tokens. (CSS Syntax 4)
 */
export function findCssUrls(css: string): LocatedUrl[] {
  const found: LocatedUrl[] = []
  const functions: string[] = []
  let atRule = ''
  const importUse = () => (atRule === '@import' ? { use: 'style' as const } : {})
  tokenize(css, (type, start, end) => {
    const text = () => css.slice(start, end)
    switch (type) {
      case tokenTypes.AtKeyword:
        atRule = text().toLowerCase()
        break
      case tokenTypes.Semicolon:
      case tokenTypes.LeftCurlyBracket:
        atRule = ''
        break
      case tokenTypes.Function:
        functions.push(text().toLowerCase())
        break
      case tokenTypes.LeftParenthesis:
        functions.push('(')
        break
      case tokenTypes.RightParenthesis:
        functions.pop()
        break
      case tokenTypes.Url:
        // Browsers never load the URL of `@namespace`.
        if (atRule !== '@namespace') found.push({ url: url.decode(text()), offset: start, ...importUse() })
        break
      case tokenTypes.String:
        if (atRule === '@namespace') break
        if (functions.at(-1) === 'type(' && imageSet.test(functions.at(-2) ?? '')) {
          const last = found.at(-1)
          if (last && unsupportedFormats.has(string.decode(text()).toLowerCase())) last.skipped = true
          break
        }
        if (!(atRule === '@import' && functions.length === 0) && !urlFunctions.test(functions.at(-1) ?? '')) break
        found.push({ url: string.decode(text()), offset: start, ...importUse() })
        atRule = ''
    }
  })
  return found
}

const imageSet = /^(-webkit-)?image-set\($/
const urlFunctions = /^(url|src|(-webkit-)?image-set)\($/
