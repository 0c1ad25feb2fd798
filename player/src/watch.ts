import type { PageLocation } from './page-location.ts'
import { isDecoration, sourcePaths } from './author.ts'
import { fetchPlaylists, type Playlist } from './playlists.ts'
import { VideoAttachment } from './attach.ts'

/**
 * Takes over the videos of a page: those that are there, those that come later, and those whose file a script of the author
 * exchanges. The playlists are asked for once, and only when there is a video to play.
 * @returns stops watching; what plays goes on
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

  const watcher = new MutationObserver(records => {
    parkRemoved()
    const affectedVideos = records.flatMap(({ target, addedNodes }) => [
      ...enclosingVideos(target),
      ...[...addedNodes].flatMap(videosIn),
    ])
    for (const video of new Set(affectedVideos)) if (video.isConnected) attachVideo(video)
  })
  watcher.observe(page, { subtree: true, childList: true, attributes: true, attributeFilter: ['src'] })
  for (const video of page.querySelectorAll('video')) attachVideo(video)
  return () => watcher.disconnect()
}

function enclosingVideos(node: Node): HTMLVideoElement[] {
  const video = node instanceof Element && node.closest('video')
  return video ? [video] : []
}

function videosIn(node: Node): HTMLVideoElement[] {
  return node instanceof Element ? [...enclosingVideos(node), ...node.querySelectorAll('video')] : []
}
