/**
 * Tells the page around this one which page of the draft it shows, for the preview in the admin. The message has only the
 * encoded path, because every page may frame a draft.
 */
export function reportPage(root: URL): void {
  if (parent !== window) parent.postMessage({ lecternDraft: location.pathname.slice(root.pathname.length) }, '*')
}
