/** Whether a dialog is over the page. The page's shortcuts rest then. */
export const isDialogOpen = (): boolean => document.querySelector('[role=dialog][aria-modal=true]') !== null
