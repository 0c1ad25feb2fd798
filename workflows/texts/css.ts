import { string, tokenize, tokenTypes, url } from 'css-tree'

/** An address in a text, and where it stands. */
export type Address = { url: string; offset: number }

/**
 * The addresses that CSS loads: `url()`, `@import`, `image-set()`. Reads tokens, not rules: whatever is broken in a stylesheet, its tokens can
 * be told. (CSS Syntax 4)
 */
export function addressesInCss(css: string): Address[] {
  const found: Address[] = []
  const functions: string[] = []
  let at = ''
  tokenize(css, (type, start, end) => {
    const text = () => css.slice(start, end)
    switch (type) {
      case tokenTypes.AtKeyword:
        at = text().toLowerCase()
        break
      case tokenTypes.Semicolon:
      case tokenTypes.LeftCurlyBracket:
        at = ''
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
        // What `@namespace` names is never loaded.
        if (at !== '@namespace') found.push({ url: url.decode(text()), offset: start })
        break
      case tokenTypes.String:
        if (at === '@import' && functions.length === 0) at = ''
        else if (at === '@namespace' || !loading.test(functions.at(-1) ?? '')) break
        found.push({ url: string.decode(text()), offset: start })
    }
  })
  return found
}

const loading = /^(url|src|(-webkit-)?image-set)\($/
