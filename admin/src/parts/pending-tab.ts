/** A browser tab that is open and gets its address later. */
export type PendingTab = { navigate: (url: string) => boolean; close: () => void }

/**
 * Opens a tab during the click. Browsers block tabs that are opened after a network request. The page in the tab
 * cannot access this one. `navigate` returns false if the browser blocked the tab or the reader closed it.
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
