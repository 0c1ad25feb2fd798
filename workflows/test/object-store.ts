import { inject, onTestFinished } from 'vitest'
import { Faults } from '../../sandbox/faults/faults.ts'
import { startS3Front } from '../../sandbox/s3/front.ts'
import { openStore } from '../storage/s3.ts'

const { bucket, ...s3 } = inject('s3')

/** For tests: opens the bucket behind a front with fault injection. */
export async function buildStore(secret = s3.secretAccessKey) {
  const faults = new Faults()
  const upstream = { upstream: s3.endpoint, region: s3.region, credentials: s3 }
  const front = await startS3Front({ port: 0, ...upstream, faults, onCreated() {}, isWatched: () => false })
  const store = openStore({
    AWS_REGION: s3.region,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: secret,
    S3_ENDPOINT: front.url,
    S3_BUCKET: bucket,
  } as Parameters<typeof openStore>[0])
  onTestFinished(async () => {
    store.client.destroy()
    await front.close()
  })
  return { store, faults }
}
