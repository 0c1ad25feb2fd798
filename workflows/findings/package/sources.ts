import type { Reference } from '@lectern/domain/findings/text-analyses'
import type { Target } from './target.ts'

/** A source of a `<video>` or `<audio>`, and its judgment. See `Link`. */
type Source = Reference & { target: Target; alternative: string | null; isMissingVideo: boolean }

/** What the sources of one element lead to: the first of each kind. `isReported`: other rules report one of them. */
type Sources = { file?: string; address?: string; misspelled?: string; isReported?: true }

/** Collects what the sources of each `<video>` and `<audio>` of a page lead to. */
export class PlayerSources {
  #players = new Map<string, Sources>()
  #files: ReadonlyMap<string, number>
  #formats: ReadonlyMap<string, unknown>

  /** `files`: the sizes of files, by path. `formats`: the files in formats that not all browsers play. */
  constructor(files: ReadonlyMap<string, number>, formats: ReadonlyMap<string, unknown>) {
    this.#files = files
    this.#formats = formats
  }

  /** Records where a source leads. Ignores other references. */
  add(reference: Reference, target: Target): void {
    const player = playerOf(reference)
    if (player === null) return
    const sources = this.#players.get(player) ?? {}
    this.#players.set(player, sources)
    const isPlayable = target.kind === 'found' && this.#files.get(target.path) !== 0 && !this.#formats.has(target.path)
    if (isPlayable) sources.file ??= target.path
    else if (target.kind === 'web' || target.kind === 'insecure web') sources.address ??= reference.url
    else if (target.kind !== 'missing') sources.isReported = true
    if (target.kind === 'misspelled') sources.misspelled ??= target.actualPath
  }

  /** Sets what browsers play instead of a source, and whether its video has no file in the package. */
  judge(link: Source): void {
    const player = playerOf(link)
    if (player === null) return
    const { file, address, misspelled, isReported } = this.#players.get(player) ?? {}
    const { target } = link
    const own = target.kind === 'found' ? target.path : target.kind === 'misspelled' ? target.actualPath : link.url
    link.alternative = [file, address, misspelled].find(each => each !== undefined && each !== own) ?? link.alternative
    link.isMissingVideo = link.video !== undefined && file === undefined && !isReported
  }
}

/** Returns a key for the `<video>` or `<audio>` that a reference is a source of. Null for other references. */
export const playerOf = ({ video, audio }: Reference): string | null =>
  video !== undefined ? `video ${video}` : audio !== undefined ? `audio ${audio}` : null
