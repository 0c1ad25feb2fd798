/** One packet of a stream, in seconds. Null: the format does not say. */
export type Packet = { stream: number; time: number | null; decodeTime: number | null; duration: number }

/** When the packets of a stream start and end, and when the last one of them starts, in seconds. */
export type StreamTimes = { start: number; end: number; lastStart: number }

/** The clocks of transport and program streams may jump. By more than this, players and encoders take it for a new clock. */
const maxBackSeconds = 0.5
const maxForwardSeconds = 10

/**
 * Collects when streams start and end from their packets, in the order of the file. `canJump`: the format is one whose
 * clock may start again, because recordings were joined. Then a stream continues where it was.
 */
export function collectPacketTimes(canJump: boolean) {
  const found = new Map<number, StreamTimes & { offset: number; decodeTime: number; gap: number; duration: number }>()
  const add = ({ stream, time, decodeTime, duration }: Packet) => {
    const shown = time ?? decodeTime
    const decoded = decodeTime ?? time
    if (shown === null || decoded === null) return
    const last = found.get(stream)
    const expected = last ? last.decodeTime + (last.duration || last.gap) : decoded
    const difference = decoded + (last?.offset ?? 0) - expected
    const isJump = canJump && (difference < -maxBackSeconds || difference > maxForwardSeconds)
    const offset = (last?.offset ?? 0) - (isJump ? difference : 0)
    const start = shown + offset
    found.set(stream, {
      ...{ offset, decodeTime: decoded + offset, duration },
      gap: last && !isJump ? Math.max(0, decoded + offset - last.decodeTime) : 0,
      start: Math.min(last?.start ?? start, start),
      end: Math.max(last?.end ?? 0, start + duration),
      lastStart: Math.max(last?.lastStart ?? start, start),
    })
  }
  // A last packet without a duration lasts as long as the one before it.
  const times = (): Map<number, StreamTimes> =>
    new Map(
      [...found].map(([stream, { start, end, lastStart, duration, gap }]) => [
        stream,
        { start, lastStart, end: Math.max(end, lastStart + (duration || gap)) },
      ]),
    )
  return { add, times }
}

/** Parses a line of ffprobe's list of packets: the index of the stream, two times, and the duration, each possibly `N/A`. */
export function parsePacket(line: string): Packet | null {
  const [stream, time, decodeTime, duration] = line.split(',').map(Number.parseFloat)
  if (stream === undefined || !Number.isInteger(stream)) return null
  const known = (seconds: number | undefined) => (Number.isFinite(seconds) ? seconds! : null)
  return { stream, time: known(time), decodeTime: known(decodeTime), duration: Math.max(0, known(duration) ?? 0) }
}
