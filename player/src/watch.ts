import { VideoAttachment } from './attach.ts'
import { isDecoration, sourcePaths } from './author.ts'
import type { PageLocation } from './page-location.ts'
import { fetchPlaylists, type Playlist } from './playlists.ts'

/**
 * Attaches to all videos of a page: present ones, ones added later, and ones whose file the author's script changes.
 * Fetches the playlists once, and only when there is a video to play.
 * @returns a function that stops watching; playback continues
 */
export function watch(page: Document, pageLocation: PageLocation): () => void {
  const attachments = new WeakMap<HTMLVideoElement, VideoAttachment>()
  const connectedVideos = new Set<HTMLVideoElement>()
  let playlists: Promise<Playlist[]> | undefined

  function attachVideo(video: HTMLVideoElement) {
    const existing = attachments.get(video)
    const paths = sourcePaths(video, pageLocation)
    if (paths.length === 0) return existing && registerAttachment(video, existing)
    if (isDecoration(video)) return
    if (existing?.state === 'author' && existing.paths.join('\n') === paths.join('\n')) return
    existing?.detach()
    playlists ??= fetchPlaylists(pageLocation)
    registerAttachment(video, new VideoAttachment(video, pageLocation, playlists))
  }

  function registerAttachment(video: HTMLVideoElement, attachment: VideoAttachment) {
    attachments.set(video, attachment)
    connectedVideos.add(video)
    attachment.unpark()
  }

  function parkRemoved() {
    for (const video of connectedVideos) {
      if (video.isConnected) continue
      connectedVideos.delete(video)
      attachments.get(video)?.park()
    }
  }

  const observer = new MutationObserver(records => {
    parkRemoved()
    const affectedVideos = records.flatMap(({ target, addedNodes }) => [
      ...enclosingVideos(target),
      ...[...addedNodes].flatMap(videosIn),
    ])
    for (const video of new Set(affectedVideos)) if (video.isConnected) attachVideo(video)
  })
  observer.observe(page, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] })
  for (const video of page.querySelectorAll('video')) attachVideo(video)
  return () => observer.disconnect()
}

function enclosingVideos(node: Node): HTMLVideoElement[] {
  const video = node instanceof Element && node.closest('video')
  return video ? [video] : []
}

function videosIn(node: Node): HTMLVideoElement[] {
  return node instanceof Element ? [...enclosingVideos(node), ...node.querySelectorAll('video')] : []
}
