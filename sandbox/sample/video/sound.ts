/** The number of samples per second. */
export const sampleRate = 44_100

/** One sound. `at` and `length` are in seconds, `pitch` is in hertz, and `volume` goes from 0 to 1. */
export type Note = {
  kind: 'pluck' | 'pad' | 'chirp' | 'hoof'
  at: number
  pitch: number
  length?: number
  volume?: number
}

/** Creates the notes of a melody: pitches in hertz, `beat` seconds apart. A pitch of 0 is a rest. */
export function melody(kind: Note['kind'], start: number, beat: number, pitches: number[], volume = 0.4): Note[] {
  return pitches.flatMap((pitch, i) => (pitch ? { kind, at: start + i * beat, pitch, volume } : []))
}

// Each voice returns the sample at `t` seconds after the start of a note, for its pitch and length.
const voices: Record<Note['kind'], (t: number, pitch: number, length: number) => number> = {
  pluck: (t, pitch) =>
    (sine(pitch, t) + 0.5 * sine(pitch * 2, t) + 0.2 * sine(pitch * 4, t)) * Math.exp(-5 * t) * ramp(t, 0.004),
  pad: (t, pitch, length) =>
    (sine(pitch, t) + 0.3 * sine(pitch * 2.005, t)) * Math.sin(Math.PI * Math.min(1, t / length)) ** 0.7,
  chirp: (t, pitch) => sine(pitch * (1 + 0.8 * t), t) * Math.max(0, Math.sin(2 * Math.PI * 14 * t)) * Math.exp(-6 * t),
  hoof: (t, pitch) => sine(pitch * Math.exp(-9 * t), t) * Math.exp(-28 * t) * ramp(t, 0.002),
}

/** Renders the notes as signed 16-bit samples in one channel, with a fade-out at the end. */
export function pcm(notes: Note[], seconds: number): Buffer {
  const samples = new Float64Array(Math.round(seconds * sampleRate))
  for (const { kind, at, pitch, length = 1, volume = 0.4 } of notes) {
    const first = Math.round(at * sampleRate)
    const count = Math.min(samples.length - first, Math.round(length * sampleRate))
    for (let i = 0; i < count; i++)
      samples[first + i]! += volume * voices[kind](i / sampleRate, pitch, length) * ramp(length - i / sampleRate, 0.02)
  }
  const bytes = Buffer.alloc(samples.length * 2)
  samples.forEach((value, i) => {
    const faded = Math.tanh(value) * ramp((samples.length - i) / sampleRate, 0.3)
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, faded)) * 32_000), i * 2)
  })
  return bytes
}

function sine(pitch: number, t: number): number {
  return Math.sin(2 * Math.PI * pitch * t)
}

function ramp(t: number, durationSeconds: number): number {
  return Math.max(0, Math.min(1, t / durationSeconds))
}
