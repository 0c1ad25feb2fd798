import type { Toast } from './toast.ts'

/** Says a result for some seconds, over the page. Screen readers announce it. Its code is loaded with the first toast. */
export async function showToast(toast: Toast): Promise<void> {
  const { presentToast } = await import('./present-toast.tsx')
  presentToast(toast)
}
