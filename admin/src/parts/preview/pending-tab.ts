/** A browser tab that is open already and gets its address later. */
export type PendingTab = { navigate: (url: string) => boolean; close: () => void }

/**
 * Opens a tab at once, inside the click, and fills it when the address is known: browsers block a tab that is opened
 * after an answer from the network. The page in it cannot reach back to this one. `goTo` is false where the tab was
 * blocked all the same.
 */
export function openPendingTab(text: string): PendingTab {
  const tab = window.open('', '_blank')
  if (tab) {
    tab.opener = null
    tab.document.title = text
    tab.document.body.textContent = text
  }
  return {
    navigate: url => {
      if (!tab || tab.closed) return false
      tab.location.replace(url)
      return true
    },
    close: () => tab?.close(),
  }
}
