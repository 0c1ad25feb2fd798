/**
 * Reports whether a device, such as a television, can play the video: AirPlay or Cast. False with `disableRemotePlayback`, and where the
 * browser does not tell.
 */
export function watchOtherDevices(
  video: HTMLVideoElement,
  onAvailable: (isAvailable: boolean) => void,
  signal: AbortSignal,
): void {
  const remote: RemotePlayback | undefined = video.remote
  remote
    ?.watchAvailability(onAvailable)
    .then(id => signal.addEventListener('abort', () => remote.cancelWatchAvailability(id)?.catch(() => {})))
    .catch(() => {})
}

/** Lets the person choose a device. Ignores that they choose none. */
export function chooseOtherDevice(video: HTMLVideoElement): void {
  video.remote.prompt().catch(() => {})
}
