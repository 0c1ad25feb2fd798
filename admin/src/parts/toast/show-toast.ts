/** A result that is said in a corner of the page. `link`: where to see it. `undo`: takes the action back. */
export type Toast = { message: string; link?: { to: string; label: string }; undo?: () => void }

/** Says a result for some seconds, over the page. Screen readers announce it. Its code is loaded with the first toast. */
export async function showToast(toast: Toast): Promise<void> {
  const { presentToast } = await import('./present-toast.tsx')
  presentToast(toast)
}
