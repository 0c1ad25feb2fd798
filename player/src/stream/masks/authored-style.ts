import { callNative } from './native.ts'

/**
 * Takes styles that we added off an element. Browsers write the attribute in their own way once a style has changed, so
 * the author's text is written again where the page has changed nothing since.
 */
export function removeAddedStyles(element: HTMLElement, added: string[], authored: string | null): void {
  if (added.length === 0) return
  const { style } = element
  for (const property of added) style.removeProperty(property)
  const parsed = (document.createElementNS(element.namespaceURI, 'i') as HTMLElement).style
  parsed.cssText = authored ?? ''
  if (style.cssText !== parsed.cssText) return
  // Chromium and WebKit write the attribute when it is read. Removed before that, it would come back empty.
  if (callNative(element, 'getAttribute', 'style') === authored) return
  if (authored === null) callNative(element, 'removeAttribute', 'style')
  else callNative(element, 'setAttribute', 'style', authored)
}
