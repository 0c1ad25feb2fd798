import { buildClip } from './test-clips.ts'

/** For tests: an mp4 that any browser plays, with sound. Its letters make bytes of its own. */
export function buildFilm(letters: string, { seconds = 2, size = '320x180' } = {}): Promise<Buffer> {
  const picture = `-f lavfi -i testsrc=size=${size}:rate=25:duration=${seconds},drawtext=fontcolor=white:fontsize=40:text=${letters}`
  const sound = `-f lavfi -i sine=frequency=440:duration=${seconds}`
  const how = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -shortest -movflags +faststart'
  return buildClip('film.mp4', { make: `${picture} ${sound} ${how}` })
}
