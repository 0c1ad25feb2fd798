/**
 * Formats where a part ends in the whole, such as `5:12 of 30:05`. Never says that the part is the whole. Both are in
 * seconds.
 */
export const formatPosition = (fromSeconds: number, ofSeconds: number): string =>
  `${formatTime(Math.floor(fromSeconds))} of ${formatTime(Math.ceil(ofSeconds - 0.05))}`

/** Formats whole seconds, such as `5:12` or `1:05:12`. */
export function formatTime(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`
}
