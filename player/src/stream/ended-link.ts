import { openOverlay } from '../controls/overlay.ts'
import { pageLanguage } from '../controls/texts.ts'
import type { PageLocation } from '../page/page-location.ts'
import { onUnreachable } from './unreachable.ts'

const texts = {
  en: {
    preview: 'This preview has ended. Ask the person who gave you the link for a new one.',
    viewer: 'Your link has ended. Open the lesson again from your school’s website.',
  },
  de: {
    preview: 'Diese Vorschau ist beendet. Bitten Sie die Person, von der Sie den Link haben, um einen neuen.',
    viewer: 'Ihr Link ist abgelaufen. Öffnen Sie die Lektion neu über die Website Ihrer Schule.',
  },
}

/**
 * Says on a video that the page's link has ended, when neither the stream nor the file loads any more for that reason.
 * Public pages have no link that could end.
 * @returns a function that stops watching
 */
export function watchLink(video: HTMLVideoElement, { graphql }: PageLocation): () => void {
  const kind = graphql.startsWith('/preview/') ? 'preview' : graphql.startsWith('/view/') ? 'viewer' : null
  if (kind === null) return () => {}
  let remove = () => {}
  let isShown = false
  const check = async () => {
    if (isShown || !(await hasLinkEnded(graphql))) return
    isShown = true
    remove = showNotice(video, texts[pageLanguage()][kind])
  }
  const onError = () => void check()
  video.addEventListener('error', onError)
  const stop = onUnreachable(video, onError)
  return () => {
    video.removeEventListener('error', onError)
    stop()
    remove()
  }
}

/**
 * Asks the content host. It answers for an ended link with an error of the API. No answer, and the error page of a proxy
 * on the way, say nothing about the link.
 */
async function hasLinkEnded(graphql: string): Promise<boolean> {
  const query = new URLSearchParams({ query: '{__typename}' })
  try {
    const response = await fetch(`${graphql}?${query}`, { cache: 'no-store', credentials: 'omit' })
    const { errors } = (await response.json()) as { errors?: { extensions?: { code?: string } }[] }
    return ['NOT_FOUND', 'FORBIDDEN'].includes(errors?.[0]?.extensions?.code ?? '')
  } catch {
    return false
  }
}

function showNotice(video: HTMLVideoElement, text: string): () => void {
  const overlay = openOverlay(video, 'lectern-notice', styles)
  const line = document.createElement('p')
  line.role = 'alert'
  line.textContent = text
  overlay.root.append(line)
  return overlay.remove
}

const styles = `
p { position: absolute; inset: auto 0; top: 50%; translate: 0 -50%; width: fit-content; max-width: min(34em, calc(100% - 32px));
  box-sizing: border-box; margin: 0 auto; padding: 12px 18px; border-radius: 10px; color: #fff; background: #1d2129f2;
  box-shadow: 0 2px 10px #0006; font: 15px/1.45 system-ui, sans-serif; text-align: center; text-wrap: balance }
@media (forced-colors: active) { p { border: 1px solid CanvasText } }`
