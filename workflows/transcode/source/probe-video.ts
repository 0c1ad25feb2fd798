import type { Probe } from '@lectern/domain/database'
import { mayBeVideo } from '@lectern/domain/files/video-files'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import { recordProbe } from '@lectern/domain/transcode/probes'
import { cancellationSignal } from '../../heartbeat.ts'
import type { Services } from '../../services.ts'
import { get, presignUrl } from '../../storage/s3.ts'
import { keepSource } from './keep-source.ts'
import { probeVersion } from './probe.ts'
import { probeUrl } from './probe-url.ts'
import { unplayableVideo } from './video-problems.ts'

/** How long the address of a video is valid, in seconds: longer than all limits together. */
const urlSeconds = 3_600

type VersionRef = { key: string; versionId: string }

/**
 * Probes a video in S3 by range requests, without downloading it, and stores the result by content hash. Reads its
 * container first, because ffprobe does not notice missing samples. Does nothing if a probe of the current version
 * exists, or if only the name is that of a video. Renews any older probe: these bytes have the name of a video somewhere.
 */
export async function probeVideo(
  services: Services,
  packageId: string,
  { path, contentHash, bytes }: Pick<ClaimedItem, 'path' | 'contentHash' | 'bytes'>,
  object: VersionRef,
): Promise<void> {
  const existing = await services.database.probe.findUnique({ where: { contentHash } })
  if (existing && existing.version >= probeVersion) return
  const isStream = await isTransportStream(services, object, bytes)
  if (!existing && mayBeVideo(path) && !isStream) return
  await probeBytes(services, packageId, { contentHash, bytes, isTransportStream: isStream }, object)
}

/** `readerKey`: see Reader. */
async function probeBytes(
  services: Services,
  readerKey: string,
  file: Pick<ClaimedItem, 'contentHash' | 'bytes'> & { isTransportStream: boolean },
  object: VersionRef,
): Promise<void> {
  const { bytes } = file
  const url = await presignUrl(services.store, object, urlSeconds)
  const facts =
    bytes === 0
      ? unplayableVideo('UNREADABLE')
      : await probeUrl(services, { url, bytes }, { key: readerKey, signal: cancellationSignal() })
  const newProbe = { ...file, version: probeVersion, ...facts }
  await services.database.$transaction(tx => recordProbe(tx, newProbe))
}

/** Returns the current probe of a video. Renews an older one from the copy of the bytes that jobs read. */
export async function ensureCurrentProbe(services: Services, contentHash: string): Promise<Probe> {
  const read = () => services.database.probe.findUniqueOrThrow({ where: { contentHash } })
  const existing = await read()
  if (existing.version >= probeVersion) return existing
  const key = await keepSource(services, contentHash)
  const kept = await read()
  if (kept.version >= probeVersion) return kept
  const [bytes, object] = [Number(kept.bytes), { key, versionId: kept.sourceVersionId! }]
  const file = { contentHash, bytes, isTransportStream: await isTransportStream(services, object, bytes) }
  await probeBytes(services, contentHash, file, object)
  return read()
}

/** The packets of a transport stream, in bytes: by themselves, or with four bytes in front as cameras and discs write them. */
const packetSizes = [
  { size: 188, offset: 0 },
  { size: 192, offset: 4 },
]
const syncByte = 0x47
const checkedPackets = 3

/** Checks whether a file consists of the packets of a transport stream. (ISO/IEC 13818-1, 2.4.3.2) */
async function isTransportStream({ store }: Services, object: VersionRef, bytes: number): Promise<boolean> {
  const length = checkedPackets * 192
  if (bytes < length) return false
  const range = `bytes=0-${length - 1}`
  const { Body } = await get(store, object.key, { versionId: object.versionId, range, signal: cancellationSignal() })
  const beginning = Buffer.concat(await Body.toArray())
  return packetSizes.some(({ size, offset }) =>
    Array.from({ length: checkedPackets }, (_, packet) => beginning[packet * size + offset]).every(
      byte => byte === syncByte,
    ),
  )
}
