import { Prisma } from '../database.ts'

/** When picture and sound of a video start and end, in seconds. Null when the probe is older than this check. */
export type PictureTimes = {
  durationSeconds: number | null
  pictureStartSeconds: number | null
  pictureEndSeconds: number | null
}

/** How much later than the sound a picture may start, and how much earlier it may end, in seconds. */
const toleranceSeconds = 0.5

/**
 * Whether the sound goes on without the picture, before it starts and after it ends. Browsers show one still picture
 * then, but a stream can only be black or end early. So what browsers play stays a file.
 */
export function pictureGaps({ durationSeconds, pictureStartSeconds, pictureEndSeconds }: PictureTimes) {
  const [start, end] = [pictureStartSeconds ?? 0, pictureEndSeconds ?? durationSeconds ?? 0]
  return { before: start > toleranceSeconds, after: (durationSeconds ?? 0) - end > toleranceSeconds }
}

/** SQL predicate over a row of `probe`: browsers play the file, and its sound goes on without the picture. Never null. */
export const staysFileSql: Prisma.Sql = Prisma.sql`
  coalesce(probe.browser_playable AND (probe.picture_start_seconds > ${toleranceSeconds}
    OR probe.duration_seconds - probe.picture_end_seconds > ${toleranceSeconds}), false)`

/**
 * SQL predicate over a row of `probe`: the video is not encoded and plays from the author's file, because it is
 * decoration (`decorative`: the column of the file) or its sound goes on without the picture.
 */
export const playsFromFileSql = (decorative: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(coalesce(${decorative}, false) OR ${staysFileSql})`
