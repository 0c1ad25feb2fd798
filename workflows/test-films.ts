/** Films for tests, made anew by ffmpeg. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { executable } from '../sandbox/executables.ts'

/** An mp4 that any browser plays, with sound. Its letters make bytes of its own. */
export async function buildFilm(letters: string, { seconds = 2, size = '320x180' } = {}): Promise<Buffer> {
  const picture = `-f lavfi -i testsrc=size=${size}:rate=25:duration=${seconds},drawtext=fontcolor=white:fontsize=40:text=${letters}`
  const sound = `-f lavfi -i sine=frequency=440:duration=${seconds}`
  const how = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -shortest -movflags +faststart'
  const place = await mkdtemp(join(tmpdir(), 'lectern-film-'))
  try {
    const path = join(place, 'film.mp4')
    const all = `-loglevel error -y ${picture} ${sound} ${how}`.split(' ')
    await promisify(execFile)(await executable('ffmpeg'), [...all, path])
    return await readFile(path)
  } finally {
    await rm(place, { recursive: true })
  }
}
