/** A browser tab that is open already and gets its address later. */
export type WaitingTab = { goTo: (url: string) => boolean; close: () => void }

/**
 * Opens a tab at once, inside the click, and fills it when the address is known: browsers block a tab that is opened
 * after an answer from the network. The page in it cannot reach back to this one. `goTo` is false where the tab was
 * blocked all the same.
 */
export function openWaitingTab(words: string): WaitingTab {
  const tab = window.open('', '_blank')
  if (tab) {
    tab.opener = null
    tab.document.title = words
    tab.document.body.textContent = words
  }
  return {
    goTo: url => {
      if (!tab || tab.closed) return false
      tab.location.replace(url)
      return true
    },
    close: () => tab?.close(),
  }
}
