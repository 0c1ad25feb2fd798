import { inject } from 'vitest'

/** The settings of the services that all tests share. Dropbox is unreachable. */
export function testCloudSettings(databaseUrl: string) {
  const { bucket, ...s3 } = inject('s3')
  return {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    AWS_REGION: s3.region,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: bucket,
    DROPBOX_URL: 'http://127.0.0.1:1',
    DROPBOX_APP_KEY: 'key',
    DROPBOX_APP_SECRET: 'secret',
    DROPBOX_REFRESH_TOKEN: 'refresh',
    LECTERN_SECRET: Buffer.alloc(32, 1).toString('base64'),
  }
}
