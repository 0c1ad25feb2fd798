/** The part of a selector that asks for `src`, without combinators: `video[src$=".mp4"]` in `p > video[src$=".mp4"]`. */
const sourceSelector = /[^\s>+~,()]*\[src\b[^\]]*\][^\s>+~,()]*/gi

/**
 * Returns whether a style sheet of the page asks for the video's `src`. While a stream plays, the attribute is not there,
 * and nothing can make the selector match.
 */
export function isStyledBySource(video: HTMLVideoElement): boolean {
  const { styleSheets, adoptedStyleSheets = [] } = video.getRootNode() as Document | ShadowRoot
  return [...styleSheets, ...adoptedStyleSheets].some(sheet => rulesOf(sheet).some(rule => asksForSource(rule, video)))
}

/** A style sheet of another origin cannot be read. */
function rulesOf(sheet: CSSStyleSheet | CSSGroupingRule | null): CSSRule[] {
  try {
    return [...(sheet?.cssRules ?? [])]
  } catch {
    return []
  }
}

function asksForSource(rule: CSSRule, video: HTMLVideoElement): boolean {
  const { selectorText, styleSheet } = rule as Partial<CSSStyleRule & CSSImportRule>
  const parts = selectorText?.match(sourceSelector) ?? []
  if (parts.some(part => matches(video, part))) return true
  return rulesOf(styleSheet ?? (rule as CSSGroupingRule)).some(each => asksForSource(each, video))
}

function matches(video: HTMLVideoElement, selector: string): boolean {
  try {
    return video.matches(selector)
  } catch {
    return false
  }
}
