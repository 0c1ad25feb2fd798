import type { Deployment } from '../publish/deployment.ts'

/** What is compared: the release `from`, by its number, with the release `to` or the draft (null), whose id is `id`. */
export type Comparison = { from: number; to: number | null; id: string }

/**
 * Why there is nothing to compare: no release exists, the environment shows none, the files of a release are gone, there is
 * no such release, or no draft.
 */
export type Missing = 'NO_RELEASE' | 'NOT_SHOWN' | 'REMOVED' | 'NOT_FOUND' | 'NO_DRAFT'

type Shown = readonly Pick<Deployment, 'environment' | 'release'>[]
type Releases = readonly { id: string; number: number; removedAt: string | null }[]

/**
 * Finds out what the address asks to compare. `from`: the slug of an environment, or the number of a release; by default what
 * teachers see, or else the newest release. `to`: `draft`, the default, or the number of a release. Releases are the newest
 * ones, newest first: older ones may exist.
 */
export function readComparison(
  params: URLSearchParams,
  shown: Shown,
  releases: Releases,
  draft: { id: string } | null,
): Comparison | Missing {
  const to = readNumber(params.get('to'))
  const others = releases.filter(({ number, removedAt }) => removedAt === null && number !== to)
  const from = readFrom(params.get('from'), shown, others)
  if (typeof from === 'string') return from
  const target = to === null ? null : releases.find(({ number }) => number === to)
  if (target === undefined) return 'NOT_FOUND'
  const base = releases.find(({ number }) => number === from)
  if (base?.removedAt || target?.removedAt) return 'REMOVED'
  const id = target?.id ?? draft?.id
  return id ? { from, to, id } : 'NO_DRAFT'
}

function readFrom(from: string | null, shown: Shown, kept: Releases): number | Missing {
  const number = readNumber(from)
  if (number !== null) return number
  if (from === null) return defaultRelease(shown) ?? kept[0]?.number ?? 'NO_RELEASE'
  return shown.find(({ environment }) => environment?.slug === from)?.release.number ?? 'NOT_SHOWN'
}

/** What most teachers see: the release in production, or else in the first environment. */
const defaultRelease = (shown: Shown): number | undefined =>
  (shown.find(({ environment }) => environment?.slug === 'production') ?? shown[0])?.release.number

const readNumber = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
