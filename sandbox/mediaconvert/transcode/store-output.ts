import type { S3Client } from '@aws-sdk/client-s3'
import { removeObject, storeAll } from '../job/s3-files.ts'
import type { DescribedGroup, GroupFiles } from './output-files.ts'

/**
 * Stores a job's output and describes the groups meanwhile. Stores segments and images first, then the playlists, and
 * the master playlists last.
 * @param onPercent receives how much is stored, up to 99
 * @throws JobError 1404 or 1401
 */
export async function storeOutput(
  s3: S3Client,
  groups: GroupFiles[],
  signal: AbortSignal,
  onPercent: (percent: number) => void,
): Promise<DescribedGroup[]> {
  const pieces = groups.flatMap(group => group.pieces)
  let count = 0
  const onStored = () => onPercent(Math.min(99, Math.floor((++count / pieces.length) * 100)))
  // If one of them fails, the other must stop using the files before the caller removes them.
  const [stored, described] = await Promise.allSettled([
    storeAll(s3, pieces, signal, onStored),
    Promise.all(groups.map(group => group.describe())),
  ])
  if (stored.status === 'rejected') throw stored.reason
  if (described.status === 'rejected') throw described.reason
  const children = described.value.flatMap(group => group.children)
  await storeAll(s3, children, signal, onStored)
  const masters = described.value.flatMap(group => group.masters)
  await storeAll(s3, masters, signal, onStored)
  return described.value
}

/** Removes a segment from the middle of the output before it is stored. */
export async function dropSegment(groups: GroupFiles[], s3: S3Client): Promise<void> {
  const segments = groups.flatMap(({ pieces }) => pieces).filter(({ key }) => key.endsWith('.ts'))
  const dropped = segments[Math.floor(segments.length / 2)]
  if (!dropped) return
  for (const group of groups) group.pieces = group.pieces.filter(piece => piece !== dropped)
  await removeObject(s3, dropped)
}
