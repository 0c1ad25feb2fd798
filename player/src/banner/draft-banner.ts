import { avoidControls } from './offscreen.ts'
import { reportPage } from './report-page.ts'

/**
 * Shows a banner on a page of a draft. It is one line at the bottom right, above everything, and it avoids controls. It
 * lives in a shadow root next to the body, so that the page's styles and scripts do not affect it and the page's layout
 * does not change.
 * @param tag the script tag; it is removed, because a page may style its last element
 */
export function showDraftBanner(tag: HTMLScriptElement): void {
  const { lecternDraft: title = '', revision = '' } = tag.dataset
  const root = new URL('..', tag.src)
  tag.remove()
  const dismissedKey = `lectern-draft:${root.pathname}`
  if (isInsidePackageFrame(root)) return
  reportPage(root)
  if (wasDismissed(dismissedKey)) return
  const host = document.createElement('lectern-draft')
  const shadow = host.attachShadow({ mode: 'closed' })
  const positionStyles = new CSSStyleSheet()
  shadow.adoptedStyleSheets = [styles(), positionStyles]
  const line = element('p', shadow)
  element('span', line, 'Draft of ')
  const name = element('bdi', line, title)
  name.title = title
  element('span', line, ` · revision ${revision}`)
  const button = element('button', line, '×')
  button.ariaLabel = 'Close notice'
  button.addEventListener('click', () => {
    host.remove()
    markDismissed(dismissedKey)
  })
  document.documentElement.append(host)
  avoidControls(host, offsetPx => positionStyles.replaceSync(`:host { margin-bottom: ${offsetPx}px !important }`))
}

function element(name: string, parent: Node, text = ''): HTMLElement {
  const child = document.createElement(name)
  child.textContent = text
  parent.appendChild(child)
  return child
}

/** Checks whether a page of the same package contains this page as a frame. That page already shows the banner. */
function isInsidePackageFrame(root: URL): boolean {
  try {
    return parent !== window && parent.location.href.startsWith(root.href)
  } catch {
    return false
  }
}

/** Checks whether the user closed the banner. Returns false when storage is not available. */
function wasDismissed(key: string): boolean {
  try {
    return sessionStorage.getItem(key) !== null
  } catch {
    return false
  }
}

function markDismissed(key: string): void {
  try {
    sessionStorage.setItem(key, 'yes')
  } catch {}
}

/**
 * Returns the banner's styles. `!important` inside a shadow root overrides all of the page's styles, and the page's
 * content security policy does not apply to a constructed style sheet.
 */
function styles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
:host { all: initial !important; position: fixed !important; z-index: 2147483647 !important; direction: ltr !important;
  right: max(12px, env(safe-area-inset-right)) !important; bottom: max(12px, env(safe-area-inset-bottom)) !important;
  max-width: min(440px, calc(100% - 24px)) !important; pointer-events: none !important }
p { margin: 0; display: flex; align-items: center; box-sizing: border-box; max-width: 100%; padding: 0 4px 0 14px; border-radius: 18px;
  font: 13px/36px system-ui, sans-serif; color: #fff; background: #1d2129; border: 1px solid #8a919e; box-shadow: 0 2px 10px #0005;
  white-space: pre; pointer-events: auto }
bdi { overflow: hidden; text-overflow: ellipsis; font-weight: 600; min-width: 3ch }
span { flex: none }
button { all: unset; flex: none; width: 28px; height: 28px; margin-left: 6px; border-radius: 50%; text-align: center; font: 18px/26px system-ui, sans-serif; color: #d5d9e0; cursor: pointer }
button:hover { background: #fff3; color: #fff }
button:focus-visible { outline: 2px solid #9ec5ff }
@media print { :host { display: none !important } }`)
  return sheet
}
